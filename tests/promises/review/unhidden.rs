//! What weighs is told by name, whoever takes it back and however soon: grave news, what came from outside, a figure that was
//! critical and is measured no more; and the minutes name what was said otherwise of costs, systems, changes and findings.

use serde_json::Value as Told;

use super::held::{self, script};
use super::tools::{flat, has, ok, refused};
use crate::fixture::Fixture;
use crate::gates::clock::days;

const CALL: &str = "review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// After a first review, with somebody else at the terminal.
fn begun(lines: &str) -> Fixture {
    let file = Fixture::after(held::conclude);
    days(&file, 1);
    script(&file, "person edit P-3 --os-user ben");
    script(&file, lines);
    days(&file, 2);
    ok(&file, CALL);
    file.become_user("ben");
    file
}

fn told(file: &Fixture) -> (Told, String, String) {
    file.become_user("rosa");
    let told = serde_json::from_str(&ok(file, "review changes MR-2 --all --json")).unwrap();
    (told, flat(&ok(file, "review pack MR-2")), flat(&ok(file, "review minutes MR-2")))
}

/// What is said of a record in a part.
fn of(told: &Told, part: &str, number: &str) -> Vec<String> {
    let rows = told[part].as_array().unwrap().iter().filter(|row| row["number"] == number);
    rows.map(|row| format!("{} | {}", row["what"].as_str().unwrap(), row["change"].as_str().unwrap())).collect()
}

