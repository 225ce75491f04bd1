//! The pack as a sheet: what it says of the review, and each input with its figures, series and records, whose rows lead to
//! what they count.

use chrono::NaiveDate;

use crate::domain::agenda_item::{AgendaItem, Input};
use crate::domain::canonical::Json;
use crate::domain::decision::{self, Decision};
use crate::domain::field::Tone;
use crate::domain::house::order::PackPart;
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::review::REGISTER;
use crate::domain::spelling::signed;
use crate::domain::value::Decimal;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::excepted;
use crate::workflow::filter;
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::review::Proceedings;
use crate::workflow::review::before;
use crate::workflow::review::changes::{LINES, since_the_last};
use crate::workflow::review::commentary::typed;
use crate::workflow::review::operations::CALL;
use crate::workflow::sheet::{Block, Body, Cell, Column, Fact, Lead, Row, Sheet, Shown, Table};

use super::page::{self, Told};
use super::{Figure, Line, Pack, Section, Series, asked, compile};

/// What would be laid before the meeting, input by input.
pub static FIGURES: Reading = Reading {
    title: "Figures of the inputs",
    about: "Shows the figures of each input as the registers stand, with what they were at the last review",
    more: "Shows for each item of the agenda what was counted, what it was at the last review, how it went over time, and the \
           records behind it. What nobody recorded is said before the figures.",
    of: Of::Record,
    ..Reading::new(&REGISTER, "figures", read)
};

/// The most values of a series that are spelled out.
const POINTS: usize = 12;

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let review = wanted.record(view)?;
    let proceedings = Proceedings::of(view, review.id)?;
    let proceedings = proceedings.ok_or_else(|| Error::NoRecord(review.reference().to_string()))?;
    let pack = compile(view, &proceedings)?;
    let note = format!("{}, as the registers stand on {}", named(&review), view.circumstances()?.today());
    let none = || Why::until(format!("{} has no agenda yet", review.reference()), &CALL, "makes one");
    Ok(Sheet {
        note: note.clone(),
        facts: vec![
            Fact::data("review", review.reference().to_string().into()),
            Fact::data("since", pack.since.map_or(Json::Null, |day| day.to_string().into())),
            Fact::data("counted_from", pack.from.map_or(Json::Null, |day| day.to_string().into())),
            Fact::new("", Cell::text(note)),
        ],
        nothing: pack.sections.is_empty().then(none),
        blocks: sections(view, &Words::default(), &proceedings, &pack)?,
        ..Sheet::default()
    })
}

/// The pack as a paper; with a version, it is the one that is circulated.
///
/// # Errors
/// Where the file can't be read.
pub fn paper(
    view: View,
    proceedings: &Proceedings,
    pack: &Pack,
    version: Option<i64>,
    today: NaiveDate,
) -> Result<Sheet, Error> {
    let review = proceedings.review();
    let reference = proceedings.meeting.review.reference();
    let organisation = proceedings.meeting.organisation.title();
    let names = |ids: &[RecordId]| ids.iter().map(|id| proceedings.person(Some(*id))).collect::<Vec<_>>().join(", ");
    let house = &proceedings.house;
    let words = &house.words;
    let period = review.period_start().zip(review.period_end());
    let head = Block::said([
        (words.date_of_meeting().to_owned(), review.called_for_in(words)),
        (words.place().to_owned(), review.place().to_owned()),
        (
            words.period().to_owned(),
            period.map_or(String::new(), |(start, end)| words.span(words.day(start), words.day(end))),
        ),
        (words.counted_as_new().to_owned(), counted(words, pack)),
        (words.chair().to_owned(), proceedings.person(review.chair()).to_owned()),
        (words.secretary().to_owned(), proceedings.person(review.secretary()).to_owned()),
        (words.voting_members().to_owned(), names(review.members())),
        (words.guests().to_owned(), names(review.guests())),
        (
            words.previous_review().to_owned(),
            match &pack.previous {
                Some(one) => before::named(view, words, one)?,
                None => words.no_previous().to_owned(),
            },
        ),
    ]);
    let is_review = proceedings.review().is_management_review();
    let changes = is_review.then(|| since_the_last(view, proceedings, LINES)).transpose()?;
    let mut blocks = vec![head];
    blocks.push(asked::block((view, words), words.decisions_asked(), &asked::proposals(proceedings, None))?);
    let told = Told { view, words, proceedings, pack };
    for part in house.pack() {
        match part {
            PackPart::Agenda => blocks.push(agenda(words, proceedings).apart(true)),
            PackPart::Changes => blocks.extend(beginning(changes.iter().flat_map(|changes| changes.told(words)))),
            PackPart::Inputs => blocks.extend(page::pages(told)?),
            PackPart::Exceptions if excepted::for_the_next_audit(view)?.is_empty() => {}
            PackPart::Exceptions => {
                let block = excepted::block(view, "")?;
                let found = excepted::for_the_next_audit(view)?.len();
                let said = words.says_in_english().map(|said| prose("", said));
                let part = said.into_iter().chain([Block { title: String::new(), ..block }]).collect();
                blocks.push(Block::new(words.by_one_person(found), Body::Part(part)).apart(true));
            }
            PackPart::Others => {
                let review = &proceedings.meeting.review;
                blocks.extend(beginning(changes.iter().flat_map(|changes| changes.rest(words, review))));
            }
        }
    }
    blocks.extend(page::annexes(told)?);
    blocks.extend(words.in_own_words().map(|told| prose("", told)));
    let said = match version {
        Some(version) => words.version_of(version, words.day(today)),
        None => words.as_of(words.day(today)),
    };
    Ok(Sheet {
        title: words.pack_of(reference, review.title()),
        note: format!("{organisation} · {said}"),
        mark: version.is_none().then(|| words.draft_pack().to_owned()),
        blocks,
        ..Sheet::default()
    })
}

