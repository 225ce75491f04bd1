//! What was examined by an audit's checklist, and what was not: how far the criteria were found to be fulfilled.

use crate::domain::audit::Audit;
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField as Item};
use crate::domain::identity::RecordId;
use crate::domain::record::{Record, Version};
use crate::domain::spelling::counted;
use crate::store::{Error, Names, View};
use crate::workflow::audits::{checklist, checklist_of};
use crate::workflow::said::Recorded;
use crate::workflow::sheet::{Block, Body, Cell, Lead, Row};

use super::{counting, prose, table, warning, words};

/// The answers as they are told of, the gravest after what conforms.
const ANSWERS: [Answer; 7] = [
    Answer::Conforms,
    Answer::Major,
    Answer::Minor,
    Answer::Opportunity,
    Answer::Positive,
    Answer::NotApplicable,
    Answer::NotAudited,
];

/// What the checklist of an audit says.
#[derive(Debug, Default)]
pub struct Examined {
    answers: [usize; ANSWERS.len()],
    items: usize,
    /// Code, question, answer and sampling of each that was looked at, with its finding.
    examined: Vec<([String; 4], Option<RecordId>)>,
    left_out: Vec<String>,
    /// Those that nobody looked at, and those without an answer.
    pub not_audited: Vec<String>,
    unanswered: usize,
    turned: Vec<String>,
    strange: usize,
    recorded: usize,
}

impl Examined {
    /// Reads it.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn read(view: View, audit: &Record) -> Result<Self, Error> {
        let fields = [
            Item::Question,
            Item::Type,
            Item::Code,
            Item::Answer,
            Item::Sampling,
            Item::Finding,
            Item::Because,
            Item::NotApplicableBecause,
            Item::AnsweredBy,
            Item::RecordedBy,
        ];
        let mut found = Self::default();
        let mut again = Vec::new();
        view.each(&checklist_of(audit.id).only(&fields.map(Item::field)), |record| {
            let item = ChecklistItem(&record);
            let words = format!("{} {}", item.code(), checklist::short(&record));
            let words = words.trim_start().to_owned();
            if record.revision > 2 && !item.answer().is_some_and(is_wrong) {
                again.push((record.id, words.clone()));
            }
            found.add(audit, item, words);
            Ok(())
        })?;
        for (id, words) in again {
            found.turned.extend(turned_from(view, id)?.map(|from| format!("{words}: {from}")));
        }
        Ok(found)
    }

    fn add(&mut self, audit: &Record, item: ChecklistItem, words: String) {
        self.items += 1;
        self.strange += usize::from(item.is_answered_by_a_stranger(Audit(audit)));
        self.recorded += usize::from(item.recorded_by().is_some());
        if let Some(place) = ANSWERS.iter().position(|one| Some(*one) == item.answer()) {
            self.answers[place] += 1;
        }
        match item.answer() {
            Some(answer) if answer.is_examined() => {
                let cells = [item.code(), checklist::short(item.0), answer.label(), item.sampling()];
                self.examined.push((cells.map(str::to_owned), item.finding()));
            }
            Some(Answer::NotApplicable) => {
                let why = if item.because().is_empty() { item.not_applicable_because() } else { item.because() };
                self.left_out.push(format!("{words}: {why}"));
            }
            Some(Answer::NotAudited) => self.not_audited.push(words),
            Some(_) => {}
            None => {
                self.unanswered += 1;
                self.not_audited.push(words);
            }
        }
    }

    fn answered(&self, wanted: impl Fn(Answer) -> bool) -> usize {
        ANSWERS.iter().zip(self.answers).filter(|(answer, _)| wanted(**answer)).map(|(_, count)| count).sum()
    }

    /// How far the criteria are fulfilled, as far as they were looked at.
    pub fn degree(&self) -> String {
        let (examined, wrong) = (self.answered(Answer::is_examined), self.answered(is_wrong));
        if examined == 0 {
            return "How far the criteria are fulfilled can't be told from a checklist: none was answered.".to_owned();
        }
        let fulfilled = examined - wrong;
        let not = match self.not_audited.len() {
            0 => "nothing on the checklist was left unaudited".to_owned(),
            left => format!("{left} of {} on the checklist were not audited, and say nothing of that", self.items),
        };
        let of = counted(examined, "item examined", "items examined");
        format!("Criteria fulfilled in {fulfilled} of {of}, not fulfilled in {wrong}; {not}.")
    }

    /// The answers, what was examined, what was not and why.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn block(self, view: View) -> Result<Block, Error> {
        if self.items == 0 {
            let none = prose("The audit was held without a checklist in this file.");
            return Ok(Block::new("Checklist", none.body));
        }
        let row = |label: &str, count: usize| Row::of([Cell::said(label), super::count(count)]);
        let answers = ANSWERS.iter().zip(self.answers);
        let mut rows: Vec<_> = answers.map(|(answer, count)| row(answer.label(), count)).collect();
        rows.extend([row("No answer", self.unanswered), row("All", self.items)]);
        let answered = table("", counting("Answer", "Items"), rows);
        let mut names = Names::default();
        view.learn(&mut names, self.examined.iter().filter_map(|(_, finding)| *finding))?;
        let rows = self.examined.into_iter().map(|(cells, finding)| {
            let name = finding.and_then(|id| names.of(id));
            let name = name.map_or(String::new(), |name| name.reference().to_string());
            let cells = cells.into_iter().chain([name]).map(Cell::said).collect();
            Row { cells, lead: finding.map(Lead::Record) }
        });
        let columns = words(["Code", "What was asked", "Answer", "Sampling", "Finding"]);
        let examined = table("Examined", columns, rows.collect());
        let list = |title: &str, items: Vec<String>| {
            Block::new(title, Body::List(items.into_iter().map(Cell::said).collect()))
        };
        let mut told = Vec::new();
        if self.recorded > 0 {
            told.push(format!("Typed by somebody else than who gave the answer: {}.", self.recorded));
        }
        if self.strange > 0 {
            told.push(format!("Answered by nobody who audits, before Gavel asked who does: {}.", self.strange));
        }
        let turned = list("Answered otherwise before", self.turned);
        let lists = [list("Not applicable", self.left_out), list("Not audited", self.not_audited)];
        let part = [answered, warning(told), turned, examined].into_iter().chain(lists).collect();
        Ok(Block::section("Checklist", part))
    }
}

