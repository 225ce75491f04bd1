//! Signatures under sealed minutes: of a key that a person has on record.

use super::governs::Governs;
use super::minutes::Minutes;
use super::record::Record;
use super::rules::{Fact, Facts, Holds, Missing, Rule};

crate::register! {
    /// Signatures under sealed minutes, each made with a key that a person has on record.
    Signature, SignatureField: "signature" / "signatures", "SIG", "7.5.3", Meetings, composed(), rules(RULES), frozen(FROZEN), governs(Governs::All);

    /// What it is called.
    title Title: text, "Title", title;
    /// The sealed minutes under which it stands.
    minutes Minutes: link("minutes"), "Minutes", required, listed;
    /// Who signed.
    person Person: person, "Signed by", required, listed;
    /// The day on which it was put on record.
    signed_on SignedOn: date, "Put on record on", required, past, listed, sorted;
    /// What the key is told from others by.
    fingerprint Fingerprint: text, "Key", required;
    /// Who put the key on record, and when.
    key_by KeyBy: text, "Key put on record", required;
    /// The signature: what “ssh-keygen -Y sign -n gavel-minutes -f KEY FILE” writes into FILE.sig, where FILE is the JSON that
    /// the sealed minutes are written out with.
    armored Armored: long_text, "Signature", required;
}

static RULES: &[Rule] = &[
    Rule {
        says: "Minutes are signed that are sealed.",
        clause: Some("7.5.3"),
        looks_at: &[Fact::Linked(SignatureField::Minutes.name())],
        holds: Holds::By(sealed),
    },
    Rule {
        says: "Each signs once.",
        clause: None,
        looks_at: &[Fact::Beside { through: SignatureField::Minutes.name(), of: SignatureField::Minutes.link() }],
        holds: Holds::By(once),
    },
];

static FROZEN: &[Rule] = &[Rule {
    says: "What was signed stands.",
    clause: Some("7.5.3"),
    looks_at: &[],
    holds: Holds::Never("A key that is nobody's any more is taken from the person's record: what it signed is told so"),
}];

fn sealed(facts: &Facts) -> Vec<Missing> {
    let minutes = facts.linked(SignatureField::Minutes);
    let open = minutes.iter().find(|one| Minutes(one).sealed() != Some(true));
    let words = |one: &Record| format!("{} is not the sealed version", one.reference());
    open.map(|one| Missing::in_field(SignatureField::Minutes.name(), words(one))).into_iter().collect()
}

fn once(facts: &Facts) -> Vec<Missing> {
    let signature = Signature(facts.record);
    let minutes = signature.minutes();
    let others = facts.beside(SignatureField::Minutes, SignatureField::Minutes);
    let mine = |one: &&Record| {
        one.id != facts.record.id
            && Signature(one).minutes() == minutes
            && Signature(one).fingerprint() == signature.fingerprint()
    };
    let words = |one: &Record| format!("{} is of that key already", one.reference());
    others
        .iter()
        .find(mine)
        .map(|one| Missing::in_field(SignatureField::Person.name(), words(one)))
        .into_iter()
        .collect()
}
