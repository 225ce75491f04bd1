//! An input as the pack lays it before the meeting, on a page of its own: what is asked, its figures against the last review, one
//! chart, what is late, and what was said of it. All that was compiled of it stands in the annex of the same number.

use chrono::{Datelike, NaiveDate};

use crate::domain::agenda_item::Input;
use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::kpis;
use crate::workflow::review::Proceedings;
use crate::workflow::risks;
use crate::workflow::sheet::picture::{Drawn, KeyFigure, Picture};
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Shown, Table};

use super::sheet::{cautions, commentary, cut, figures, item_title, lines, prose, series};
use super::{Figure, Line, Pack, Section, Series, asked};

/// What pages are made of.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub view: View<'a>,
    pub words: &'a Words,
    pub proceedings: &'a Proceedings,
    pub pack: &'a Pack,
}

/// So many figures are seen first.
const SHOWN: usize = 6;

/// So many of what is late stand on the page, and of what is beyond a limit.
const LISTED: usize = 8;

/// Each input on its page; one of which nothing is known has no page of its own.
pub(super) fn pages(told: Told) -> Result<Vec<Block>, Error> {
    told.pack.sections.iter().map(|section| page(told, section)).collect()
}

fn page(told: Told, section: &Section) -> Result<Block, Error> {
    let Told { view, words, proceedings, pack } = told;
    let mut part = vec![head(told, section)];
    let beneath = part.len();
    part.push(Block::new("", Body::Figures(first(words, pack.from, &section.figures))));
    if !section.figures.is_empty() && !is_compared(&section.figures) {
        part.push(prose("", words.nothing_to_compare()));
    }
    part.extend(cautions(words, section));
    part.push(Block::new("", Body::Pictures(picture(told, section)?.into_iter().collect())));
    part.extend(beyond(words, section));
    part.extend(late(told, section));
    part.extend(commentary(view, words, proceedings, section)?);
    let proposals = asked::proposals(proceedings, Some(section.item.id));
    part.push(asked::block((view, words), words.proposed(), &proposals)?);
    let says = part[beneath..].iter().any(|block| !block.is_empty());
    if !says {
        part.push(prose("", words.nothing_laid()));
    }
    if has_annex(section) {
        part.push(prose("", words.behind_it(number(section))));
    }
    Ok(Block::new(format!("{} {}", number(section), titled(words, section)), Body::Part(part)).apart(says))
}

/// What was compiled of each input, whole.
pub(super) fn annexes(told: Told) -> Result<Option<Block>, Error> {
    let Told { view, words, proceedings, pack } = told;
    let annex = |section: &Section| -> Result<Block, Error> {
        let part = vec![
            figures((view, words), pack.from, &section.figures)?,
            series(words, &section.series),
            lines(words, proceedings, &section.lines),
        ];
        let part = part.into_iter().chain(cut(words, section)).collect();
        Ok(Block::new(words.annex(number(section), titled(words, section)), Body::Part(part)))
    };
    let annexes = pack.sections.iter().filter(|section| has_annex(section)).map(annex);
    let annexes = annexes.collect::<Result<Vec<_>, _>>()?;
    Ok((!annexes.is_empty()).then(|| Block::new(words.annexes(), Body::Part(annexes)).apart(true)))
}

fn has_annex(section: &Section) -> bool {
    !section.figures.is_empty() || !section.series.is_empty() || !section.lines.is_empty() || section.more > 0
}

/// The number that it has on the agenda: in the room one says “item six”.
fn number(section: &Section) -> String {
    section.item().place().map_or(String::new(), |place| place.to_string())
}

fn titled(words: &Words, section: &Section) -> String {
    let clause = section.input().clause().map_or(String::new(), |clause| format!(" · {clause}"));
    format!("{}{clause}", item_title(words, &section.item))
}

/// Who presents it in how much time, and what the meeting is to do with it.
fn head(told: Told, section: &Section) -> Block {
    let Told { words, proceedings, .. } = told;
    let item = section.item();
    let who = proceedings.person(item.presenter()).to_owned();
    let time = item.allotted().map_or(String::new(), |time| time.to_string());
    let (label, presented) = match (who.is_empty(), time.is_empty()) {
        (true, _) => (words.time(), time),
        (false, true) => (words.presented_by(), who),
        (false, false) => (words.presented_by(), words.presenter(who, time)),
    };
    let proposals = asked::proposals(proceedings, Some(section.item.id));
    let references: Vec<_> = proposals.iter().map(|one| one.reference().to_string()).collect();
    let asked = match (references.is_empty(), section.source) {
        (false, _) => words.to_decide(references.join(", ")),
        (true, Some(_)) => words.to_consider().to_owned(),
        (true, None) => String::new(),
    };
    Block::said([(label.to_owned(), presented), (words.asked_of_meeting().to_owned(), asked)])
}

fn is_compared(figures: &[Figure]) -> bool {
    figures.iter().any(|figure| figure.before().is_some())
}

