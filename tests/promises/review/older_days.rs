//! What is recorded since the last review is told by name where it is grave, whatever day it bears; and what is open stays told
//! until somebody deals with it.

use super::better::register;
use super::held::script;
use super::tools::{flat, has, ok};
use crate::gates::clock::days;

#[test]
fn what_is_grave_or_happened_long_before_is_named_whatever_day_it_bears() {
    let file = register();
    days(&file, 7);
    script(
        &file,
        "
        incident add 'Wrong letters' --type incident --severity critical --occurred-on 2026-08-01 --noticed-on 2026-08-02 --owner 'Ben Okafor'
        incident add 'Late answer' --type incident --severity low --authority 'The regulator' --due 2031-01-01 --occurred-on 2026-11-29
        incident add 'Small slip' --type near-miss --severity low --occurred-on 2026-11-29
        audit add 'Rehearsal' --type mock
        finding add 'No list of systems' --audit AU-2 --grade major --raised-on 2026-06-01
        context-issue edit CI-1 --changed-on 2026-06-01 --change 'It was put off again'
        need add 'To speak with a person' --party Policyholders --addressed no --changed-on 2026-05-01
        review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        "
    );
    let pack = flat(&ok(&file, "review pack MR-2"));
    let when = |happened: &str| format!("happened {happened}, recorded 30 Nov 2026");
    // It was there before, and is said to have happened on another day.
    let moved = "happened 1 Jun 2026, said on 30 Nov 2026";
    has(
        &pack,
        &[
            "Recorded since the pack of MR-1 of 23 November 2026: what is grave, or happened long before",
            &format!(
                "Incidents since: counted with what was recorded since under an older day: INC-1 ({}).",
                when("1 Aug 2026")
            ),
            &format!("Changed since: counted with what was recorded since under an older day: CI-1 ({moved})."),
            "Incidents since 24 Nov 2026 | 2 |",
            &format!("| incident, critical, open since 1 August 2026, {} |", when("1 Aug 2026")),
            "to be reported to The regulator, due 1 January 2031 |",
            "| INC-3 | Small slip | Open |",
            &format!("It was put off again; {moved}"),
        ],
    );
    // What a mock found is named, and counted nowhere.
    assert!(!pack.contains("F-4 (") && pack.contains("| F-4 | No list of systems | major nonconformity |"), "{pack}");
    let minutes = flat(&ok(&file, "review minutes MR-2"));
    let by = "by P-1 Rosa Lindt.";
    has(
        &minutes,
        &[
            &format!("INC-1 Wrong letters: critical; {} {by}", when("1 Aug 2026")),
            &format!(
                "INC-2 Late answer: to be reported to The regulator, by 1 January 2031; recorded 30 Nov 2026 {by}"
            ),
            &format!("F-4 No list of systems: major nonconformity; {} {by}", when("1 Jun 2026")),
            "CI-1 High-risk duties are postponed: happened 1 Jun 2026, recorded 23 Nov 2026 by P-1 Rosa Lindt; day moved by P-1 \
             Rosa Lindt on 30 Nov 2026, from 1 Jul 2026 to 1 Jun 2026.",
            &format!("ND-2 To speak with a person: taken up: no; {} {by}", when("1 May 2026")),
        ],
    );
    assert!(!minutes.contains("INC-3 Small slip"), "what is neither is counted");
}
