//! Each act stands with whoever did it, on pack and minutes: who entered a value, who typed what others are to have said, who
//! answered whom, under which clock, with how much notice.

use super::better::register;
use super::held::{script, words};
use super::tools::{flat, has, ok, refused};
use crate::gates::clock::days;

#[test]
fn each_act_stands_with_whoever_did_it_whatever_day_and_clock_it_bears() {
    let file = register();
    days(&file, 7);
    script(
        &file,
        "
        person edit P-3 --os-user ben
        organisation edit --notice-days 10
        incident add 'Leak' --type incident --severity critical --owner 'Ben Okafor' --authority 'The regulator' --occurred-on 2026-11-20
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Rosa Lindt'
        measurement add --kpi K-1 --period-end 2026-10-31 --value 3
        control add 'Logs are kept' --code X.1 --owner 'Rosa Lindt'
        review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        note add 'Ask the works council' --about SYS-1 --type minuted --review MR-2
        note received 'Why was my claim refused?' --from 'A. Customer' --on 2026-08-01
        note received 'Who decides?' --from 'A. Reader' --on 2026-08-03
        agenda-item edit AG-16 --contributor 'Carla Stein' --commentary 'All is well'
        ",
    );
    let claim = "N-6";
    for nothing in ["'.'", "-", "n/a"] {
        refused(&file, &format!("note answer {claim} --answer {nothing}"), &["which says nothing"]);
    }
    ok(&file, &format!("note answer {claim} --answer 'It was a slip, and we paid' --on 2026-08-02 --by 'Carla Stein'"));
    file.become_user("ben");
    script(
        &file,
        "
        measurement edit M-1 --remark 'Looked at again'
        incident edit INC-1 --owner 'Dev Anand' --reason 'He is nearer'
        ",
    );
    // What takes something away asks for somebody else, and so does a control of which nothing was said.
    refused(&file, "incident edit INC-1 --clear authority --reason 'It need not know'", &["agreed"]);
    let out = "control edit C-1 --applicable no --justification 'No logs are kept here'";
    refused(&file, out, &["agreed"]);
    ok(&file, &format!("{out} --agreed-by 'Dev Anand' --agreed-how message"));
    refused(&file, &format!("note edit {claim} --answer 'We paid nothing'"), &["agreed"]);
    // A decoy does not hide what comes after it.
    file.become_user("rosa");
    days(&file, -100);
    script(&file, "action add 'A decoy' --due 2027-01-01\naction add 'Second' --due 2027-01-01");
    days(&file, 7);
    let pack = flat(&ok(&file, "review pack MR-2"));
    has(
        &pack,
        &[
            "3 % for the period to 2026-10-31, by P-1 Rosa Lindt on 2026-11-30",
            "Commentary of Carla Stein, typed by Rosa Lindt",
            "Received from outside since 24 Nov 2026 | 2 |",
            "Answered since 24 Nov 2026 | 1 |",
            "received on 1 August 2026 from A. Customer; answered on 2 August 2026 by P-4 Carla Stein: “It was a slip, and we paid”; \
             answer typed by Rosa Lindt; happened 1 Aug 2026, recorded 30 Nov 2026",
            "Recorded with a clock that was set back: ",
            "A-5 new, A-6 new.",
        ],
    );
    let minutes = flat(&ok(&file, "review minutes MR-2"));
    has(
        &minutes,
        &[
            "Ask the works council (noted by Rosa Lindt)",
            "what they answered for went to P-5 Dev Anand (incidents: 1)",
            "Applicable none, now no; with it Justification: No logs are kept here: C-1 Logs are kept",
            "A-5 new, A-6 new.",
        ],
    );
    days(&file, 176);
    ok(&file, "review circulate MR-2");
    let readiness = flat(&file.run(&words("review readiness MR-2")).out);
    has(&readiness, &["circulated 2 days before the meeting; 10 are asked"]);
    days(&file, 178);
    let conclude = "review conclude MR-2 --no-improvements - --no-changes .";
    refused(&file, "review open MR-2 --notice-agreed ok", &["How the day was agreed is “ok”"]);
    ok(&file, "review open MR-2 --notice-agreed 'All five wrote that it suits them'");
    let minutes = flat(&ok(&file, "review minutes MR-2"));
    let nothing = "which gives no reason";
    refused(&file, conclude, &[&format!("Why no improvement is needed is “-”, {nothing}"), &format!("“.”, {nothing}")]);
    has(&minutes, &["The pack was circulated 2 days before the meeting; 10 are asked."]);
}
