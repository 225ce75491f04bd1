//! Sealed minutes are signed.

use crate::domain::review::REGISTER;
use crate::domain::signature::{self, SignatureField};
use crate::workflow::Trouble;
use crate::workflow::operation::{About, Ask, Operation, Says, Way, Why};
use crate::workflow::review::signing::{check, sealed, sign, signed_document, under, words};

use super::{APPROVE, changed};

/// A signature is put under sealed minutes.
pub static SIGN: Operation = Operation {
    title: "Sign the minutes",
    help: "Puts a signature under sealed minutes, made with a key that the person has on record",
    more: "Puts a signature under sealed minutes, made by “ssh-keygen -Y sign” with a key whose public half stands in the \
           person's record (signing keys). What is signed is the JSON of the sealed minutes, in which the head of the \
           journal stands. The private key is never read here: --key runs ssh-keygen, --signature takes what it wrote.",
    asks: &[Ask::on_screen(SignatureField::Armored.field()).needed()],
    ways: &[Way::form(
        &[],
        "Sign the minutes",
        "Paste what “ssh-keygen -Y sign -n gavel-minutes” wrote for their JSON.",
    )],
    why_not: |scene| {
        let is = sealed(scene.proceedings()?).is_some();
        Ok((!is).then(|| Why::until("The minutes are not sealed", &APPROVE, "approves them")))
    },
    propose: |scene, said| {
        let proceedings = scene.proceedings()?;
        let Some(minutes) = sealed(proceedings) else { return Err(Trouble::input("The minutes are not sealed")) };
        let armored = said.needed_words(SignatureField::Armored.field())?;
        let Some(document) = signed_document(scene.view, minutes)? else {
            return Err(Trouble::Input(format!("The bytes of {} are gone from this file", minutes.reference())));
        };
        match check(scene.view, &document.bytes, armored)? {
            Ok(signed) => Ok(sign(scene.view, minutes, &signed, armored, scene.ambient)?),
            Err(wrong) => Err(Trouble::Input(format!("The signature does not hold. {wrong}"))),
        }
    },
    says: |scene, outcome| {
        let Some(signature) = changed(scene, outcome, &signature::REGISTER)? else { return Ok(Says::default()) };
        let minutes = signature::Signature(&signature).minutes();
        let minutes = minutes.map(|id| scene.view.record(id)).transpose()?.flatten();
        let all = minutes.map_or(Ok(Vec::new()), |minutes| under(scene.view, &minutes))?;
        let told = all.iter().filter(|(one, _)| one.id == signature.id);
        let told = told.map(|(one, checked)| words(scene.view, one, checked));
        Ok(Says::instead(told.collect::<Result<Vec<_>, _>>()?))
    },
    ..Operation::new(&["sign"], &REGISTER, About::Record(&REGISTER))
};
