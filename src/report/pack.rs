//! The pack of a review as a document.

use chrono::NaiveDate;

use crate::domain::agenda_item::AgendaItem;
use crate::domain::decision::{self, Decision};
use crate::domain::review::Review;
use crate::domain::spelling::{day, signed};
use crate::store::view::named;
use crate::workflow::pack::{Figure, Kept, Pack, Section, Series};
use crate::workflow::review::Proceedings;

use super::document::{Column, Document};

/// The most values of a series that the pack spells out.
const POINTS: usize = 12;

/// Writes the pack; with a version, it is the one that is circulated.
pub fn document(proceedings: &Proceedings, pack: &Pack, version: Option<i64>, today: NaiveDate) -> Document {
    let review = proceedings.review();
    let reference = proceedings.meeting.review.reference();
    let organisation = proceedings.meeting.organisation.title();
    let mut document = Document {
        title: format!("Pack of {reference}: {}", review.title()),
        subtitle: match version {
            Some(version) => format!("{organisation} · version {version} of {}", day(today)),
            None => format!("{organisation} · as the registers stand on {}", day(today)),
        },
        mark: version.is_none().then(|| "Draft: nothing of this is frozen".to_owned()),
        ..Document::default()
    };
    let names = |ids: &[crate::domain::identity::RecordId]| {
        ids.iter().map(|id| proceedings.person(Some(*id))).collect::<Vec<_>>().join(", ")
    };
    let period = match (review.period_start(), review.period_end()) {
        (Some(start), Some(end)) => format!("{} to {}", day(start), day(end)),
        _ => String::new(),
    };
    document.facts(vec![
        ("Date", review.date().map_or(String::new(), day)),
        ("Place", review.place().to_owned()),
        ("Period", period),
        ("Chair", proceedings.person(review.chair()).to_owned()),
        ("Secretary", proceedings.person(review.secretary()).to_owned()),
        ("Voting members", names(review.members())),
        ("Guests", names(review.guests())),
        ("Previous review", pack.previous.as_ref().map_or("none on record".to_owned(), previous)),
    ]);
    document.heading(2, "Agenda");
    let agenda = proceedings.items.iter().map(|item| {
        let item = AgendaItem(item);
        let input = item.input();
        vec![
            item.place().unwrap_or_default().to_string(),
            item.title().to_owned(),
            input.and_then(|input| input.clause()).unwrap_or("own item").to_owned(),
            item.allotted().map_or(String::new(), |time| time.to_string()),
            proceedings.person(item.presenter()).to_owned(),
        ]
    });
    let columns = vec![
        Column::numbers(""),
        Column::words("Item"),
        Column::words("Clause"),
        Column::numbers("Time"),
        Column::words("Presented by"),
    ];
    document.table(columns, agenda.collect());
    for section in &pack.sections {
        write_section(&mut document, proceedings, section);
    }
    document
}

fn previous(review: &crate::domain::record::Record) -> String {
    let date = Review(review).date().map_or(String::new(), |date| format!(", {}", day(date)));
    format!("{}{date}", named(review))
}

fn write_section(document: &mut Document, proceedings: &Proceedings, section: &Section) {
    let item = section.item();
    let clause = section.input().clause().map_or(String::new(), |clause| format!(" · {clause}"));
    let letter = section.input().letter();
    document.heading(2, format!("{letter} {}{clause}", section.item.title()).trim_start());
    if section.source.is_none() && section.input().is_required() {
        document
            .caution("No register of this file speaks to this input; what is known of it stands in the commentary.");
    }
    for caution in &section.cautions {
        document.caution(caution.clone());
    }
    write_figures(document, &section.figures);
    write_series(document, &section.series);
    write_lines(document, proceedings, section);
    if !item.commentary().is_empty() {
        let who = proceedings.person(item.contributor());
        document.heading(3, if who.is_empty() { "Commentary".to_owned() } else { format!("Commentary of {who}") });
        document.paragraph(item.commentary());
    } else if let Some(who) = item.contributor() {
        document.caution(format!("The commentary of {} is not there.", proceedings.person(Some(who))));
    }
    let proposals: Vec<_> = proceedings
        .decisions_of(section.item.id)
        .filter(|one| Decision(one).state() == Some(decision::State::Proposed))
        .map(named)
        .collect();
    if !proposals.is_empty() {
        document.heading(3, "Proposed");
        document.list(proposals);
    }
}

/// Figures with what they were, as a table; the document keeps them for later ones to compare with.
pub(super) fn write_figures(document: &mut Document, figures: &[Figure]) {
    if figures.is_empty() {
        return;
    }
    let compared = figures.iter().any(|figure| figure.before().is_some());
    let mut columns = vec![Column::words("Figure"), Column::numbers("Now")];
    if compared {
        columns.extend([Column::numbers("Last review"), Column::numbers("Change"), Column::words("Earlier reviews")]);
    }
    let rows = figures.iter().map(|figure| {
        let mut row = vec![figure.label.to_owned(), figure.value.to_string()];
        if compared {
            row.push(figure.before().map_or("not known".to_owned(), |before| before.to_string()));
            row.push(figure.change().map_or(String::new(), signed));
            row.push(figure.series.iter().map(i64::to_string).collect::<Vec<_>>().join(", "));
        }
        row
    });
    document.table(columns, rows.collect());
    if !compared {
        document.paragraph("There is no earlier pack to compare these figures with.");
    }
    let kept =
        |figure: &Figure| Kept { key: figure.key.to_owned(), label: figure.label.to_owned(), value: figure.value };
    document.figures.extend(figures.iter().map(kept));
}

/// Series over time, each with its values, the oldest first.
fn write_series(document: &mut Document, series: &[Series]) {
    let rows = series.iter().map(|one| {
        let shown = &one.points[one.points.len().saturating_sub(POINTS)..];
        let values = shown.iter().map(|(_, value)| value.short()).collect::<Vec<_>>().join(", ");
        let from = shown.first().map_or(String::new(), |(day, _)| day.to_string());
        let to = shown.last().map_or(String::new(), |(day, _)| day.to_string());
        let label = if one.unit.is_empty() { one.label.clone() } else { format!("{} ({})", one.label, one.unit) };
        vec![label, one.remark.clone(), values, from, to]
    });
    let columns = ["Over time", "How it stands", "Values", "From", "To"].into_iter().map(Column::words).collect();
    document.table(columns, rows.collect());
}

fn write_lines(document: &mut Document, proceedings: &Proceedings, section: &Section) {
    let rows = section.lines.iter().map(|line| {
        let due = line.due.map_or(String::new(), day);
        vec![
            line.record.reference().to_string(),
            line.record.title().to_owned(),
            line.state.clone(),
            proceedings.person(line.owner).to_owned(),
            if line.late { format!("{due}, late") } else { due },
            line.remark.clone(),
        ]
    });
    let columns = ["", "What", "State", "Owner", "Day", "Remark"].into_iter().map(Column::words).collect();
    document.table(columns, rows.collect());
    if section.more > 0 {
        document.paragraph(format!("And {} more.", section.more));
    }
}
