//! What the help of a register says beyond its declaration.

use crate::domain::register::Register;
use crate::domain::{audit, audit_programme, nonconformity};

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
        one if *one == nonconformity::REGISTER => {
            "A case from end to end:\n\
             \x20 gavel nc add \"Bias test skipped\" --requirement A.6.2.4 … --owner tom, open NC-1\n\
             \x20 gavel nc contain NC-1 --correction \"Release stopped\" --consequences \"None: nobody used it\"\n\
             \x20 gavel cause add \"The gate is a line in a form\" --nonconformity NC-1 --root yes --class tool\n\
             \x20 gavel nc similar NC-1, analyse NC-1 --cause-method five-whys --similar-searched … --similar-cases …\n\
             \x20 gavel action add \"Let the pipeline refuse\" --sort corrective --source NC-1 --owner ben --due +30d\n\
             \x20 gavel nc plan NC-1 …, begin NC-1, action done A-1 --evidence log.txt, implement NC-1\n\
             \x20 gavel nc verify NC-1 …, and from the day that was set: close NC-1 …, or ineffective NC-1 …"
        }
        _ => "",
    }
}