/// Blocks of which the first begins a page.
fn beginning(blocks: impl Iterator<Item = Block>) -> impl Iterator<Item = Block> {
    blocks.enumerate().map(|(place, block)| block.apart(place == 0))
}

/// Which days the figures count that speak of what is new.
fn counted(words: &Words, pack: &Pack) -> String {
    let until = words.day(pack.until);
    match pack.from {
        Some(from) if from > pack.until => words.nothing_yet(words.day(from)),
        Some(from) => words.span(words.day(from), until),
        None => words.everything_to(until),
    }
}

fn agenda(words: &Words, proceedings: &Proceedings) -> Block {
    let row = |record: &Record| {
        let item = AgendaItem(record);
        let clause = item.input().and_then(|input| input.clause()).unwrap_or(words.own_item());
        Row::of(
            [
                item.place().unwrap_or_default().to_string(),
                item_title(words, record).to_owned(),
                clause.to_owned(),
                item.allotted().map_or(String::new(), |time| time.to_string()),
                proceedings.person(item.presenter()).to_owned(),
            ]
            .map(Cell::said),
        )
        .leads(Some(Lead::Record(record.id)))
    };
    let columns = [
        ("", Shown::Numbers),
        (words.item_column(), Shown::Words),
        (words.clause(), Shown::Words),
        (words.time(), Shown::Numbers),
        (words.presented_by(), Shown::Words),
    ];
    let columns = columns.map(|(heading, shown)| Column::keyless("", shown).headed(heading)).into();
    Block::new(words.agenda(), Body::Table(Table { columns, rows: proceedings.items.iter().map(row).collect() }))
}

/// The title of an item: that of its input in the words of a house, or its own.
pub fn item_title<'r>(words: &'r Words, record: &'r Record) -> &'r str {
    let input = AgendaItem(record).input().unwrap_or(Input::Own);
    words.item(input.key(), input.title(), record.title())
}

/// Each input with everything that was compiled of it.
fn sections(view: View, words: &Words, proceedings: &Proceedings, pack: &Pack) -> Result<Vec<Block>, Error> {
    pack.sections.iter().map(|one| section((view, words), proceedings, pack.from, one)).collect()
}

