//! What was left out from the beginning: a new record that says of itself what an edit would have to be agreed to, such as that a
//! control does not apply. Who puts it there asks nobody, so that it is told by name.

use crate::domain::audit_area::{self, AuditAreaField};
use crate::domain::control::{self, ControlField};
use crate::domain::name::FieldName;
use crate::domain::need::{self, NeedField};
use crate::domain::register::Register;
use crate::domain::system::{self, SystemField};
use crate::domain::transaction::{Change, FieldChange, What};
use crate::domain::value::Value;
use crate::store::Error;

use super::span::{Span, Step, sides};

/// The answer by which a new record of a register is left out, and the field that says why.
struct LeftOut {
    register: &'static Register,
    field: FieldName,
    says: bool,
    because: Option<FieldName>,
}

static LEFT_OUT: [LeftOut; 4] = [
    LeftOut {
        register: &control::REGISTER,
        field: ControlField::Applicable.name(),
        says: false,
        because: Some(ControlField::Justification.name()),
    },
    LeftOut {
        register: &audit_area::REGISTER,
        field: AuditAreaField::Excluded.name(),
        says: true,
        because: Some(AuditAreaField::ExcludedBecause.name()),
    },
    LeftOut {
        register: &system::REGISTER,
        field: SystemField::InScope.name(),
        says: false,
        because: Some(SystemField::LeftOutBecause.name()),
    },
    LeftOut { register: &need::REGISTER, field: NeedField::Addressed.name(), says: false, because: None },
];

/// Whether records of a register can be left out from the beginning.
pub(super) fn may_be(register: &Register) -> bool {
    LEFT_OUT.iter().any(|one| one.register == register)
}

/// The way in which a new record is left out; none where it is not.
fn way(change: &Change) -> Option<&'static LeftOut> {
    let What::Create { values, .. } = &change.what else { return None };
    let one = LEFT_OUT.iter().find(|one| one.register == change.register)?;
    let place = change.register.position(one.field)?;
    (values.get(place)?.as_ref() == Some(&Value::YesNo(one.says))).then_some(one)
}

/// Whether a new record is left out from the beginning.
pub(super) fn is(change: &Change) -> bool {
    way(change).is_some()
}

/// What a new record says of that: `new; Applicable: no; Justification: we buy no models`. None where it is not left out.
pub(super) fn words(span: &Span, step: &Step) -> Result<Option<String>, Error> {
    let Some(one) = way(&step.change) else { return Ok(None) };
    let told = |side: &FieldChange| {
        let name = side.field.name;
        one.field == *name || one.because.is_some_and(|because| because == *name)
    };
    let mut parts = vec!["new".to_owned()];
    for side in sides(&step.change).iter().filter(|side| told(side)) {
        parts.push(span.side(&step.change, side)?);
    }
    Ok(Some(parts.join("; ")))
}
