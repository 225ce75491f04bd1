//! What was changed since the last review, each change told once: what came to look better, what is so on one person's word,
//! and everything else. The pack, the minutes and a sheet of its own print it, so that whoever reviews is told what is no
//! longer late, open or counted, and nothing goes round that by being of a kind that nobody thought of.

mod alike;
mod behind;
mod better;
mod borne;
mod carried_on;
mod course;
mod figures;
mod grave;
mod handed;
mod hands;
mod instead;
mod late;
mod left_out;
mod looked_at;
mod made;
mod others;
mod rank;
mod reach;
mod recorded;
mod rules;
mod set_back;
mod set_up;
mod settled;
mod span;
mod standings;
mod taken_back;
mod voided;
mod word;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::identity::Sequence;
use crate::domain::record::Record;
use crate::domain::review;
use crate::domain::spelling::grouped;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::reading::{Choice, Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Fact, Sheet};

use super::Proceedings;
use super::left_behind::{LeftBehind, left_behind};

use reach::Reach;
use span::{Claimed, Span};

pub use better::Softened;
pub use figures::Figure;
pub use late::{Late, Named};
pub use made::Made;
pub use others::{Other, Others};
pub use recorded::{Recorded, recorded_since};
pub use voided::voided_since;
pub use word::Said;

/// What was changed since the last review.
pub static CHANGES: Reading = Reading {
    title: "What was changed",
    about: "Lists what was changed since the last review: what looks better, what is so on one person's word, and the rest",
    more: "First each meeting that was left behind without approved minutes, with what was said in it, and what is late on the \
           day. Then each change since the last \
           review of which minutes were circulated by which something is no longer late, open or counted, or less grave, or that hides, cancels, declines, withdraws or puts off something: by whom, why, and who agreed to it. \
           Then each figure that turned or was entered, with its value. Then what one person said to be done, settled, closed \
           or implemented, and nobody else attested or has evidence of, with each rule, right and proof that is new or was \
           changed; and which others were closed, and which high or critical risks accepted. Then everything else that was changed since the pack that was circulated last for that review: a line for \
           each record, hand and reason, with each field from what to what, and how many records are new. The pack prints the same, and \
           what was said, decided or ruled otherwise is never cut there; the minutes print that, and count the rest.",
    of: Of::Record,
    choices: &[Choice::Flag { name: ALL, was: &[], help: "A line for each record that was changed, however many" }],
    ..Reading::new(&review::REGISTER, "changes", read)
};

/// The flag by which every line is told.
const ALL: &str = "all";

/// So many records that were changed are told on a page, beside those that are told on every page.
pub const LINES: usize = 300;

/// What was changed between two reviews.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// The meetings before it that left no minutes: what was said in them is told here.
    pub left: Vec<LeftBehind>,
    /// The review since which it is told; from the beginning of the file where there was none.
    pub since: Option<Record>,
    /// What is late on the day on which it is told.
    pub late: Late,
    /// What came to look better, the first first.
    pub better: Vec<Softened>,
    /// The KPIs that look better, and those of which values were entered.
    pub figures: Vec<Figure>,
    /// What is so on one person's word, the first first.
    pub alone: Vec<Said>,
    /// What was settled, and somebody else stands behind it, the first first.
    pub settled: Vec<Said>,
    /// How many actions were confirmed as done, and by whom.
    pub confirmed: Option<String>,
    /// What was put on record that is grave, or happened long before, the gravest first.
    pub recorded: Vec<Recorded>,
    pub others: Others,
    /// The day of the pack since which everything else is told: what came after it stood in no pack yet.
    pub pack: Option<NaiveDate>,
    /// How many changes of the journal are told as what looks better.
    told_better: u64,
}

impl Changes {
    /// `since MR-2`.
    fn when(&self, words: &Words) -> String {
        match &self.since {
            Some(review) => words.since_review(review.reference()),
            None => words.since_begun().to_owned(),
        }
    }

    /// `since the pack of MR-2 of 3 May 2026`.
    fn since_the_pack(&self, words: &Words) -> String {
        match (&self.since, self.pack) {
            (Some(review), Some(on)) => words.since_pack(review.reference(), words.day(on)),
            _ => self.when(words),
        }
    }

    /// What stands above what is late, and the words where nothing is.
    pub fn of_late(&self, words: &Words) -> (String, String) {
        let on = words.day(self.late.on);
        (words.late_on(&on), words.nothing_late(&on))
    }

    /// What stands above what looks better, and the words where nothing does.
    pub fn of_better(&self, words: &Words) -> (String, String) {
        let when = self.when(words);
        (words.looks_better(&when), words.nothing_better(&when))
    }

    /// The same above the figures.
    pub fn of_figures(&self, words: &Words) -> (String, String) {
        let when = self.when(words);
        (words.figures_turned(&when), words.no_figures(&when))
    }

