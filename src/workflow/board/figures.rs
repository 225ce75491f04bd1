//! The six figures that are seen first, each with what it was at the review.

use std::collections::BTreeMap;

use crate::domain::field::Tone;
use crate::domain::register::Register;
use crate::domain::review::Review;
use crate::domain::spelling::within_a_sentence;
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
    label: &'static str,
    parts: &'static [&'static str],
    register: &'static Register,
}

const fn told(
    key: &'static str,
    label: &'static str,
    parts: &'static [&'static str],
    register: &'static Register,
) -> Told {
    Told { key, label, parts, register }
}

static TOLD: [Told; 6] = [
    told("risks.open", "open risks", &["risks.critical", "risks.high", "risks.unassessed"], &risk::REGISTER),
    told("d2.critical", "KPIs critical", &["d2.watch", "d2.good", "d2.late"], &kpi::REGISTER),
    told("d1.open", "nonconformities open", &["d1.late", "d1.major"], &nonconformity::REGISTER),
    told("a.open", "actions open", &["a.late"], &action::REGISTER),
    told(
        "incidents.incidents",
        "incidents since the review",
        &["incidents.near-misses", "incidents.open"],
        &incident::REGISTER,
    ),
    told("d1.median", "median days to close a nonconformity", &["d1.again"], &nonconformity::REGISTER),
];

/// What is said where a figure can't be worked out.
const NOT_REACHED: &str = "too many are still open to tell";

/// The figures, and all that the registers give, each with what it was at the review where that is known.
pub fn figures(view: View, basis: &Basis) -> Result<(Vec<KeyFigure>, Counts), Error> {
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
    let told = TOLD.iter().map(|one| figure(view, one, &counts, before.as_ref()));
    Ok((told.collect::<Result<_, _>>()?, counts))
}

fn figure(
    view: View,
    told: &Told,
    counts: &Counts,
    before: Option<&BTreeMap<String, i64>>,
) -> Result<KeyFigure, Error> {
    let (key, label) = (told.key.to_owned(), told.label.to_owned());
    let unknown = KeyFigure { key, label, value: "–".to_owned(), ..KeyFigure::default() };
    // Of what nobody recorded nothing can be told, and nought is something.
    if view.count(&Query::new(told.register))? == 0 {
        return Ok(KeyFigure { remark: format!("no {} on record", told.register.singular()), ..unknown });
    }
    let parts = told.parts.iter().filter_map(|key| counts.get(key)).filter(|part| is_told(part));
    let parts: Vec<_> = parts.collect();
    let remark_worse = parts.iter().any(|part| part.tone() == Tone::Watch);
    let parts: Vec<_> = parts.into_iter().map(part).collect();
    let Some(figure) = counts.get(told.key) else {
        let was = before.and_then(|before| before.get(told.key)).map_or(String::new(), |was| format!("was {was}"));
        let remark = [NOT_REACHED.to_owned()].into_iter().chain(parts).collect::<Vec<_>>().join("; ");
        return Ok(KeyFigure { was, remark, remark_worse, ..unknown });
    };
    let of_period = before.and_then(|before| before.get(told.key)).filter(|_| figure.of_period().1);
    let was = match figure.before() {
        None if figure.of_period().1 => of_period.map_or(String::new(), |was| format!("{was} in the period before it")),
        Some(was) => format!("was {was}{}", turn(figure)),
        None if before.is_some() => "not told at the review".to_owned(),
        None => String::new(),
    };
    let worse = figure.tone() == Tone::Watch;
    Ok(KeyFigure { value: figure.value.to_string(), was, remark: parts.join("; "), worse, remark_worse, ..unknown })
}

/// Whether a part is worth a word: there are some, there were some, or that there are none is good to know.
fn is_told(part: &Figure) -> bool {
    part.value != 0 || part.before().is_some_and(|was| was != 0) || part.standing == Tone::Bad
}

/// How a change is to be taken, in a word.
fn turn(figure: &Figure) -> String {
    match (figure.tone(), figure.change()) {
        (_, Some(0)) => ", unchanged".to_owned(),
        (Tone::Watch, _) => ", worse".to_owned(),
        (Tone::Good, _) => ", better".to_owned(),
        _ => String::new(),
    }
}

/// A figure among others: `2 high (+1, worse)`.
fn part(figure: &Figure) -> String {
    let (label, _) = figure.of_period();
    let told = format!("{} {}", figure.value, within_a_sentence(label));
    match figure.change() {
        None | Some(0) => told,
        Some(change) => format!("{told} ({change:+}{})", turn(figure)),
    }
}