fn section(
    (view, words): (View, &Words),
    proceedings: &Proceedings,
    from: Option<NaiveDate>,
    section: &Section,
) -> Result<Block, Error> {
    let input = section.input();
    let clause = input.clause().map_or(String::new(), |clause| format!(" · {clause}"));
    let title = format!("{} {}{clause}", input.letter(), item_title(words, &section.item)).trim_start().to_owned();
    let mut part: Vec<Block> = cautions(words, section).into();
    part.push(figures((view, words), from, &section.figures)?);
    if !section.figures.is_empty() && section.figures.iter().all(|figure| figure.before().is_none()) {
        part.push(prose("", words.nothing_to_compare()));
    }
    part.extend([series(words, &section.series), lines(words, proceedings, &section.lines)]);
    part.extend(cut(words, section));
    part.extend(commentary(view, words, proceedings, section)?);
    let proposals = proceedings.decisions_of(section.item.id);
    let proposals = proposals.filter(|one| Decision(one).state() == Some(decision::State::Proposed));
    part.push(Block::new(words.proposed(), Body::List(proposals.map(|one| Cell::text(named(one))).collect())));
    if part.iter().all(Block::is_empty) {
        part.push(prose("", words.nothing_laid()));
    }
    let known = [
        ("number", section.item.reference().to_string().into()),
        ("input", input.key().into()),
        ("item", section.item.title().into()),
        ("clause", input.clause().map_or(Json::Null, Json::from)),
        ("registers", section.source.map_or(Json::Null, Json::from)),
        ("more", Json::Number(i64::try_from(section.more).unwrap_or(i64::MAX))),
    ];
    part.push(Block::new("", Body::Facts(known.map(|(key, value)| Fact::data(key, value)).into())));
    Ok(Block::new(title, Body::Part(part)).keyed("inputs"))
}

/// What is to be known before the figures are read, and what else they count.
pub(super) fn cautions(words: &Words, section: &Section) -> [Block; 2] {
    let unspoken = (section.source.is_none() && section.input().is_required()).then(|| words.unspoken().to_owned());
    let cautions = unspoken.into_iter().chain(section.cautions.iter().cloned());
    let cautions = cautions.map(|words| Cell::said(words).tone(Tone::Watch)).collect();
    let aside = section.aside.iter().map(Cell::said).collect();
    [Block::new("", Body::Prose(cautions)).keyed("cautions"), Block::new("", Body::Prose(aside)).keyed("aside")]
}

/// That there are more records than are told.
pub(super) fn cut(words: &Words, section: &Section) -> Option<Block> {
    let told = match section.source {
        Some(registers) => words.cut_of(section.more, registers),
        None => words.cut(section.more),
    };
    (section.more > 0).then(|| prose("", told))
}

/// What somebody wrote of it, or that whoever was to write it has not.
pub(super) fn commentary(
    view: View,
    words: &Words,
    proceedings: &Proceedings,
    section: &Section,
) -> Result<Option<Block>, Error> {
    let item = section.item();
    if item.commentary().is_empty() {
        let missing = item.contributor().map(|who| words.commentary_missing(proceedings.person(Some(who))));
        return Ok(missing.map(|words| Block::new("", Body::Prose(vec![Cell::said(words).tone(Tone::Watch)]))));
    }
    let who = proceedings.person(item.contributor());
    let title = if who.is_empty() { words.commentary().to_owned() } else { words.commentary_of(who) };
    let title = match (item.contributor(), typed(view, &section.item)?) {
        (Some(contributor), Some(typed)) if !typed.is_of(&[contributor]) => {
            words.commentary_typed(title, typed.told(view, words)?)
        }
        (None, Some(typed)) => words.commentary_by(title, typed.told(view, words)?),
        _ => title,
    };
    Ok(Some(prose(title, item.commentary()).keyed("commentary")))
}

pub(super) fn prose(title: impl Into<String>, words: impl Into<String>) -> Block {
    Block::new(title, Body::Prose(vec![Cell::said(words)]))
}

