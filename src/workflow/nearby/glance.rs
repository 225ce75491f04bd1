//! A record at a glance: what somebody reads before they attest something of it. What is missing, what proves it, who did
//! it and where it came from stand before all else that it says.

use crate::domain::evidence;
use crate::domain::field::{Field, Kind, Tone};
use crate::domain::record::Record;
use crate::domain::register::Register;
use crate::domain::{note, reminder};
use crate::store::view::named;
use crate::store::{Error, Hanging, View};
use crate::workflow::evidence::brief;
use crate::workflow::sheet::{Cell, Fact, Lead, called};
use crate::workflow::today::offered::{self, Step};
use crate::workflow::today::source::Look;

use super::sheet::said;

/// Of what hangs on it so many are named of each kind; the rest is counted.
const FEW: u32 = 5;

/// What is to be read before something is attested of a record.
///
/// # Errors
/// Where the file can't be read.
pub fn glance(look: &Look, record: &Record) -> Result<Vec<Fact>, Error> {
    let view = look.view;
    let mut facts: Vec<Fact> = onward(look, record)?.into_iter().collect();
    let mut beside = Vec::new();
    for group in view.hanging(record.id, FEW)? {
        let (proven, told) = hanging(look, &group)?;
        if proven { &mut facts } else { &mut beside }.extend(told);
    }
    let title = record.register.title();
    let mut says = said(view, record, look.today)?;
    says.retain(|fact| fact.field.is_none() || fact.field != title);
    says.sort_by_key(|fact| fact.field.map_or(0, |field| rank(record.register, field)));
    // That it is late stands before what proves it, and what it says behind.
    let late = says.iter().take_while(|fact| fact.field.is_none()).count();
    facts.splice(0..0, says.drain(..late));
    facts.extend(says);
    facts.extend(beside);
    Ok(facts)
}

/// What comes next, or what stands against that.
fn onward(look: &Look, record: &Record) -> Result<Option<Fact>, Error> {
    let next = offered::next(look, record)?;
    let against = next.why_not.map(|why| Fact::new("Not yet", Cell::said(why).tone(Tone::Watch)));
    Ok(next.step.map(|step| Fact::new("Next", Cell::text(Step::label(step)))).or(against))
}

/// What comes first of what a record says: who did what and when, and then where it came from.
fn rank(register: &Register, field: &Field) -> u8 {
    let done = register.machine.is_some_and(|machine| machine.moves.iter().any(|step| step.may_set(field.name)));
    match field {
        _ if done => 1,
        field if field.kind.is_link() && field.kind != Kind::Person => 2,
        _ => 3,
    }
}

/// What hangs on it by one field, each with what proves that; and whether it is proof, or any of it is proven.
fn hanging(look: &Look, group: &Hanging) -> Result<(bool, Vec<Fact>), Error> {
    let view = look.view;
    if [&note::REGISTER, &reminder::REGISTER].contains(&group.register) {
        return Ok((false, Vec::new()));
    }
    let proof = group.register == &evidence::REGISTER;
    let (mut facts, mut proven) = (Vec::new(), proof);
    for (place, one) in group.first.iter().enumerate() {
        let label = if place == 0 { group.register.plural } else { "" };
        facts.push(if proof { proves(view, one, None)? } else { hangs(view, look, label, one)? });
        let of_one = if proof { Vec::new() } else { view.hanging(one.id, FEW)? };
        for evidence in of_one.iter().filter(|of| of.register == &evidence::REGISTER).flat_map(|of| &of.first) {
            facts.push(proves(view, evidence, Some(one))?);
            proven = true;
        }
    }
    let more = group.count.saturating_sub(group.first.len() as u64);
    facts.extend((more > 0).then(|| Fact::new("", Cell::said(format!("and {more} more {}", group.register.plural)))));
    Ok((proven, facts))
}

fn proves(view: View, evidence: &Record, of: Option<&Record>) -> Result<Fact, Error> {
    let mut words = named(evidence);
    let beside = brief(view, evidence)?;
    let of = of.map(|one| format!("of {}", one.reference()));
    for part in [(!beside.is_empty()).then(|| beside.to_owned()), of].into_iter().flatten() {
        words.push_str(&format!(" · {part}"));
    }
    Ok(Fact::new("Evidence", Cell::text(words)).leads(Some(Lead::Record(evidence.id))))
}

fn hangs(view: View, look: &Look, label: &'static str, one: &Record) -> Result<Fact, Error> {
    let state = one.standing_label(look.today).map_or(String::new(), |state| format!(" · {}", state.to_lowercase()));
    let words = format!("{} {}{state}", one.reference(), called(view, one, "")?);
    Ok(Fact::new(label, Cell::text(words)).leads(Some(Lead::Record(one.id))))
}
