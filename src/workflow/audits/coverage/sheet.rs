//! The coverage as a sheet: what there is to audit in rows, the internal audits of the cycle in columns; then what others
//! looked at, a column for each of them.

use crate::domain::audit::{self, Party};
use crate::domain::audit_programme;
use crate::domain::canonical::Json;
use crate::domain::checklist_item::Answer;
use crate::domain::field::Tone;
use crate::store::{Error, View};
use crate::workflow::audits::checklist::sign;
use crate::workflow::excepted;
use crate::workflow::reading::{Choice, Reading, Wanted};
use crate::workflow::sheet::{Across, Block, Body, Cell, Crossing, Fact, Group, Lead, Mark, Matrix, Sheet, Sign};

use super::others::named;
use super::{Coverage, Held, How, Line, Seen, coverage};

/// What was audited, and what is not yet.
pub static READING: Reading = Reading {
    title: "What was audited",
    about: "Shows when each clause, control, system and area was last audited, and what is not yet audited",
    more: "Shows for each clause, control, system and area when it was last audited, in which audit and with which \
           answer, over the days of a programme or over the last three years. Internal audits that are reported count \
           (9.2); what one under way has answered so far is marked and does not, nor does what was on a checklist and \
           not audited. What suppliers were asked, what customers,\n\
           authorities and certification bodies looked at, and what a mock rehearsed, stands in columns of its own. \
           What is transcribed counts there once the report is attached that it is transcribed from. What lies outside \
           the criteria of its audit is named and counts nowhere.",
    choices: &[
        Choice::Record {
            name: "programme",
            register: &audit_programme::REGISTER,
            help: "Over the days of this programme",
        },
        Choice::Flag { name: NOT_YET, was: &["never"], help: "Only what is not yet audited" },
    ],
    ..Reading::new(&audit::REGISTER, "coverage", read)
};

const NOT_YET: &str = "not-yet-audited";

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let programme = wanted.within(view)?;
    let found = coverage(view, programme.as_ref(), view.circumstances()?.today())?;
    let held = named(found.audits.iter().filter(|held| held.party.is_internal()));
    let held = if held.is_empty() { "none".to_owned() } else { held };
    let programme = programme.map(|one| one.reference().to_string());
    let days = programme.as_deref().unwrap_or("last three years");
    let mut note = format!("{days}, {} to {}", found.from, found.to);
    let mut facts = vec![
        Fact::data("from", found.from.to_string().into()),
        Fact::data("to", found.to.to_string().into()),
        Fact::new("", Cell::text(format!("From {} to {}. Audits held: {held}", found.from, found.to))),
    ];
    if found.undated > 0 {
        note.push_str(&format!(", {} without a day not counted", found.undated));
        facts.push(Fact::new("Audits without a day, which are not counted", Cell::count(found.undated)));
    }
    for (label, told) in [
        (
            "Transcribed or carried over, and not counted without the report",
            named(found.audits.iter().filter(|one| one.lacks_its_report())),
        ),
        ("Outside the criteria of the audit, and not counted", outside(&found.audits)),
        ("Answered, and nothing said of what was seen", unseen(&found.audits)),
        ("Answered by nobody who audits, before Gavel asked", strangers(&found.audits)),
    ] {
        facts.extend((!told.is_empty()).then(|| Fact::new(label, Cell::text(told).tone(Tone::Watch))));
    }
    let left: usize = found.groups.iter().map(super::Group::count).map(|(seen, all)| all - seen).sum();
    facts.push(Fact::data("programme", programme.map_or(Json::Null, Json::from)));
    Ok(Sheet {
        note,
        short: if left == 0 { "all".to_owned() } else { format!("{left} not audited") },
        facts,
        blocks: vec![
            Block::new("", Body::Matrix(found.matrix(wanted.has(NOT_YET)))).keyed("lines"),
            found.by_party(),
            found.by_others(),
            excepted::block(view, ", for the next internal audit to look at")?,
        ],
        ..Sheet::default()
    })
}

/// The audits with answers that none of those who audit gave, and how many each.
fn strangers(audits: &[Held]) -> String {
    let told = audits.iter().filter(|held| held.by_strangers > 0);
    told.map(|held| format!("{} ({})", held.reference, held.by_strangers)).collect::<Vec<_>>().join(", ")
}

/// What each audit answered beside its criteria, by number: `AU-4: 4.1, 4.2`.
fn outside(audits: &[Held]) -> String {
    let told = audits.iter().filter(|held| held.party.gives_results() && !held.outside.is_empty());
    told.map(|held| format!("{}: {}", held.reference, held.outside.join(", "))).collect::<Vec<_>>().join("; ")
}

/// The audits with answers that say nothing of what was seen, and how many each.
fn unseen(audits: &[Held]) -> String {
    let told = audits.iter().filter(|held| held.party.gives_results() && held.without_evidence > 0);
    told.map(|held| format!("{} ({})", held.reference, held.without_evidence)).collect::<Vec<_>>().join(", ")
}

impl How {
    /// The words for it where there is little room.
    fn briefly(self) -> String {
        match self {
            Self::Asked(Some(answer)) => answer.word().to_lowercase(),
            other => other.words(),
        }
    }

    const fn sign(self) -> Sign {
        match self {
            Self::Asked(Some(answer)) => sign(answer),
            Self::Asked(None) => Sign { drawn: "·", ascii: "?", tone: Tone::Gone },
            Self::Audited => Sign { drawn: "●", ascii: "#", tone: Tone::Active },
        }
    }
}

/// What an audit under way has looked at so far, whatever it answered: the answer may still become another one.
const SO_FAR: Sign = Sign { drawn: "□", ascii: "u", tone: Tone::Gone };

