//! How a motion is drawn: its words, large enough for whoever sits at the far end of the room; who says what; what that
//! gives.

use ratatui::layout::Rect;

use crate::domain::agenda_item::AgendaItem;
use crate::domain::attendance::there;
use crate::domain::ballot::{Basis, Count, Outcome, Voting};
use crate::domain::decision::{Decision, Poll, Subject};
use crate::domain::field::Tone;
use crate::domain::identity::RecordId;
use crate::domain::visible::{fit, width};
use crate::domain::vote::Ballot;
use crate::tui::canvas::{Canvas, wrapped};
use crate::tui::theme::{Look, Role};
use crate::workflow::review::room::result;

use super::{COUNTED, MotionView, Stage};

/// The widest that it is drawn, so that a result stands near what it came of.
const WIDEST: u16 = 110;

/// Where the words begin.
const INDENT: u16 = 4;

/// A row of words.
type Told = Vec<(String, Role)>;

fn cols(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

impl MotionView {
    pub(super) fn draw_motion(&self, canvas: &mut Canvas, area: Rect) {
        let wide = area.width.saturating_sub(2).min(WIDEST);
        let inner = Rect { x: area.x + (area.width - wide) / 2, width: wide, ..area };
        self.title(canvas, inner);
        let poll = self.poll();
        let inside = wide.saturating_sub(2 * INDENT);
        let told = self.told(&poll, inside, canvas.look);
        let columns = self.columns(&poll, inside);
        let rows = if self.shows_votes() { self.marks.len().div_ceil(usize::from(columns.0)) } else { 0 };
        let fixed = told.len() + if self.shows_votes() { COUNTED.len() + 6 } else { 5 };
        // A long proposal gives way to the members and the count; Esc shows it whole.
        let spare = usize::from(area.height).saturating_sub(fixed + rows.min(4)).max(1);
        let mut y = self.words(canvas, Rect { y: inner.y + 2, ..inner }, spare) + 1;
        let rule = canvas.look.sign("─", "-").repeat(usize::from(inner.width));
        canvas.put(inner.x, y, inner.width, &rule, Role::Border);
        y += 1;
        let bottom = inner.bottom();
        let height = u16::try_from(told.len()).unwrap_or(0);
        let mut told_at = y + u16::from(y + height < bottom);
        if self.shows_votes() {
            y = self.bars(canvas, Rect { y, ..inner }, &poll) + 1;
            told_at = bottom.saturating_sub(height).min(y + u16::try_from(rows).unwrap_or(0) + 1);
            let room = usize::from(told_at.saturating_sub(y + 1)).max(1);
            self.members(canvas, Rect { y, ..inner }, room, columns, &poll);
        }
        for ((line, role), y) in told.iter().zip(told_at..bottom) {
            canvas.put(inner.x + INDENT, y, inside, line, *role);
        }
    }

    /// Which motion it is, and whether there is a quorum for it.
    fn title(&self, canvas: &mut Canvas, area: Rect) {
        let meeting = &self.proceedings.meeting;
        let item = self.item().and_then(|item| self.proceedings.item(item));
        let letter = item.map_or("", |item| AgendaItem(item).input().map_or("", |input| input.letter()));
        let under = if letter.is_empty() { String::new() } else { format!(" · {letter}") };
        let title = format!("Motion {}{under}", self.decision.reference());
        let standing = meeting.standing(self.item(), &self.poll().ballots());
        let there = standing.there;
        let basis = meeting.rules().counting.basis.label().to_lowercase();
        let (sign, role, words) = match standing.met {
            true => (canvas.look.sign("✓", "+"), Role::Good, format!("Quorum {} of {}", there.present, there.members)),
            false => {
                let words = format!("No quorum: {} of {}, {} needed", there.present, there.members, standing.needed);
                (canvas.look.bad(), Role::Bad, words)
            }
        };
        let words = format!("{words} · {basis}");
        let used = canvas.right(area, area.y, &words, if standing.met { Role::Text } else { Role::Bad });
        canvas.put(area.right().saturating_sub(used + 2), area.y, 2, sign, role);
        canvas.put(area.x, area.y, area.width.saturating_sub(used + 4), &title, Role::Strong);
    }

    /// Its words; gives the row below them.
    fn words(&self, canvas: &mut Canvas, area: Rect, spare: usize) -> u16 {
        let inside = area.width.saturating_sub(2 * INDENT);
        let mut words = wrapped(self.decision.title(), inside);
        if words.len() > spare {
            words.truncate(spare);
            if let Some(last) = words.last_mut() {
                let most = usize::from(inside.saturating_sub(2));
                *last = format!("{} …", fit(last, most).trim_end());
            }
        }
        let mut y = area.y;
        for line in &words {
            canvas.put(area.x + INDENT, y, inside, line, Role::Strong);
            y += 1;
        }
        if self.reworded {
            for line in wrapped("It was changed while it was voted on: the marks are cleared.", inside) {
                canvas.put(area.x + INDENT, y, inside, &line, Role::Watch);
                y += 1;
            }
        }
        y
    }

    /// Whether the counts and the members are shown: while it is voted on, and after a vote.
    fn shows_votes(&self) -> bool {
        match self.stage {
            Stage::Put => false,
            Stage::Vote | Stage::Tie => true,
            Stage::Result => !Decision(&self.decision).count().is_empty(),
        }
    }

    /// How many said what, as bars, with what is needed; gives the row below them.
    fn bars(&self, canvas: &mut Canvas, area: Rect, poll: &Poll) -> u16 {
        let meeting = &self.proceedings.meeting;
        let waiting = self.waiting(poll);
        let tally = poll.tally(meeting.entitled(self.item(), poll).len());
        let most = meeting.voters().len().max(1);
        let room = usize::from(area.width.saturating_sub(38)).min(48);
        // Of how many votes cast a majority is needed is not known before they are.
        let of_votes = matches!(meeting.rules().counting.basis, Basis::MajorityCast | Basis::TwoThirdsCast);
        let needed = meeting.count(poll, self.item()).needed.filter(|_| waiting == 0 || !of_votes);
        for (place, (ballot, word)) in COUNTED.into_iter().enumerate() {
            let y = area.y + u16::try_from(place).unwrap_or(0);
            let selected = self.stage == Stage::Vote && self.scroll.cursor() == place && self.counts() > 0;
            let (many, role) = match ballot {
                Ballot::For => (tally.in_favour, Role::Good),
                Ballot::Against => (tally.against, Role::Watch),
                Ballot::Abstaining | Ballot::Recused => (tally.abstaining, Role::Quiet),
            };
            if selected {
                let style = canvas.look.style(Role::Selected);
                canvas.paint(Rect { y, height: 1, x: area.x + 2, width: 13 }, style);
                canvas.cursor = Some((area.x + 2, y).into());
            }
            let label = if selected { Role::Selected } else { Role::Strong };
            canvas.put(area.x + 2, y, 13, &format!(" {word:<8}{many:>3} "), label);
            let wide = u16::try_from(room).unwrap_or(0);
            canvas.put(area.x + 16, y, wide, &bar(many, most, room, canvas.look), role);
            let aside = match (ballot, needed) {
                (Ballot::For, Some(needed)) => format!("{needed} needed"),
                (Ballot::Against, _) if tally.recused > 0 => format!("{} recused", tally.recused),
                (Ballot::Abstaining, _) if waiting > 0 => format!("{waiting} still to say"),
                _ => String::new(),
            };
            let role = if ballot == Ballot::Abstaining { Role::Watch } else { Role::Quiet };
            canvas.put(area.x + 18 + wide, y, area.width.saturating_sub(18 + wide), &aside, role);
        }
        area.y + 3
    }

    /// How many columns of members there are, and how wide each is.
    fn columns(&self, poll: &Poll, inside: u16) -> (u16, u16) {
        let longest = self.marks.iter().map(|(member, _)| cols(&self.called(*member, poll)));
        let wide = longest.max().unwrap_or(inside).saturating_add(6).max(24);
        ((inside / wide).clamp(1, 3), wide)
    }

    fn members(&self, canvas: &mut Canvas, area: Rect, room: usize, (columns, wide): (u16, u16), poll: &Poll) {
        let down = self.marks.len().div_ceil(usize::from(columns)).min(room).max(1);
        let shown = down * usize::from(columns);
        let cursor = self.scroll.cursor().checked_sub(self.counts()).filter(|_| self.stage == Stage::Vote);
        let first = cursor.map_or(0, |cursor| cursor / shown * shown);
        for (place, (member, _)) in self.marks.iter().enumerate().skip(first).take(shown) {
            let at = place - first;
            let x = area.x + 2 + u16::try_from(at / down).unwrap_or(0) * wide;
            let y = area.y + u16::try_from(at % down).unwrap_or(0);
            let row = Rect { x, y, width: wide.min(area.right().saturating_sub(x)), height: 1 };
            self.member(canvas, row, *member, poll, cursor == Some(place));
        }
    }

    /// What a member is called here.
    fn called(&self, member: RecordId, poll: &Poll) -> String {
        let ballot = poll.named.iter().find(|one| one.member == member).map(|one| one.ballot);
        let recused = if ballot == Some(Ballot::Recused) { ", recused" } else { "" };
        format!("{}{recused}{}", self.proceedings.person(Some(member)), self.aside(member, poll))
    }

    fn member(&self, canvas: &mut Canvas, row: Rect, member: RecordId, poll: &Poll, selected: bool) {
        let ballot = poll.named.iter().find(|one| one.member == member).map(|one| one.ballot);
        let (sign, role) = match ballot {
            Some(Ballot::For) => (canvas.look.sign("✓", "+"), Role::Good),
            Some(Ballot::Against) => (canvas.look.sign("✖", "x"), Role::Watch),
            Some(Ballot::Abstaining) => (canvas.look.sign("○", "o"), Role::Text),
            Some(Ballot::Recused) => (canvas.look.sign("–", "-"), Role::Quiet),
            // In a vote by count, whoever is not named is counted among the others.
            None if self.voting == Voting::Count && self.waiting(poll) == 0 => (" ", Role::Quiet),
            None => (canvas.look.sign("·", "."), Role::Quiet),
        };
        let role_of = |role| if selected { Role::Selected } else { role };
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(row, style);
            canvas.cursor = Some((row.x, row.y).into());
        }
        canvas.put(row.x + 1, row.y, 2, sign, role_of(role));
        let name = self.called(member, poll);
        canvas.put(row.x + 3, row.y, row.width.saturating_sub(4), &name, role_of(Role::Text));
    }

    /// What is asked, or what it gives.
    fn told(&self, poll: &Poll, inside: u16, look: Look) -> Told {
        match self.stage {
            Stage::Put => self.asked(inside),
            Stage::Vote => self.given(poll, inside, look),
            Stage::Tie => {
                let mut told = vec![(format!("{}  A TIE", look.sign("►", ">")), Role::Strong)];
                told.extend(broken(Decision(&self.decision).count(), inside, Role::Text));
                told.push(("What does the chair say?".to_owned(), Role::Strong));
                told
            }
            Stage::Result => self.led_to(inside, look),
        }
    }

    /// Whether anybody objects, and what each answer does.
    fn asked(&self, inside: u16) -> Told {
        let view = Decision(&self.decision);
        let mut told: Told = Vec::new();
        if !view.grounds().is_empty() {
            told.extend(broken(&format!("Why: {}", view.grounds()), inside, Role::Quiet));
        }
        if let Some(old) = view.replaces().and_then(|id| self.proceedings.decisions.iter().find(|one| one.id == id)) {
            let words = format!("Carried, it supersedes {}: {}", old.reference(), old.title());
            told.extend(broken(&words, inside, Role::Text));
        }
        if view.subject().is_some_and(Subject::opens_change) {
            told.extend(broken("Carried, it opens a planned change (6.3).", inside, Role::Text));
        }
        if !told.is_empty() {
            told.push((String::new(), Role::Text));
        }
        let standing = self.proceedings.meeting.standing(self.item(), &[]);
        let nobody = !there(&self.proceedings.meeting.roll).any(|row| row.has_vote());
        let carried = match standing.met {
            _ if nobody => {
                "y    nobody objects: take the attendance first, with r; no voting member is on the roll".to_owned()
            }
            true => "y    nobody: carried without a vote".to_owned(),
            false => "y    nobody: carried provisionally, without a quorum, until a meeting ratifies it".to_owned(),
        };
        let by = self.voting.label().to_lowercase();
        told.push(("Does anybody object?".to_owned(), Role::Strong));
        told.push((String::new(), Role::Text));
        for line in [
            carried,
            format!("v    vote, {by}"),
            "b    top management decides, after the advice of the meeting".to_owned(),
            "Esc  not yet: it stays a proposal".to_owned(),
        ] {
            told.extend(broken(&line, inside, Role::Text));
        }
        told
    }

    /// What the vote gives as far as it was taken, and what is wrong with it.
    fn given(&self, poll: &Poll, inside: u16, look: Look) -> Told {
        let meeting = &self.proceedings.meeting;
        let count = meeting.count(poll, self.item());
        let waiting = self.waiting(poll);
        let faults = meeting.faults(poll, self.item());
        if waiting > 0 {
            let words = match self.voting {
                Voting::Name => "Everybody is asked by name; A: the chair declares that the rest is in favour",
                Voting::Count => {
                    "Those who ask for it are named: select them. A: the chair declares the rest in favour"
                }
            };
            return broken(words, inside, Role::Quiet);
        }
        if let Some(fault) = faults.first() {
            return broken(&format!("{} {fault}", look.sign("▲", "^")), inside, Role::Watch);
        }
        let mut told = vec![verdict(&count, poll, look)];
        let standing = meeting.standing(self.item(), &poll.ballots());
        if !standing.met {
            told.push(("No quorum: provisional until it is ratified".to_owned(), Role::Bad));
        }
        told.extend(broken(arithmetic(&count.words), inside, Role::Text));
        told
    }

    /// What it led to, once it is decided.
    fn led_to(&self, inside: u16, look: Look) -> Told {
        let (sign, words) = result(&self.proceedings, &self.decision);
        let role = if sign.tone == Tone::Good { Role::Good } else { Role::Strong };
        let said = match words.as_str() {
            "nobody objected" => "carried, nobody objected",
            words => words,
        };
        let drawn = look.sign(sign.drawn, sign.ascii);
        let mut told = broken(&format!("{drawn}  {}", said.to_uppercase()), inside, role);
        told.extend(broken(arithmetic(Decision(&self.decision).count()), inside, Role::Text));
        told
    }
}

