//! The coverage as a sheet: what there is to audit in rows, the audits of the cycle in columns.

use crate::domain::audit;
use crate::domain::audit_programme;
use crate::domain::canonical::Json;
use crate::domain::checklist_item::Answer;
use crate::domain::field::Tone;
use crate::domain::identity::{RecordId, Reference};
use crate::store::{Error, View};
use crate::workflow::audits::checklist::sign;
use crate::workflow::excepted;
use crate::workflow::reading::{Choice, Reading, Wanted};
use crate::workflow::sheet::{
    Across, Block, Body, Cell, Column, Crossing, Fact, Group, Lead, Mark, Matrix, Row, Sheet, Sign,
};

use super::{Coverage, How, Line, coverage};

/// What was audited, and what is not yet.
pub static READING: Reading = Reading {
    title: "What was audited",
    about: "Shows when each clause, control, system and area was last audited, and what is not yet audited",
    more: "Shows for each clause, control, system and area when it was last audited, in which audit and with which\n\
           answer, over the days of a programme or over the last three years. Audits under way and reported count; what\n\
           was on a checklist and not audited does not.",
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
    let held: Vec<_> = found.audits.iter().map(|held| held.reference.to_string()).collect();
    let held = if held.is_empty() { "none".to_owned() } else { held.join(", ") };
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
    let left: usize = found.groups.iter().map(super::Group::count).map(|(seen, all)| all - seen).sum();
    facts.push(Fact::data("programme", programme.map_or(Json::Null, Json::from)));
    Ok(Sheet {
        note,
        short: if left == 0 { "all".to_owned() } else { format!("{left} not audited") },
        facts,
        blocks: vec![
            Block::new("", Body::Matrix(found.matrix(wanted.has(NOT_YET)))).keyed("lines"),
            by_one_person(view)?,
        ],
        ..Sheet::default()
    })
}

/// What one person both did and attested, for an auditor to look at.
fn by_one_person(view: View) -> Result<Block, Error> {
    const COLUMNS: [Column; 2] = [Column::words("number", "Number"), Column::words("words", "What")];
    let found = excepted::for_the_next_audit(view)?;
    let title = format!("{}, for the next internal audit to look at: {}", excepted::LABEL, found.len());
    let row = |(id, reference, words): (RecordId, Reference, String)| {
        Row::of([Cell::text(reference.to_string()), Cell::text(words)]).leads(Some(Lead::Record(id)))
    };
    Ok(Block::table("by_one_person", title, &COLUMNS, found.into_iter().map(row).collect()))
}

impl How {
    fn sign(self) -> Sign {
        match self {
            Self::Asked(Some(answer)) => sign(answer),
            Self::Asked(None) => Sign { drawn: "·", ascii: "?", tone: Tone::Gone },
            Self::Audited => Sign { drawn: "●", ascii: "#", tone: Tone::Active },
        }
    }
}

/// Every sign in a word.
fn legend() -> Vec<(Sign, &'static str)> {
    [
        (How::Asked(Some(Answer::Conforms)), "conforms"),
        (How::Asked(Some(Answer::Major)), "major"),
        (How::Asked(Some(Answer::Minor)), "minor"),
        (How::Asked(Some(Answer::Opportunity)), "opportunity"),
        (How::Asked(Some(Answer::Positive)), "good"),
        (How::Audited, "audited"),
        (How::Asked(Some(Answer::NotApplicable)), "not applicable"),
        (How::Asked(Some(Answer::NotAudited)), "not audited"),
        (How::Asked(None), "open"),
    ]
    .map(|(how, words)| (how.sign(), words))
    .into()
}

impl Coverage {
    fn matrix(&self, only_not_yet: bool) -> Matrix {
        let across = self.audits.iter().map(|held| Across {
            code: held.reference.to_string(),
            title: format!("{} {}", held.day, held.title),
            data: vec![("day", held.day.to_string().into())],
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
        let mark = |seen: &super::Seen| {
            let data = vec![("audited", Json::Bool(seen.how.is_audited()))];
            (seen.audit, Mark { sign: seen.how.sign(), words: seen.how.words(), data })
        };
        let last = line.last();
        let held = last.and_then(|seen| self.audits.get(seen.audit));
        let words = Cell::text(self.words(line)).brief(self.brief(line));
        Crossing {
            code: line.code.clone(),
            title: line.title.clone(),
            marks: line.seen.iter().map(mark).collect(),
            last: words.tone_where(last.is_none() && !line.left_out, Tone::Watch),
            lead: held.map(|held| Lead::Record(held.id)),
            data: vec![("audited", Json::Bool(last.is_some())), ("left_out", Json::Bool(line.left_out))],
        }
    }

    /// When, in which audit and how a line was last looked at: `2026-06-12 in AU-3: conforms`; or that it was not yet.
    pub fn words(&self, line: &Line) -> String {
        match line.last().and_then(|seen| Some((self.audits.get(seen.audit)?, seen))) {
            Some((held, seen)) => {
                let adopted = if held.adopted { ", not verified here" } else { "" };
                format!("{} in {}: {}{adopted}", held.day, held.reference, seen.how.words())
            }
            None if line.left_out => "not applicable by the statement of applicability".to_owned(),
            None => match line.seen.last().and_then(|seen| Some((self.audits.get(seen.audit)?, seen))) {
                Some((held, seen)) => format!("not yet audited; {} in {}", seen.how.words(), held.reference),
                None => "not yet audited".to_owned(),
            },
        }
    }

    /// The same where there is little room: `16 Nov 26 AU-1 conforms`.
    fn brief(&self, line: &Line) -> String {
        match (line.last(), line.seen.last()) {
            (Some(seen), _) => self.audits.get(seen.audit).map_or(String::new(), |held| {
                let how = match seen.how {
                    How::Asked(Some(answer)) => answer.word().to_lowercase(),
                    other => other.words(),
                };
                format!("{} {} {how}", held.day.format("%-d %b %y"), held.reference)
            }),
            (None, _) if line.left_out => "not applicable".to_owned(),
            (None, Some(seen)) => format!("not yet: {}", seen.how.words()),
            (None, None) => "not yet audited".to_owned(),
        }
    }
}