/// The figures that are seen first: how many there are of all, then what stands badly or turned, as far as there is room. What
/// there is nothing of and was not is told in the annex.
fn first(words: &Words, from: Option<NaiveDate>, figures: &[Figure]) -> Vec<KeyFigure> {
    let turned = |figure: &Figure| figure.change().is_some_and(|by| by != 0);
    let rank = |(place, figure): &(usize, &Figure)| match figure.standing {
        _ if *place == 0 => 0,
        Tone::Bad if figure.value != 0 => 1,
        _ if figure.tone() == Tone::Watch => 1,
        _ if turned(figure) => 2,
        Tone::Watch => 3,
        _ => 4,
    };
    let worth = |(place, figure): &(usize, &Figure)| *place == 0 || figure.value != 0 || turned(figure);
    let mut chosen: Vec<_> = figures.iter().enumerate().filter(worth).collect();
    chosen.sort_by_key(rank);
    chosen.truncate(SHOWN);
    chosen.sort_by_key(|(place, _)| *place);
    let compared = is_compared(figures);
    let key_figure = |(_, figure): (usize, &Figure)| {
        let was = match (figure.before(), figure.tone()) {
            (Some(before), _) if !turned(figure) => words.was_same(before),
            (Some(before), Tone::Watch) => words.was_worse(before),
            (Some(before), Tone::Good) => words.was_better(before),
            (Some(before), _) => words.was(before),
            (None, _) if compared => words.was_not_told().to_owned(),
            (None, _) => String::new(),
        };
        let remark = match figure.series.split_last() {
            Some((_, earlier)) if !earlier.is_empty() => {
                words.before_that(earlier.iter().rev().map(i64::to_string).collect::<Vec<_>>().join(", "))
            }
            _ => String::new(),
        };
        KeyFigure {
            key: figure.key.to_owned(),
            value: figure.value.to_string(),
            label: figure.words(words, from),
            was,
            remark,
            worse: figure.tone() == Tone::Watch,
            worse_parts: Vec::new(),
        }
    };
    chosen.into_iter().map(key_figure).collect()
}

/// What is drawn of it: the KPI that stands worst, the risks on their map, or what was counted over time.
fn picture(told: Told, section: &Section) -> Result<Option<Picture>, Error> {
    let Told { view, words, pack, .. } = told;
    if let Some((series, record)) = section.worst() {
        let unit = if series.unit.is_empty() { String::new() } else { format!(", {}", series.unit) };
        let (title, note) = (format!("{}{unit}", named(record)), series.remark.clone());
        let chart = kpis::charted(view, words, record)?;
        return Ok(chart.map(|chart| Picture { title, drawn: Drawn::Chart(chart), note }));
    }
    if section.input() == Input::Risks {
        return risks::heat(view, words, pack.previous.as_ref());
    }
    let goes = |one: &&Series| one.points.len() > 1 && one.points.iter().any(|(_, value)| value.scaled != 0);
    let drawn = |one: &Series| Picture {
        title: one.label.clone(),
        drawn: Drawn::Chart(kpis::plain(&one.points, words)),
        // What is counted in a quarter that goes on is less than will be.
        note: if is_over(pack.until) { String::new() } else { words.goes_on(words.day(pack.until)) },
    };
    Ok(section.series.iter().find(goes).map(drawn))
}

/// Whether a day is the last of its quarter.
fn is_over(day: NaiveDate) -> bool {
    day.succ_opt().is_some_and(|next| next.day() == 1 && next.month0() % 3 == 0)
}

/// What is measured and lies beyond a limit, or did when it was measured last, the worst first.
fn beyond(words: &Words, section: &Section) -> Vec<Block> {
    let beyond = |series: &&Series| matches!(series.tone, Tone::Bad | Tone::Watch) && series.record.is_some();
    let mut all: Vec<&Series> = section.series.iter().filter(beyond).collect();
    all.sort_by_key(|series| series.tone != Tone::Bad);
    let row = |one: &&Series| {
        let label = if one.unit.is_empty() { one.label.clone() } else { format!("{} ({})", one.label, one.unit) };
        let reference = one.record.as_ref().map_or(String::new(), |record| record.reference().to_string());
        let value = one.points.last().map_or(String::new(), |(_, value)| value.short());
        let cells = [reference, label, value, one.remark.clone()].map(Cell::said);
        Row::of(cells).leads(one.record.as_ref().map(|record| Lead::Record(record.id)))
    };
    let columns = [
        ("", Shown::Words),
        (words.over_time(), Shown::Words),
        (words.now(), Shown::Numbers),
        (words.how_it_stands(), Shown::Words),
    ];
    let columns = columns.map(|(heading, shown)| Column::keyless("", shown).headed(heading)).into();
    let rows = all.iter().take(LISTED).map(row).collect();
    let table = Block::new(words.beyond_limit(), Body::Table(Table { columns, rows }));
    [table].into_iter().chain(more(words, section, all.len())).collect()
}

/// What is late of it.
fn late(told: Told, section: &Section) -> Vec<Block> {
    let Told { words, proceedings, .. } = told;
    let all: Vec<Line> = section.lines.iter().filter(|line| line.late).cloned().collect();
    let shown = &all[..all.len().min(LISTED)];
    let table = Block { title: words.late_here().to_owned(), key: None, ..lines(words, proceedings, shown) };
    // Of what the annex itself cuts nobody knows here whether it is late.
    let unread = cut(words, section).filter(|_| !all.is_empty());
    [table].into_iter().chain(more(words, section, all.len())).chain(unread).collect()
}

/// That there are more than are listed, and where they stand.
fn more(words: &Words, section: &Section, count: usize) -> Option<Block> {
    let more = count.checked_sub(LISTED).filter(|more| *more > 0)?;
    Some(prose("", words.more_in_annex(more, number(section))))
}
