//! The state in which a new record comes in.

use crate::domain::field::Field;
use crate::domain::identity::RecordId;
use crate::domain::name::FieldName;
use crate::domain::state::Move;
use crate::domain::value::Value;
use crate::exchange::import::unread::{Reason, Unread};
use crate::store::Act;

use super::report::Refused;
use super::trial::{Read, Trial};

/// A field with its value.
type Given = (&'static Field, Value);

/// The move by which a new record comes to the state that it has in the file.
pub(super) fn moved(
    trial: &Trial,
    id: RecordId,
    fields: &[Given],
    mut by_move: Vec<Given>,
    read: &mut Read,
) -> Result<Option<Act>, Refused> {
    let leave_out = |fields: &[Given], read: &mut Read| {
        for (field, _) in fields {
            read.left_out.push(format!("{} is set by moves", field.label));
        }
    };
    let register = trial.bound.register;
    let state = register.machine.and_then(|machine| {
        let place = by_move.iter().position(|(field, _)| field.name == machine.field)?;
        Some((machine, by_move.swap_remove(place).1))
    });
    let Some((machine, Value::Choice(wanted))) =
        state.filter(|(machine, state)| *state != Value::Choice(machine.initial))
    else {
        leave_out(&by_move, read);
        return Ok(None);
    };
    let leads = |one: &&Move| one.to == wanted && one.from.contains(&machine.initial);
    let adopted = machine.moves.iter().find(|one| machine.adopts(one) && !machine.carries(one) && leads(one));
    let plain = machine.moves.iter().find(|one| !one.guided && !one.reason && !machine.adopts(one) && leads(one));
    // What is open and not whole, or was already worked on, comes in as it is: open, and not verified here.
    let carried = machine.moves.iter().find(|one| machine.carries(one)).filter(|_| machine.open.contains(&wanted));
    let said = |name: FieldName| fields.iter().chain(&by_move).any(|(field, _)| name == *field.name);
    let whole = |one: &&Move| carried.is_none() || one.needed().all(said);
    let taken = adopted.or_else(|| plain.filter(whole)).or(carried);
    let Some(taken) = taken else {
        let field = trial.bound.fields.iter().find(|field| field.field.name == machine.field);
        let adopted = machine.adopting().and_then(|one| register.field(machine.field)?.choice(one.to));
        let can = adopted.map_or(String::new(), |choice| format!(" What is over can come in as {}.", choice.key));
        let why = format!(
            "A record can't begin as {wanted}: let it mean {}, and move it on afterwards.{can}",
            machine.initial,
        );
        return Err(match field {
            Some(field) => trial.refusal(read.line, field, wanted, Unread::new(Reason::NoBeginning, why)),
            None => Refused::row(read.line, None, wanted.to_owned(), why),
        });
    };
    if taken.to != wanted {
        read.left_out.push(format!(
            "It was “{wanted}”, and comes in as {}: what was done before is not verified here",
            taken.to
        ));
    }
    let (given, others): (Vec<_>, Vec<_>) = by_move.into_iter().partition(|(field, _)| taken.may_set(field.name));
    leave_out(&others, read);
    let given = given.into_iter().map(|(field, value)| (field, Some(value))).collect();
    Ok(Some(Act::Move { record: id, name: taken.name.to_string(), based_on: None, given }))
}