    /// The same above what is so on one person's word.
    pub fn of_alone(&self, words: &Words) -> (String, String) {
        let when = self.when(words);
        (words.on_one_word(&when), words.not_on_one_word(&when))
    }

    /// The same above what else was settled.
    pub fn of_settled(&self, words: &Words) -> (String, String) {
        let when = self.when(words);
        (words.settled(&when), words.nothing_settled(&when))
    }

    /// The same above what was put on record.
    pub fn of_recorded(&self, words: &Words) -> (String, String) {
        let when = self.since_the_pack(words);
        (words.recorded(&when), words.nothing_recorded(&when))
    }

    /// How many of what was put on record are not told on a page; nothing where all are.
    pub fn of_recorded_cut(&self) -> Option<String> {
        let cut = self.recorded.get(recorded::LINES..).filter(|cut| !cut.is_empty())?;
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        cut.iter().for_each(|one| *counts.entry(one.record.register.plural).or_default() += 1);
        let more = grouped(cut.len() as u64);
        Some(format!("This is cut: {more} more ({}), each less grave or older.", by_register(&counts)))
    }

    /// What was put on record, as far as it is told on a page.
    pub fn recorded_told(&self) -> impl Iterator<Item = &Recorded> {
        self.recorded.iter().take(recorded::LINES)
    }

    /// The same above everything else.
    pub fn of_others(&self, words: &Words) -> (String, String) {
        let when = self.since_the_pack(words);
        (words.others(&when), words.no_others(&when))
    }

    /// What was left behind, what is late, what looks better, what became of the figures, and what is so on one person's word, under headings in
    /// the words of a house.
    pub fn told(&self, words: &Words) -> Vec<Block> {
        let better = self.better.iter().map(Softened::row).collect();
        let figures = self.figures.iter().map(Figure::row).collect();
        let alone = self.alone.iter().map(Said::row).collect();
        let settled = self.settled.iter().map(Said::row).collect();
        let recorded = self.recorded_told().map(Recorded::row).collect();
        let cut = self.of_recorded_cut().unwrap_or_default();
        let english = words.says_in_english().unwrap_or_default();
        let late = self.late.named.iter().map(Named::row).collect();
        let cut_late = self.late.cut().unwrap_or_default();
        let parts = [
            (self.of_late(words), Block::table("late", "", &late::COLUMNS, late), cut_late.as_str()),
            (self.of_better(words), Block::table("better", "", &better::COLUMNS, better), ""),
            (self.of_figures(words), Block::table("figures", "", &figures::COLUMNS, figures), figures::MEANS),
            (self.of_alone(words), Block::table("alone", "", &word::COLUMNS, alone), word::MEANS),
            (
                self.of_settled(words),
                Block::table("settled", "", &word::COLUMNS, settled),
                self.confirmed.as_deref().unwrap_or_default(),
            ),
            (self.of_recorded(words), Block::table("recorded", "", &recorded::COLUMNS, recorded), &cut),
        ];
        let blocks = parts.map(|((title, nothing), table, means)| match table.is_empty() {
            true if table.key == Some("settled") && !means.is_empty() => {
                vec![prose(title, &[english, means].join(" ")), table]
            }
            true => vec![prose(title, &nothing), table],
            false if means.is_empty() && english.is_empty() => vec![Block { title, ..table }],
            false => vec![prose(title, &[english, means].join(" ")), table],
        });
        self.left.iter().map(|one| one.block(words, english)).chain(blocks.into_iter().flatten()).collect()
    }

    /// Everything else, under a heading in the words of a house.
    pub fn rest(&self, words: &Words, review: &Record) -> Vec<Block> {
        let others = &self.others;
        let (title, nothing) = self.of_others(words);
        let means = [words.says_in_english().unwrap_or_default(), others::MEANS].join(" ");
        let mut part = vec![prose(title, if others.is_empty() { &nothing } else { &means })];
        let remarks = others.remarks.iter().map(|one| Cell::text(one.as_str()).tone(Tone::Watch)).collect();
        part.push(Block::new("", Body::Prose(remarks)).keyed("remarks"));
        part.push(Block::table("others", "", &others::COLUMNS, others.rows.iter().map(Other::row).collect()));
        let more = others.cut.values().sum();
        if more > 0 {
            let what = if more == 1 { "record" } else { "records" };
            let lists = format!("“review changes {} --{ALL}” lists them all", review.reference());
            let words =
                format!("This is cut: {} more {what} changed ({}). {lists}.", grouped(more), by_register(&others.cut));
            part.push(Block::new("", Body::Prose(vec![Cell::said(words).tone(Tone::Watch)])));
        }
        part.push(Block::table("made", "", &made::COLUMNS, others.made.iter().map(Made::row).collect()));
        part
    }