impl Seen {
    const fn sign(self) -> Sign {
        if self.is_so_far() { SO_FAR } else { self.how.sign() }
    }

    /// Whether an audit that is not reported yet looked at it.
    const fn is_so_far(self) -> bool {
        self.under_way && self.how.is_audited()
    }

    fn words(self) -> String {
        let so_far = if self.is_so_far() { ", under way" } else { "" };
        format!("{}{so_far}", self.how.words())
    }
}

/// Every sign in a word.
fn legend() -> Vec<(Sign, &'static str)> {
    let signs = [
        (How::Asked(Some(Answer::Conforms)), "conforms"),
        (How::Asked(Some(Answer::Major)), "major"),
        (How::Asked(Some(Answer::Minor)), "minor"),
        (How::Asked(Some(Answer::Opportunity)), "opportunity"),
        (How::Asked(Some(Answer::Positive)), "good"),
        (How::Audited, "audited"),
        (How::Asked(Some(Answer::NotApplicable)), "not applicable"),
        (How::Asked(Some(Answer::NotAudited)), "not audited"),
        (How::Asked(None), "open"),
    ];
    signs.into_iter().map(|(how, words)| (how.sign(), words)).chain([(SO_FAR, "under way, not counted")]).collect()
}

impl Coverage {
    fn matrix(&self, only_not_yet: bool) -> Matrix {
        let internal = self.audits.iter().filter(|held| held.party.is_internal());
        let across = internal.map(|held| Across {
            code: held.reference.to_string(),
            title: format!("{} {}", held.day, held.title),
            data: vec![
                ("day", held.day.to_string().into()),
                ("transcribed", Json::Bool(held.transcribed)),
                ("under_way", Json::Bool(held.under_way)),
            ],
        });
        let groups = self.groups.iter().map(|group| {
            let (seen, all) = group.count();
            let shown = group.lines.iter().filter(|line| !only_not_yet || line.last().is_none());
            Group {
                key: group.label.to_lowercase(),
                title: format!("{}: {seen} of {all} audited", group.label),
                rows: shown.map(|line| self.row(line)).collect(),
            }
        });
        Matrix {
            across_keys: ("seen", "audit"),
            across: across.collect(),
            headings: ["Code", "What", "Last audited"],
            groups: groups.collect(),
            legend: legend(),
        }
    }

    fn row(&self, line: &Line) -> Crossing {
        let mark = |seen: &Seen| {
            let data = vec![("audited", Json::Bool(seen.counts && seen.how.is_audited()))];
            (seen.audit, Mark { sign: seen.sign(), words: seen.words(), data })
        };
        let last = line.last();
        let so_far = || line.nearest().filter(|seen| seen.is_so_far());
        let held = last.or_else(so_far).and_then(|seen| self.audits.get(seen.audit));
        let words = Cell::text(self.words(line)).brief(self.brief(line));
        Crossing {
            code: line.code.clone(),
            title: line.title.clone(),
            marks: line.seen.iter().filter(|seen| seen.party.is_internal()).map(mark).collect(),
            last: words.tone_where(last.is_none() && line.left_out.is_none(), Tone::Watch),
            lead: held.map(|held| Lead::Record(held.id)),
            data: vec![("audited", Json::Bool(last.is_some())), ("left_out", Json::Bool(line.left_out.is_some()))],
        }
    }

    /// When, in which audit and how a line was last looked at: `2026-06-12 in AU-3: conforms`; or that it was not yet.
    pub fn words(&self, line: &Line) -> String {
        match (line.last(), line.nearest()) {
            (Some(seen), _) => self.seen_in(seen),
            (None, _) if let Some(left_out) = line.left_out => left_out.words().to_owned(),
            (None, None) => "not yet audited".to_owned(),
            (None, Some(seen)) => {
                let Some(held) = self.audits.get(seen.audit) else { return "not yet audited".to_owned() };
                let whose = match seen.party {
                    _ if !seen.within => ", outside its criteria".to_owned(),
                    Party::Internal if seen.is_so_far() => " (under way)".to_owned(),
                    Party::Internal if seen.counts || seen.under_way => String::new(),
                    Party::Internal => ", transcribed without its report".to_owned(),
                    party => format!(" ({})", party.label().to_lowercase()),
                };
                format!("not yet audited; {} in {}{whose}", seen.how.words(), held.reference)
            }
        }
    }

    /// When, in which audit and how something was looked at.
    fn seen_in(&self, seen: Seen) -> String {
        let Some(held) = self.audits.get(seen.audit) else { return String::new() };
        let adopted = if held.adopted { ", not verified here" } else { "" };
        let transcribed = if held.transcribed { ", transcribed" } else { "" };
        format!("{} in {}: {}{transcribed}{adopted}", held.day, held.reference, seen.how.words())
    }

    /// The same where there is little room.
    fn brief(&self, line: &Line) -> String {
        match (line.last(), line.nearest()) {
            (Some(seen), _) => self.briefly(seen),
            (None, _) if let Some(left_out) = line.left_out => left_out.brief().to_owned(),
            (None, Some(seen)) if !seen.within => format!("not in its criteria: {}", seen.how.words()),
            (None, Some(seen)) if seen.party.is_internal() && seen.is_so_far() => {
                format!("under way: {}", seen.how.briefly())
            }
            (None, Some(seen)) if seen.party.is_internal() => format!("not yet: {}", seen.how.words()),
            (None, _) => "not yet audited".to_owned(),
        }
    }

    /// When, in which audit and how something was looked at, where there is little room: `16 Nov 26 AU-1 conforms`.
    pub(super) fn briefly(&self, seen: Seen) -> String {
        let Some(held) = self.audits.get(seen.audit) else { return String::new() };
        format!("{} {} {}", held.day.format("%-d %b %y"), held.reference, seen.how.briefly())
    }
}
