//! What the help of a register says beyond its declaration.

use crate::domain::register::Register;
use crate::domain::{audit, audit_programme, nonconformity, review};

/// What a register is there for, where its commands do more than keep it.
pub fn about(register: &Register) -> Option<&'static str> {
    match register {
        one if *one == audit::REGISTER => {
            Some("Holds audits (9.2): from the checklist to the findings and what is raised from them")
        }
        one if *one == review::REGISTER => {
            Some("Holds management reviews (9.3) and other meetings: from the call to sealed minutes")
        }
        _ => None,
    }
}

/// Its commands as they follow each other; nothing where there is nothing to say.
pub fn example(register: &Register) -> &'static str {
    match register {
        one if *one == audit::REGISTER => {
            "An audit from end to end:\n\
             \x20 gavel audit add \"Internal audit of release\" --type internal --lead ines --systems SYS-1 --starts-on fri\n\
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
             \x20 gavel action add \"Let the pipeline refuse\" --type corrective --source NC-1 --owner ben --due +30d\n\
             \x20 gavel nc plan NC-1 --criterion \"none of 40 fails\" …, begin NC-1, action done A-1 --evidence log.txt, implement NC-1\n\
             \x20 gavel nc verify NC-1 …, and from the day that was set: close NC-1 …, ineffective NC-1 …,\n\
             \x20 or overrule NC-1 … where the measure says otherwise"
        }
        one if *one == review::REGISTER => {
            "A review from end to end:\n\
             \x20 gavel review call --date fri --chair tom --secretary me\n\
             \x20 gavel review readiness MR-1, then circulate MR-1\n\
             \x20 gavel review open MR-1, attend MR-1 --all, item MR-1 next\n\
             \x20 gavel review propose MR-1 \"Pause releases\" --item d1, decide MR-1 D-1, act MR-1 \"Tell the vendors\" --from D-1\n\
             \x20 gavel review judge MR-1 suitability yes \"It fits\", conclude MR-1\n\
             \x20 gavel review minutes MR-1 --circulate, approve MR-1 --for chair, verify MR-1"
        }
        _ => "",
    }
}