    /// Everything else, counted: `actions: 3 changed, 12 new; people: 1 changed`. Empty where there is nothing.
    pub fn counted(&self) -> String {
        self.others.counted().join("; ")
    }
}

/// How many of which register: `actions: 3, notes: 12`.
fn by_register(counts: &BTreeMap<&'static str, u64>) -> String {
    counts.iter().map(|(plural, count)| format!("{plural}: {count}")).collect::<Vec<_>>().join(", ")
}

fn prose(title: String, text: &str) -> Block {
    Block::new(title, Body::Prose(vec![Cell::said(text.trim())]))
}

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let review = wanted.record(view)?;
    let proceedings = Proceedings::of(view, review.id)?;
    let proceedings = proceedings.ok_or_else(|| Error::NoRecord(review.reference().to_string()))?;
    let changes = since_the_last(view, &proceedings, if wanted.has(ALL) { usize::MAX } else { LINES })?;
    let since = changes.since.as_ref().map_or(String::new(), |one| one.reference().to_string());
    let number = |key, count: u64| {
        Fact::data(key, crate::domain::canonical::Json::Number(i64::try_from(count).unwrap_or(i64::MAX)))
    };
    let words = Words::default();
    let mut blocks = changes.told(&words);
    blocks.extend(changes.rest(&words, &review));
    Ok(Sheet {
        note: named(&review),
        short: changes.better.len().to_string(),
        facts: vec![
            Fact::data("review", review.reference().to_string().into()),
            Fact::data("since", since.into()),
            number("changes_better", changes.told_better),
            number("changes_figures", changes.figures.iter().map(|one| one.changes).sum()),
            number("changes_alone", changes.alone.iter().map(|one| one.changes).sum()),
            number("changes_others", changes.others.changes),
            number("records_made", changes.others.made.iter().map(|one| one.count).sum()),
            number("records_changed", changes.others.changed.values().sum()),
        ],
        blocks,
        ..Sheet::default()
    })
}

/// What was changed since the review before this one was concluded, and until this one was; everything else in so many
/// lines at most beside what is told on every page, and since the last pack of that review.
///
/// # Errors
/// Where the file can't be read.
pub fn since_the_last(view: View, proceedings: &Proceedings, most: usize) -> Result<Changes, Error> {
    let reach = Reach::of(view, proceedings)?;
    let changes = between(view, reach.rest, reach.after, reach.until, most)?;
    let mut left = left_behind(view, &proceedings.meeting.review)?;
    for one in left.iter_mut().filter(|one| one.is_not_approved()) {
        one.said.extend(looked_better(view, one.record.id)?);
    }
    let late = late::of(view, view.circumstances()?.today())?;
    Ok(Changes { left, late, since: reach.since, pack: reach.pack, ..changes })
}

/// What the minutes of a review told to look better, a sentence each: where nobody approved them, it is told again.
fn looked_better(view: View, review: RecordId) -> Result<Vec<String>, Error> {
    let Some(proceedings) = Proceedings::of(view, review)? else { return Ok(Vec::new()) };
    let reach = Reach::of(view, &proceedings)?;
    let then = between(view, reach.after, reach.after, reach.until, 0)?;
    let better = then.better.iter().map(|one| format!("Looked better: {}.", one.words()));
    let figures = then.figures.iter().map(|one| format!("Figure: {}.", one.words()));
    let alone = then.alone.iter().map(|one| format!("On one person's word: {}.", one.words()));
    Ok(better.chain(figures).chain(alone).collect())
}

/// What was changed by the transactions after one and up to another: each change is claimed by one part, and what nobody
/// claims is everything else, which begins earlier.
fn between(
    view: View,
    rest: Sequence,
    after: Sequence,
    until: Option<Sequence>,
    most: usize,
) -> Result<Changes, Error> {
    let all = Span::read(view, rest, until)?;
    let span = all.since(after);
    let mut claimed = Claimed::new();
    let mut counted: BTreeMap<(Sequence, &'static str), u64> = BTreeMap::new();
    let better = better::of(&span, &mut claimed, &mut counted)?;
    let told_better = span.claims(&claimed) + all.told_of() + counted.values().sum::<u64>();
    let figures = figures::of(&span, after, &mut counted)?;
    let mut alone = word::of(&span, &mut claimed, &mut counted)?;
    let (settled, confirmed) = settled::of(&span, &claimed)?;
    let mut others = others::of(&all, &claimed, &counted, most)?;
    for one in handed::of(&span)? {
        match one.own {
            true => others.remarks.push(format!("{}.", one.alone.words())),
            false => alone.push(one.alone),
        }
    }
    others.remarks.extend(span.set_up()?);
    let recorded = recorded::told(view, rest, until)?;
    Ok(Changes {
        left: Vec::new(),
        late: Late::default(),
        since: None,
        pack: None,
        better,
        figures,
        alone,
        settled,
        confirmed,
        recorded,
        others,
        told_better,
    })
}