/// What would come of it, in large letters.
fn verdict(count: &Count, poll: &Poll, look: Look) -> (String, Role) {
    let tally = poll.tally(0);
    let figures = format!("{} – {} – {}", tally.in_favour, tally.against, tally.abstaining);
    let arrow = look.sign("►", ">");
    match count.outcome {
        Outcome::Carried => (format!("{arrow}  WOULD BE CARRIED   {figures}"), Role::Good),
        Outcome::NotCarried => (format!("{arrow}  WOULD NOT BE CARRIED   {figures}"), Role::Watch),
        Outcome::Tied => (format!("{arrow}  A TIE   {figures}: the chair decides"), Role::Watch),
    }
}

/// Of the arithmetic, what follows the counts, which stand above it already.
fn arithmetic(words: &str) -> &str {
    words.split_once("; ").map_or(words, |(_, rest)| rest)
}

fn broken(words: &str, inside: u16, role: Role) -> Told {
    if words.is_empty() { Vec::new() } else { wrapped(words, inside).into_iter().map(|line| (line, role)).collect() }
}

/// A bar of so many of so many, to an eighth of a column.
fn bar(many: usize, most: usize, room: usize, look: Look) -> String {
    let eighths = many * room * 8 / most.max(1);
    if look.ascii {
        return "#".repeat((eighths + 4) / 8);
    }
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}
