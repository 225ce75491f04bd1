//! What drawing again found, as a sheet.

use crate::domain::audit_programme::{Method, REGISTER};
use crate::domain::canonical::Json;
use crate::domain::identity::{RecordId, Sequence};
use crate::domain::record::Record;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::audits::operations::DRAW;
use crate::workflow::operation::Why;
use crate::workflow::reading::{Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Fact, Sheet};

use super::{Checked, check, drawn_at};

/// Whether the areas of a programme are those that its seed gives.
pub static CHECK: Reading = Reading {
    title: "Areas drawn again",
    about: "Draws the areas again from the seed and the journal, and says whether they are the recorded ones",
    more: "Draws the areas again, from the universe as it stood then and from the seed that is recorded, and says whether \
           that gives the areas on record, and which of them were replaced since, by whom and why. Exits with 1 where \
           they are not what the seed gives.",
    of: Of::Record,
    ..Reading::new(&REGISTER, "check", read)
};

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let programme = wanted.record(view)?;
    let reference = programme.reference();
    let without = |why| Ok(Sheet { note: named(&programme), nothing: Some(why), fails: true, ..Sheet::default() });
    let Some(sequence) = drawn_at(view, programme.id)? else {
        return without(Why::until(format!("The areas of {reference} were not chosen yet"), &DRAW, "chooses them"));
    };
    let then = view.as_of(sequence)?;
    match check(view, then.view(), sequence, &programme) {
        Ok(found) => sheet(view, &programme, sequence, &found),
        Err(trouble) => without(trouble.why()?),
    }
}

fn sheet(view: View, programme: &Record, sequence: Sequence, found: &Checked) -> Result<Sheet, Error> {
    let areas = |label: &'static str, areas: &[RecordId]| -> Result<Option<Fact>, Error> {
        let names = areas.iter().map(|id| view.name_of(*id)).collect::<Result<Vec<_>, Error>>()?;
        Ok((!names.is_empty()).then(|| Fact::new(label, Cell::text(names.join(", ")))))
    };
    let says = match (found.method, found.seed) {
        (Some(Method::Judgement), _) => {
            "The areas were chosen by judgement, so there is nothing to draw again; what is found tells nothing of the rest."
                .to_owned()
        }
        (_, Some(seed)) if found.missing.is_empty() && found.strange.is_empty() => {
            format!("Seed {seed} gives the areas that were recorded in transaction {sequence}.")
        }
        (_, Some(seed)) => format!("Seed {seed} does not give the areas that were recorded in transaction {sequence}."),
        (_, None) => "All areas were taken, so nothing was drawn.".to_owned(),
    };
    let mut told = vec![
        Fact::new("", Cell::text(says)).keyed("says"),
        Fact::data("holds", Json::Bool(found.holds())),
        Fact::data("seed", found.seed.map_or(Json::Null, Json::Number)),
    ];
    let against = [
        ("missing", "Given by the seed, and not recorded", &found.missing),
        ("strange", "Recorded, and not given by the seed", &found.strange),
        ("passed_over", "In the universe then, and not chosen from", &found.passed_over),
        ("unaccounted", "On record now, or gone from it, without a step of the journal", &found.unaccounted),
    ];
    for (key, label, these) in against {
        told.extend(areas(label, these)?.map(|fact| fact.keyed(key)));
    }
    let mut blocks = vec![Block::new("", Body::Facts(told))];
    for one in &found.replaced {
        let title = format!("Replaced in transaction {} by {}", one.sequence, one.words);
        let mut facts = vec![Fact::data("step", title.as_str().into())];
        facts.extend(areas("taken out", &one.out)?.map(|fact| fact.keyed("taken_out")));
        facts.extend(areas("put in", &one.in_place)?.map(|fact| fact.keyed("put_in")));
        blocks.push(Block::new(title, Body::Part(vec![Block::new("", Body::Facts(facts))])).keyed("replaced"));
    }
    Ok(Sheet { note: named(programme), fails: !found.holds(), blocks, ..Sheet::default() })
}
