//! What was examined by an audit's checklist, and what was not: how far the criteria were found to be fulfilled.

use crate::domain::audit::Audit;
use crate::domain::checklist_item::{Answer, ChecklistItem, ChecklistItemField as Item};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::record::{Record, Version};
use crate::domain::visible::one_line;
use crate::store::{Error, Names, View};
use crate::workflow::audits::{checklist, checklist_of};
use crate::workflow::said::Recorded;
use crate::workflow::sheet::{Block, Body, Cell, Lead, Row};

use super::{columns, counting, prose, table, warning};

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
    /// Each that was looked at: code, question, answer and sampling, with its finding.
    examined: Vec<(String, String, Answer, String, Option<RecordId>)>,
    left_out: Vec<String>,
    /// Those that nobody looked at, and those without an answer.
    pub not_audited: Vec<String>,
    unanswered: usize,
    /// Those that were answered more than once, of which some may have been answered otherwise.
    turned: Vec<(RecordId, String)>,
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
            Item::Notes,
            Item::AnsweredBy,
            Item::RecordedBy,
        ];
        let mut found = Self::default();
        view.each(&checklist_of(audit.id).only(&fields.map(Item::field)), |record| {
            let item = ChecklistItem(&record);
            let asked = format!("{} {}", item.code(), checklist::short(&record));
            let asked = asked.trim_start().to_owned();
            if record.revision > 2 && !item.answer().is_some_and(is_wrong) {
                found.turned.push((record.id, asked.clone()));
            }
            found.add(audit, item, asked);
            Ok(())
        })?;
        Ok(found)
    }

    fn add(&mut self, audit: &Record, item: ChecklistItem, asked: String) {
        self.items += 1;
        self.strange += usize::from(item.is_answered_by_a_stranger(Audit(audit)));
        self.recorded += usize::from(item.recorded_by().is_some());
        if let Some(place) = ANSWERS.iter().position(|one| Some(*one) == item.answer()) {
            self.answers[place] += 1;
        }
        match item.answer() {
            Some(answer) if answer.is_examined() => {
                let [code, short, sampling] =
                    [item.code(), checklist::short(item.0), item.sampling()].map(str::to_owned);
                self.examined.push((code, short, answer, sampling, item.finding()));
            }
            Some(Answer::NotApplicable) => {
                let why = if item.because().is_empty() { item.not_applicable_because() } else { item.because() };
                self.left_out.push(format!("{asked}: {why}"));
            }
            Some(Answer::NotAudited) => self.not_audited.push(match item.notes().trim() {
                "" => asked,
                why => format!("{asked}: {}", one_line(why)),
            }),
            Some(_) => {}
            None => {
                self.unanswered += 1;
                self.not_audited.push(asked);
            }
        }
    }

    fn answered(&self, wanted: impl Fn(Answer) -> bool) -> usize {
        ANSWERS.iter().zip(self.answers).filter(|(answer, _)| wanted(**answer)).map(|(_, count)| count).sum()
    }

    /// How far the criteria are fulfilled, as far as they were looked at.
    pub fn degree(&self, words: &Words) -> String {
        let (examined, wrong) = (self.answered(Answer::is_examined), self.answered(is_wrong));
        if examined == 0 {
            return words.degree_unknown().to_owned();
        }
        let fulfilled = examined - wrong;
        let not = match self.not_audited.len() {
            0 => words.all_audited().to_owned(),
            left => words.some_not_audited(left, self.items),
        };
        words.degree(fulfilled, examined, wrong, not)
    }

    /// The answers, what was examined, what was not and why.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn block(self, view: View, words: &Words) -> Result<Block, Error> {
        if self.items == 0 {
            let none = prose(words.no_checklist());
            return Ok(Block::new("Checklist", none.body));
        }
        let row = |label: &str, count: usize| Row::of([Cell::said(label), super::count(count)]);
        let answers = ANSWERS.iter().zip(self.answers);
        let mut rows: Vec<_> = answers.map(|(answer, count)| row(words.label(answer.label()), count)).collect();
        rows.extend([row(words.label("No answer"), self.unanswered), row(words.all_of_them(), self.items)]);
        let answered = table("", counting("Answer", "Items"), rows);
        let mut names = Names::default();
        view.learn(&mut names, self.examined.iter().filter_map(|(.., finding)| *finding))?;
        let rows = self.examined.into_iter().map(|(code, asked, answer, sampling, finding)| {
            let name = finding.and_then(|id| names.of(id));
            let name = name.map_or(String::new(), |name| name.reference().to_string());
            let cells = [code, asked, words.label(answer.label()).to_owned(), sampling, name].map(Cell::said);
            Row { cells: cells.into(), lead: finding.map(Lead::Record) }
        });
        let headings = columns(["Code", "What was asked", "Answer", "Sampling", "Finding"]);
        let examined = table("Examined", headings, rows.collect());
        let list = |title: &str, items: Vec<String>| {
            Block::new(title, Body::List(items.into_iter().map(Cell::said).collect()))
        };
        let mut told = Vec::new();
        if self.recorded > 0 {
            told.push(words.typed_by_others(self.recorded));
        }
        if self.strange > 0 {
            told.push(words.answered_by_strangers(self.strange));
        }
        let mut turned = Vec::new();
        for (id, asked) in self.turned {
            turned.extend(turned_from(view, words, id)?.map(|from| format!("{asked}: {from}")));
        }
        let turned = list("Answered otherwise before", turned);
        let lists = [list("Not applicable", self.left_out), list("Not audited", self.not_audited)];
        let part = [answered, warning(told), turned, examined].into_iter().chain(lists).collect();
        Ok(Block::section(words, "Checklist", part))
    }
}

fn is_wrong(answer: Answer) -> bool {
    answer.grade().is_some_and(|grade| grade.is_nonconformity())
}

/// What an answer was that said something was not as required, where it says that no more, and all that it was since: `minor
/// until 2026-11-20, then conforms by Ines Aubert`.
fn turned_from(view: View, words: &Words, id: RecordId) -> Result<Option<String>, Error> {
    let versions = view.versions(id)?;
    let answer = |version: &Version| ChecklistItem(&version.record).answer();
    let is_turn = |pair: &[Version]| answer(&pair[0]).is_some_and(is_wrong) && !answer(&pair[1]).is_some_and(is_wrong);
    let Some(last) = versions.windows(2).rposition(is_turn) else { return Ok(None) };
    let label = |version: &Version| words.label_within(answer(version).map_or("No answer", Answer::label));
    let was = label(&versions[last]);
    let mut told = versions[last + 1].day.map_or(was.clone(), |day| words.answered_until(was, day));
    let since = versions[last..].windows(2).filter(|pair| answer(&pair[0]) != answer(&pair[1]));
    for now in since.map(|pair| &pair[1]) {
        let by = Recorded::of_version(view, now)?.map(|hand| hand.told(view, words)).transpose()?;
        told = match by {
            Some(by) => words.answered_then_by(told, label(now), by),
            None => words.answered_then(told, label(now)),
        };
    }
    Ok(Some(told))
}