/// Figures with what they were.
pub(super) fn figures(
    (view, words): (View, &Words),
    from: Option<NaiveDate>,
    figures: &[Figure],
) -> Result<Block, Error> {
    let compared = figures.iter().any(|figure| figure.before().is_some());
    let shown = |shown: Shown| if compared { shown } else { Shown::Never };
    let columns = [
        Column::new("key", "", Shown::Never),
        Column::words("figure", "").headed(words.figure_column()),
        Column::new("now", "", Shown::Numbers).headed(words.now()),
        Column::new("before", "", shown(Shown::Numbers)).headed(words.last_review()),
        Column::new("change", "", shown(Shown::Numbers)).headed(words.change()),
        Column::new("earlier", "", shown(Shown::Words)).headed(words.earlier_reviews()),
    ];
    let changed = |by: i64| if by == 0 { words.unchanged().to_owned() } else { signed(by) };
    let row = |figure: &Figure| {
        let number = |number: Option<i64>| number.map_or(Json::Null, Json::Number);
        let earlier = figure.series.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        let before = figure.before().map_or(words.not_known().to_owned(), |before| before.to_string());
        let lead = figure
            .behind
            .as_ref()
            .map(|behind| filter::spell(&behind.filters, view).map(|filter| Lead::List(behind.register, filter)));
        let told = |text: String, value: Json| Cell { value: Some(value), ..Cell::said(text) };
        let cells = [
            told(String::new(), figure.key.into()),
            told(figure.words(words, from), figure.label.into()),
            Cell::amount(figure.value, figure.value.to_string()),
            told(before, number(figure.before())),
            told(figure.change().map_or(String::new(), changed), number(figure.change())).tone(figure.tone()),
            told(earlier, Json::List(figure.series.iter().copied().map(Json::Number).collect())),
        ];
        Ok(Row::of(cells).leads(lead.transpose()?))
    };
    let rows = figures.iter().map(row).collect::<Result<Vec<_>, Error>>()?;
    Ok(Block::table("figures", "", &columns, rows))
}

/// Series over time, each with its values, the oldest first.
pub(super) fn series(words: &Words, series: &[Series]) -> Block {
    let columns = [
        Column::words("series", "").headed(words.over_time()),
        Column::words("standing", "").headed(words.how_it_stands()),
        Column::words("values", "").headed(words.values()),
        Column::words("from", "").headed(words.series_from()),
        Column::words("to", "").headed(words.series_to()),
        Column::new("points", "", Shown::Never),
    ];
    let point = |(day, value): &(NaiveDate, Decimal)| {
        let told = [("period_end", day.to_string()), ("value", value.short())];
        Json::Object(told.map(|(key, text)| (key.to_owned(), text.into())).into())
    };
    let row = |one: &Series| {
        let shown = &one.points[one.points.len().saturating_sub(POINTS)..];
        let values = shown.iter().map(|(_, value)| value.short()).collect::<Vec<_>>().join(", ");
        let on = |point: Option<&(NaiveDate, Decimal)>| point.map_or(String::new(), |(day, _)| day.to_string());
        let label = if one.unit.is_empty() { one.label.clone() } else { format!("{} ({})", one.label, one.unit) };
        let [label, remark, values, from, to] =
            [label, one.remark.clone(), values, on(shown.first()), on(shown.last())].map(Cell::text);
        let points = Json::List(one.points.iter().map(point).collect());
        let points = Cell { value: Some(points), ..Cell::default() };
        let lead = one.record.as_ref().map(|record| Lead::Record(record.id));
        Row::of([label, remark.tone(one.tone), values, from, to, points]).leads(lead)
    };
    Block::table("series", "", &columns, series.iter().map(row).collect())
}

/// The records behind an input.
pub(super) fn lines(words: &Words, proceedings: &Proceedings, lines: &[Line]) -> Block {
    let columns = [
        Column::words("number", ""),
        Column::words("what", "").headed(words.what()),
        Column::words("state", "").headed(words.state()),
        Column::words("owner", "").headed(words.owner()),
        Column::keyless("", Shown::Words).headed(words.day_column()),
        Column::words("remark", "").headed(words.remark()),
        Column::new("day", "", Shown::Never),
        Column::new("late", "", Shown::Never),
    ];
    let row = |line: &Line| {
        let due = line.due.map_or(String::new(), |due| words.day(due));
        let due = if line.late { words.late(due) } else { due };
        let state = if line.own { line.state.clone() } else { words.standing_of(&line.state) };
        let [number, what, state, owner, remark] = [
            line.record.reference().to_string(),
            line.record.title().to_owned(),
            state,
            proceedings.person(line.owner).to_owned(),
            line.remark.clone(),
        ]
        .map(Cell::text);
        let told = |value: Json| Cell { value: Some(value), ..Cell::default() };
        let on = told(line.due.map_or(Json::Null, |day| day.to_string().into()));
        let due = Cell::said(due).tone_where(line.late, Tone::Bad);
        let cells = [number, what, state, owner, due, remark, on, told(Json::Bool(line.late))];
        Row::of(cells).leads(Some(Lead::Record(line.record.id)))
    };
    Block::table("records", "", &columns, lines.iter().map(row).collect())
}