fn is_wrong(answer: Answer) -> bool {
    answer.grade().is_some_and(|grade| grade.is_nonconformity())
}

/// What an answer was that said something was not as required, where it says that no more, and all that it was since: `minor
/// until 2026-11-20, then conforms by Ines Aubert`.
fn turned_from(view: View, id: RecordId) -> Result<Option<String>, Error> {
    let versions = view.versions(id)?;
    let answer = |version: &Version| ChecklistItem(&version.record).answer();
    let is_turn = |pair: &[Version]| answer(&pair[0]).is_some_and(is_wrong) && !answer(&pair[1]).is_some_and(is_wrong);
    let Some(last) = versions.windows(2).rposition(is_turn) else { return Ok(None) };
    let label = |version: &Version| answer(version).map_or("no answer", Answer::label).to_lowercase();
    let until = versions[last + 1].day.map_or(String::new(), |day| format!(" until {day}"));
    let mut told = format!("{}{until}", label(&versions[last]));
    let since = versions[last..].windows(2).filter(|pair| answer(&pair[0]) != answer(&pair[1]));
    for now in since.map(|pair| &pair[1]) {
        let by = Recorded::of_version(view, now)?.map(|hand| hand.words(view)).transpose()?;
        let by = by.map_or(String::new(), |by| format!(" by {by}"));
        told.push_str(&format!(", then {}{by}", label(now)));
    }
    Ok(Some(told))
}
