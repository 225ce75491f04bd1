//! A machine records. It attests nothing, owns nothing, and touches nothing that is attested.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::{ok, refused};
use crate::sample::sample;

fn with_a_pipeline() -> Fixture {
    let file = sample();
    ok(&file, "person add 'Nightly pipeline' --machine yes --active yes --os-user ci");
    file
}

#[test]
fn a_machine_measures_and_reports_and_the_journal_says_so() {
    let file = with_a_pipeline();
    file.become_user("ci");
    script(
        &file,
        "
        measurement add --kpi K-14 --period-end 2026-10-31 --value 3 --measured-by P-16
        incident add 'Drift at night' --occurred-on 2026-11-22 --type incident
        note add 'Log attached' --about A-55
        action add 'Look at the log' --owner P-5
        ",
    );
    let log = ok(&file, "log");
    assert!(log.contains("(machine)") && log.contains("Nightly pipeline"), "{log}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_machine_attests_decides_and_rules_nothing_under_whatever_name() {
    let file = with_a_pipeline();
    let lines = [
        "action done A-55 --evidence 'Green'",
        "action confirm A-44 --confirmed-how message --confirmed-by P-12",
        "nonconformity verify NC-8 --verified-how message --verified-by P-12",
        "nonconformity plan NC-11 --criterion 'none of 12 fails' --effectiveness-criterion 'None is late' --measured-by sample --effectiveness-measure 'Ten of them' --check-from 2027-02-01 --plan-approved-by P-2 --plan-approved-how message",
        "risk accept R-2 --accepted-by P-2 --reason 'Small'",
        "person edit P-7 --top-management yes",
        "organisation edit --quorum none",
        "separation-exception add 'Quick' --person P-7 --records NC-8 --duty verification --starts 2026-11-23 --ends 2026-12-31 --approved-by P-2",
        "interest add 'Shares' --person P-7 --consequence leaves",
        "document-version withdraw DV-1 --reason 'Old'",
        "review open MR-3 --notice-agreed 'All wrote that it suits them'",
        "kpi-limit add --kpi K-3 --valid-from 2026-12-24 --target 50",
    ];
    for line in lines {
        refused(&file, &format!("{line} --as P-16"), &["Nightly pipeline", "is for people"]);
    }
    file.become_user("ci");
    for line in lines {
        // Nor does it in the name of somebody.
        refused(&file, &format!("{line} --as P-2"), &["Nightly pipeline", "is for people"]);
    }
}

#[test]
fn nobody_names_a_machine_where_people_answer() {
    let file = with_a_pipeline();
    for line in [
        "action edit A-55 --owner P-16",
        "action confirm A-44 --confirmed-how message --confirmed-by P-16",
        "nonconformity verify NC-8 --verified-how message --verified-by P-16",
        "action done A-55 --done-by P-16 --evidence 'Green'",
        "review edit MR-3 --guests P-16",
        "system edit SYS-1 --owner P-16",
    ] {
        refused(&file, line, &["Nightly pipeline is a machine"]);
    }
    refused(&file, "person edit P-16 --voting yes", &["A machine is no member of anything"]);
}

/// What a machine notices is new; what people said, did or put there is not its to change, and it says of nothing that it is well.
#[test]
fn a_machine_moves_nothing_and_changes_nothing_but_what_it_recorded() {
    let file = with_a_pipeline();
    file.become_user("ci");
    for line in [
        "obligation done OB-1",
        "control edit C-37 --status implemented",
        "control add 'Tested' --code OWN-9 --applicable yes --justification 'Ours' --status implemented",
        "system operate SYS-1",
        "incident contain INC-1",
        "risk edit R-1 --likelihood 1",
        "action edit A-55 --due +60d",
        "action void A-55 --reason 'Not ours'",
        "checklist-item add 'Is it tested?' --audit AU-3 --type own --answer conforms --answered-by P-12",
        "system edit SYS-1 --vendor 'Somebody'",
    ] {
        refused(&file, line, &["Nightly pipeline", "is for people"]);
        refused(&file, &format!("{line} --as P-2"), &["Nightly pipeline", "is for people"]);
    }
    let told = ok(&file, "incident add 'Drift at night' --occurred-on 2026-11-22 --type incident --severity low");
    let own = told.split_whitespace().find_map(|word| word.trim_end_matches(':').strip_prefix("INC-")).unwrap();
    ok(&file, &format!("incident edit INC-{own} --severity high"));
    assert_eq!(file.verify(), Vec::<String>::new());
}