#[test]
fn grave_news_that_is_taken_back_at_once_is_told_by_name() {
    let file = begun("");
    script(
        &file,
        "
        incident add 'Wrong letters to 4000' --type incident --severity critical --occurred-on 2026-11-24
        undo --yes
        incident add 'A slip' --type incident --severity low --occurred-on 2026-11-24
        undo --yes
        incident add 'Data left open' --type incident --severity low --occurred-on 2026-11-24 --authority 'The regulator' --due 2026-11-26
        incident edit INC-3 --clear authority
        nonconformity add 'No test was made' --owner me --grade major --source incident
        nonconformity void NC-1 --reason 'Typed twice'
        ",
    );
    let (changes, pack, minutes) = told(&file);
    assert_eq!(of(&changes, "better", "INC-1"), ["Wrong letters to 4000 | taken back by an undo"], "{changes}");
    assert_eq!(of(&changes, "better", "INC-2"), Vec::<String>::new(), "a slip is a slip");
    assert_eq!(of(&changes, "better", "NC-1"), ["No test was made | voided"], "{changes}");
    assert!(of(&changes, "alone", "INC-3")[0].contains("Report to emptied, was The regulator"), "{changes}");
    for page in [pack, minutes] {
        has(&page, &["Wrong letters to 4000", "critical", "to be reported to The regulator", "No test was made"]);
    }
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_came_from_outside_is_told_as_it_came_in() {
    let file = begun("note received 'You scored me by my name' --from 'B. Complainant'");
    let received = |text: &str, from: &str| {
        let told = ok(&file, &format!("note received '{text}' --from '{from}'"));
        told.split_whitespace().find(|word| word.starts_with("N-")).unwrap().trim_end_matches(':').to_owned()
    };
    let known = ok(&file, "note list type=received --plain");
    let known = known.split_whitespace().find(|word| word.starts_with("N-")).unwrap().trim_end_matches(':').to_owned();
    refused(&file, &format!("note edit {known} --received-from Somebody --reason Misread"), &["Agreed by"]);
    let [edited, voided] = [("The model refused my claim", "A. Customer"), ("You lost my file", "C. Client")]
        .map(|(text, from)| received(text, from));
    ok(&file, &format!("note edit {edited} --received-from Nobody"));
    ok(&file, &format!("note edit {edited} --text 'A question'"));
    ok(&file, &format!("note void {voided} --reason 'Typed twice'"));
    let (changes, pack, minutes) = told(&file);
    let said = of(&changes, "alone", &edited).join("; ");
    let both = said.contains("A. Customer → Nobody") && said.contains("The model refused my claim → A question");
    assert!(both, "{changes}");
    let gone = of(&changes, "better", &voided).join("; ");
    assert!(gone.contains("You lost my file | voided") && gone.contains("Received from: C. Client"), "{changes}");
    for page in [pack, minutes] {
        has(&page, &["A. Customer", "The model refused my claim", "You lost my file", "C. Client"]);
    }
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_figure_that_was_critical_is_told_so_where_nobody_measures_it_since() {
    let file = begun(
        "
        kpi add 'Overruled' --unit % --direction lower --frequency weekly --owner 'Rosa Lindt'
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --warn 10 --critical 20 --set-by 'Rosa Lindt'
        measurement add --kpi K-1 --period-end 2026-11-22 --value 61
        ",
    );
    file.become_user("rosa");
    days(&file, 60);
    let pack = flat(&ok(&file, "review pack MR-2"));
    has(&pack, &["No recent value; last known critical: 61 for the period to 2026-11-22"]);
    has(&pack, &["Critical when last measured, and not measured since: K-1."]);
    has(&flat(&ok(&file, "kpi wall")), &["1 no recent value (1 critical before)", "Critical, not recent"]);
    has(&flat(&ok(&file, "today")), &["was critical: 61"]);
    // Of one that was on target nothing of the kind is said.
    ok(&file, "measurement add --kpi K-1 --period-end 2026-11-29 --value 3");
    let pack = flat(&ok(&file, "review pack MR-2"));
    assert!(!pack.contains("last known") && !pack.contains("Critical when last"), "{pack}");
}

/// What is said otherwise, and the words by which pack and minutes name it.
const OTHERWISE: [(&str, &str); 29] = [
    ("quality-cost edit QC-1 --incurred-on 2025-01-10", "Arose on 2026-11-20 → 2025-01-10"),
    ("quality-cost edit QC-1 --clear nonconformity", "Nonconformity emptied"),
    ("system edit SYS-1 --name 'A helper'", "Claims triage (now: A helper)"),
    ("system edit SYS-1 --clear vendor", "Vendor emptied, was Quill"),
    ("planned-change edit CH-2 --consequences 'None'", "Claims may wait → None"),
    ("finding edit F-1 --repeat no", "Repeat: no"),
    ("planned-change edit CH-2 --clear integrity", "Old forms stay emptied"),
    ("incident edit INC-1 --affected organisation", "Affected without Individuals"),
    ("incident edit INC-1 --noticed-on 2026-11-22", "Noticed on 2026-11-20 → 2026-11-22"),
    ("system edit SYS-1 --roles user", "Our roles without Provider, with User"),
    ("system edit SYS-1 --technologies statistics", "Technologies without Language"),
    ("system edit SYS-1 --jurisdictions Ireland", "Jurisdictions Ireland, France → Ireland"),
    ("resource-need edit RN-1 --consequence None", "Without it Tests are late → None"),
    ("resource-need edit RN-1 --amount 'EUR 1'", "Amount EUR 90000.00 → EUR 1.00"),
    ("need edit ND-1 --what 'To know a name'", "Need To know when a machine decides → To know a name"),
    ("need edit ND-1 --party 'A regulator'", "Interested party IP-1 Policyholders → IP-2 A regulator"),
    ("kpi edit K-1 --name Disliked", "KPI Overruled → Disliked"),
    ("measurement edit M-1 --quality estimated", "Quality Measured → Estimated"),
    ("measurement edit M-1 --measured-by 'Dev Anand'", "Measured by P-1 Rosa Lindt → P-5 Dev Anand"),
    ("cause edit CA-1 --root no", "Root cause yes → no"),
    ("control edit C-1 --about 'Nothing'", "What it asks Logs are kept for a year → Nothing"),
    // Its owner is another.
    ("control edit C-1 --status implemented", "Status Planned → Implemented"),
    ("control edit C-1 --implementation 'By hand'", "How it is carried out A job keeps them → By hand"),
    ("control edit C-1 --justification 'It is usual'", "Justification The law asks for it → It is usual"),
    ("obligation edit OB-1 --what 'Glance at it'", "Obligation Look at the policy → Glance at it"),
    ("obligation edit OB-1 --requirement 9.9", "Requirement 5.2 → 9.9"),
    ("document edit DOC-1 --retention '1 day'", "Kept for 10 years → 1 day"),
    ("document edit DOC-1 --requirement 9.8", "Requirement 5.2 → 9.8"),
    ("audit-area edit AA-1 --system SYS-2", "System SYS-1 A helper → SYS-2 Claims chat"),
];

#[test]
fn the_minutes_name_what_was_said_otherwise() {
    let file = begun(
        "
        nonconformity add 'Late test' --owner 'Rosa Lindt' --grade minor --source incident
        quality-cost add 'Letters sent again' --type external --amount 'EUR 9000' --incurred-on 2026-11-20 --nonconformity NC-1
        system add 'Claims triage' --purpose 'Sorts claims' --vendor Quill
        planned-change add 'New forms' --consequences 'Claims may wait' --integrity 'Old forms stay' --owner 'Rosa Lindt'
        audit add 'Audit' --type internal --lead 'Edda Holm' --starts-on 2026-11-20 --ends-on 2026-11-20
        finding add 'No plan' --audit AU-1 --grade minor
        incident add 'Wrong letter' --type incident --occurred-on 2026-11-20 --noticed-on 2026-11-20 --affected individuals,organisation
        system edit SYS-1 --roles provider --technologies language --jurisdictions 'Ireland, France'
        system add 'Claims chat' --purpose 'Answers'
        resource-need edit RN-1 --consequence 'Tests are late'
        interested-party add 'A regulator'
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Rosa Lindt'
        measurement add --kpi K-1 --period-end 2026-10-31 --value 3 --quality measured --measured-by 'Rosa Lindt'
        cause add 'Nobody asked for it' --nonconformity NC-1 --root yes --class tool
        control add 'Logs are kept' --code X.1 --about 'Logs are kept for a year' --implementation 'A job keeps them' --justification 'The law asks for it' --applicable yes --status planned --owner 'Rosa Lindt'
        obligation add 'Look at the policy' --type other --every-months 12 --next-due 2027-12-01 --requirement 5.2
        document add 'AI policy' --type policy --requirement 5.2 --retention '10 years'
        audit-area add 'Triage' --system SYS-1
        ",
    );
    for (line, _) in OTHERWISE {
        ok(&file, line);
    }
    let (_, pack, minutes) = told(&file);
    for (line, words) in OTHERWISE {
        let words = words.replace("Old forms stay emptied", "emptied, was Old forms stay");
        assert!(pack.contains(&words) && minutes.contains(&words), "{line}: {minutes}");
    }
}

/// Many answers in a few minutes are told with what they say, and how fast they came.
#[test]
fn a_burst_of_answers_is_told_with_what_they_say() {
    let file = begun(
        "
        audit add 'Audit' --type internal --lead 'Edda Holm' --team 'Ben Okafor' --starts-on 2026-11-20 --ends-on 2026-12-20 --objectives 'O' --criteria 42001 --scope 'All' --unit 'Model operations'
        audit begin AU-1
        ",
    );
    for number in 1..=12 {
        ok(
            &file,
            &format!(
                "checklist-item add 'Question {number}' --audit AU-1 --type own --answer conforms --answered-by 'Ben Okafor' --objective-evidence 'Seen'"
            ),
        );
    }
    let (changes, _, minutes) = told(&file);
    let rows = changes["made"].as_array().unwrap();
    let row = rows.iter().find(|row| row["register"] == "checklist items").unwrap();
    assert_eq!(row["how"], "12 conforms, within 1 minute", "{row}");
    assert!(
        minutes.contains("checklist items: 12 new (12 conforms; 12 by P-3 Ben Okafor within 1 minute)"),
        "{minutes}"
    );
}
