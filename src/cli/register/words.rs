//! What the help of a register says beyond its declaration.

use crate::domain::register::Register;
use crate::domain::{audit, audit_programme};

/// What a register is there for, where its commands do more than keep it.
pub fn about(register: &Register) -> Option<&'static str> {
    (*register == audit::REGISTER)
        .then_some("Holds audits (9.2): from the checklist to the findings and what is raised from them")
}

/// Its commands as they follow each other; nothing where there is nothing to say.
pub fn example(register: &Register) -> &'static str {
    match register {
        one if *one == audit::REGISTER => {
            "An audit from end to end:\n\
             \x20 gavel audit add \"Internal audit of release\" --sort internal --lead ines --systems SYS-1 --starts-on fri\n\
             \x20 gavel audit checklist AU-1, then begin AU-1\n\
             \x20 gavel audit answer AU-1 9.2.2 minor --objective-evidence \"No programme for 2026\"\n\
             \x20 gavel audit finding CK-24 \"No audit programme\" --statement …, raise F-1\n\
             \x20 gavel audit report AU-1 --evidence …, print AU-1\n\
             \x20 gavel audit coverage"
        }
        one if *one == audit_programme::REGISTER => {
            "A programme from end to end:\n\
             \x20 gavel audit-area from-systems\n\
             \x20 gavel audit-programme add \"Audits 2027 to 2029\" --starts-on 2027-01-01 --ends-on 2029-12-31 \
             --method stratified --size 12\n\
             \x20 gavel audit-programme draw AUP-1, check AUP-1, approve AUP-1 --approved-by ines --approved-how meeting"
        }
        _ => "",
    }
}
