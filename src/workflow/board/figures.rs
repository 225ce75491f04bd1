//! The six figures that are seen first, each with what it was at the review.

use std::collections::BTreeMap;

use crate::domain::field::Tone;
use crate::domain::house::said::Words;
use crate::domain::register::Register;
use crate::domain::review::Review;
use crate::domain::{action, incident, kpi, nonconformity, risk};
use crate::store::list::Query;
use crate::store::{Error, View};
use crate::workflow::pack::{self, Figure};
use crate::workflow::sheet::picture::KeyFigure;

use super::basis::Basis;

/// Figures by their keys.
pub type Counts = BTreeMap<&'static str, Figure>;

/// A figure that is shown: its key, what is counted, what it is made of, and the register that it is counted in.
struct Told {
    key: &'static str,
    label: fn(&Words) -> &str,
    parts: &'static [&'static str],
    register: &'static Register,
}

const fn told(
    key: &'static str,
    label: fn(&Words) -> &str,
    parts: &'static [&'static str],
    register: &'static Register,
) -> Told {
    Told { key, label, parts, register }
}

static TOLD: [Told; 6] = [
    told("risks.open", Words::figure_risks, &["risks.critical", "risks.high", "risks.unassessed"], &risk::REGISTER),
    told("d2.critical", Words::figure_kpis, &["d2.watch", "d2.good", "d2.late"], &kpi::REGISTER),
    told("d1.open", Words::figure_cases, &["d1.late", "d1.major"], &nonconformity::REGISTER),
    told("a.open", Words::figure_actions, &["a.late"], &action::REGISTER),
    told(
        "incidents.incidents",
        Words::figure_incidents,
        &["incidents.near-misses", "incidents.open"],
        &incident::REGISTER,
    ),
    told("d1.median", Words::figure_median, &["d1.again"], &nonconformity::REGISTER),
];

/// The figures, and all that the registers give, each with what it was at the review where that is known.
pub fn figures(view: View, words: &Words, basis: &Basis) -> Result<(Vec<KeyFigure>, Counts), Error> {
    let id = |record: &Option<crate::domain::record::Record>| record.as_ref().map(|record| record.id);
    let pack = basis.review.as_ref().and_then(|review| Review(review).pack());
    let kept = pack.map(|pack| pack::kept(view, pack)).transpose()?.flatten();
    let before: Option<BTreeMap<String, i64>> =
        kept.map(|kept| kept.into_iter().map(|figure| (figure.key, figure.value)).collect());
    let mut counts = Counts::new();
    for mut figure in pack::figures(view, id(&basis.next), id(&basis.review))? {
        // What came in periods of another length is no more and no less.
        if !figure.of_period().1 {
            figure.series = before.as_ref().and_then(|before| before.get(figure.key).copied()).into_iter().collect();
        }
        counts.insert(figure.key, figure);
    }
    let told = TOLD.iter().map(|one| figure(view, words, one, &counts, before.as_ref()));
    Ok((told.collect::<Result<_, _>>()?, counts))
}

fn figure(
    view: View,
    words: &Words,
    told: &Told,
    counts: &Counts,
    before: Option<&BTreeMap<String, i64>>,
) -> Result<KeyFigure, Error> {
    let (key, label) = (told.key.to_owned(), (told.label)(words).to_owned());
    let unknown = KeyFigure { key, label, value: "–".to_owned(), ..KeyFigure::default() };
    // Of what nobody recorded nothing can be told, and nought is something.
    if view.count(&Query::new(told.register))? == 0 {
        return Ok(KeyFigure { remark: words.no_record_of(words.label(&told.register.singular())), ..unknown });
    }
    let parts = told.parts.iter().filter_map(|key| counts.get(key)).filter(|part| is_told(part));
    let parts: Vec<_> = parts.collect();
    let worse = parts.iter().filter(|part| part.tone() == Tone::Watch);
    let worse_parts = worse.map(|one| part(words, one)).collect();
    let parts: Vec<_> = parts.into_iter().map(|one| part(words, one)).collect();
    let Some(figure) = counts.get(told.key) else {
        let was = before.and_then(|before| before.get(told.key)).map_or(String::new(), |was| words.was(was));
        let remark = [words.too_many_open().to_owned()].into_iter().chain(parts).collect::<Vec<_>>().join("; ");
        return Ok(KeyFigure { was, remark, worse_parts, ..unknown });
    };
    let of_period = before.and_then(|before| before.get(told.key)).filter(|_| figure.of_period().1);
    let was = match figure.before() {
        None if figure.of_period().1 => of_period.map_or(String::new(), |was| words.before_period(was)),
        Some(was) => match turn(figure) {
            Some(Turn::Same) => words.was_same(was),
            Some(Turn::Worse) => words.was_worse(was),
            Some(Turn::Better) => words.was_better(was),
            None => words.was(was),
        },
        None if before.is_some() => words.not_told_then().to_owned(),
        None => String::new(),
    };
    let worse = figure.tone() == Tone::Watch;
    Ok(KeyFigure { value: figure.value.to_string(), was, remark: parts.join("; "), worse, worse_parts, ..unknown })
}

/// Whether a part is worth a word: there are some, there were some, or that there are none is good to know.
fn is_told(part: &Figure) -> bool {
    part.value != 0 || part.before().is_some_and(|was| was != 0) || part.standing == Tone::Bad
}

/// How a change is to be taken.
enum Turn {
    Same,
    Worse,
    Better,
}

/// The same of a figure; nothing where more is neither better nor worse.
fn turn(figure: &Figure) -> Option<Turn> {
    match (figure.tone(), figure.change()) {
        (_, Some(0)) => Some(Turn::Same),
        (Tone::Watch, _) => Some(Turn::Worse),
        (Tone::Good, _) => Some(Turn::Better),
        _ => None,
    }
}

/// A figure among others: `2 high (+1, worse)`.
fn part(words: &Words, figure: &Figure) -> String {
    let (label, _) = figure.of_period();
    let told = words.part_of(figure.value, words.within(words.figure(figure.key, label)));
    match (figure.change(), turn(figure)) {
        (None | Some(0), _) => told,
        (Some(change), Some(Turn::Worse)) => words.part_worse(told, format_args!("{change:+}")),
        (Some(change), Some(Turn::Better)) => words.part_better(told, format_args!("{change:+}")),
        (Some(change), _) => format!("{told} ({change:+})"),
    }
}
