//! What looks better although nobody is asked to agree is told with its words in pack and minutes, and so is by what it goes:
//! nothing of it is counted only.

use serde_json::Value as Told;

use super::better::register;
use super::held::script;
use super::tools::ok;
use crate::fixture::Fixture;
use crate::gates::clock::days;

/// One thing of each kind, recorded the day before.
fn begun() -> Fixture {
    let file = register();
    script(
            &file,
            "
            person edit P-3 --os-user ben
            review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'
            deadline-profile add 'Internal audits' --types internal --major-done '6 months'
            competence add 'A course' --person 'Dev Anand' --technology language --valid-from 2026-01-01
            interest add 'Is a brother of the seller' --person 'Dev Anand' --consequence leaves
            checklist-item add 'Is it tested?' --audit AU-1 --type own --notes 'Two of five'
            system edit SYS-1 --impact-assessed-on 2025-01-10
            risk add 'Bias' --owner 'Rosa Lindt' --likelihood 4 --impact 4 --assessed-on 2026-01-10 --plan 'Two look at it'
            audit edit AU-1 --criteria 42001
            evidence add 'The plan of May' --about SYS-1
            incident add 'Wrong letter' --type incident --owner 'Rosa Lindt' --occurred-on 2026-11-20 --authority 'The authority' --due 2026-11-25
            context-issue add 'A new law' --origin external --effect 'More to report'
            interested-party add 'Claimants'
            need add 'To be heard' --party IP-2 --addressed no
            document add 'A list' --type record
            kpi add 'Letters astray' --direction lower --frequency monthly
            measurement add --kpi K-1 --period-end 2026-10-31 --value 4
            audit edit AU-1 --lead 'Ben Okafor' --team 'Dev Anand'
            system develop SYS-2
            system edit SYS-2 --affected Claimants
            opportunity add 'One form for all'
            resource-need add 'A second tester' --type people
            ",
        );
    days(&file, 2);
    file.become_user("ben");
    file
}

/// Each is done by one person alone, who is asked nothing: where it stands, and what is told.
const DONE: [(&str, &str, &str, &str); 36] = [
    ("review postpone MR-2 --reason 'Nobody has time'", "better", "MR-2", "postponed"),
    ("deadline-profile void DP-1 --reason 'Another holds'", "better", "DP-1", "voided"),
    ("competence void CO-1 --reason 'Typed twice'", "better", "CO-1", "voided"),
    ("checklist-item void CK-1 --reason 'Not asked'", "better", "CK-1", "voided"),
    ("opportunity decline OFI-1 --reason 'Not now'", "better", "OFI-1", "declined"),
    ("resource-need decline RN-1 --reason 'Not now'", "better", "RN-1", "declined"),
    (
        "deadline-profile add 'All' --types internal --major-done '24 months'",
        "alone",
        "DP-2",
        "new; Deadlines: All; For: Internal; Major: done within: 24 months",
    ),
    (
        "competence add 'Years' --person 'Ben Okafor' --technology vision --valid-from 2026-01-01",
        "alone",
        "CO-2",
        "new; Proof: Years; Person: P-3 Ben Okafor",
    ),
    (
        "interest edit DI-3 --consequence noted",
        "alone",
        "DI-3",
        "looks better: Consequence Recused; leaves the room → Noted; votes all the same",
    ),
    (
        "system edit SYS-1 --impact-assessed-on 2026-11-24",
        "alone",
        "SYS-1",
        "looks better: Impact last assessed 2025-01-10 → 2026-11-24",
    ),
    ("risk edit R-1 --assessed-on 2026-11-24", "alone", "R-1", "looks better: Assessed on 2026-01-10 → 2026-11-24"),
    (
        "incident edit INC-1 --reported-on 2026-11-24",
        "alone",
        "INC-1",
        "looks better: Reported to the authority on: 2026-11-24",
    ),
    (
        "incident edit INC-1 --reported-on 2026-11-23",
        "alone",
        "INC-1",
        "looks better: Reported to the authority on 2026-11-24 → 2026-11-23",
    ),
    ("incident edit INC-1 --title 'A letter'", "alone", "INC-1", "said otherwise: Incident Wrong letter → A letter"),
    (
        "nonconformity edit NC-1 --title 'A test'",
        "alone",
        "NC-1",
        "said otherwise: Nonconformity Bias test skipped → A test",
    ),
    ("audit edit AU-1 --criteria none", "alone", "AU-1", "said otherwise: Criteria 42001 → none"),
    (
        "risk edit R-1 --plan 'Nothing to do'",
        "alone",
        "R-1",
        "said otherwise: Treatment plan Two look at it → Nothing to do",
    ),
    ("evidence edit E-1 --about SYS-2", "alone", "E-1", "looks better: Evidence for without SYS-1"),
    ("context-issue edit CI-2 --ended yes", "alone", "CI-2", "looks better: Ended: yes"),
    (
        "context-issue edit CI-2 --effect 'None to speak of'",
        "alone",
        "CI-2",
        "said otherwise: Effect on the system More to report → None to speak of",
    ),
    ("need edit ND-2 --addressed yes", "alone", "ND-2", "Taken up no → yes"),
    ("document edit DOC-1 --title 'Coffee list'", "alone", "DOC-1", "said otherwise: Document A list → Coffee list"),
    ("measurement edit M-1 --quality doubtful", "alone", "M-1", "Quality: Doubtful"),
    ("measurement edit M-1 --remark 'Not to be relied on'", "alone", "M-1", "Remark: Not to be relied on"),
    ("audit unlink AU-1 team 'Dev Anand'", "alone", "AU-1", "Team emptied, was P-5 Dev Anand"),
    ("nonconformity edit NC-2 --source other", "alone", "NC-2", "Source"),
    ("nonconformity edit NC-2 --plan-due 2027-06-01", "alone", "NC-2", "Plan due"),
    ("system edit SYS-2 --affected Organisation", "alone", "SYS-2", "Affected parties Claimants → Organisation"),
    ("system operate SYS-2", "better", "SYS-2", "put into operation"),
    ("nonconformity edit NC-2 --repeats NC-1", "alone", "NC-2", "said otherwise: Repeats: NC-1"),
    (
        "nonconformity edit NC-2 --stays-minor 'One form'",
        "alone",
        "NC-2",
        "said otherwise: Why it stays minor: One form",
    ),
    ("nonconformity edit NC-3 --deadlines DP-2", "alone", "NC-3", "Deadlines"),
    ("organisation edit --tie-rule fails", "alone", "ORG-1", "In a tie"),
    ("organisation edit --quorum-top no", "alone", "ORG-1", "Quorum needs top management: no"),
    ("person edit P-4 --active no", "alone", "P-4", "Active yes → no"),
    ("person add 'Q. Guest' --voting yes", "alone", "P-7", "new; Voting member: yes"),
];

#[test]
fn what_nobody_is_asked_about_is_told_in_words_and_never_only_counted() {
    let file = begun();
    for (line, ..) in DONE {
        ok(&file, line);
    }
    file.become_user("rosa");
    let told: Told = serde_json::from_str(&ok(&file, "review changes MR-2 --all --json")).unwrap();
    let (pack, minutes) = (ok(&file, "review pack MR-2"), ok(&file, "review minutes MR-2"));
    for (line, part, number, words) in DONE {
        let rows = told[part].as_array().unwrap().iter();
        let of = rows.filter(|row| row["number"] == number && row["change"].as_str().unwrap().contains(words));
        assert_eq!(of.count(), 1, "{line}: {}", told[part]);
        let shown = |page: &str| page.lines().any(|line| line.contains(number) && line.contains(words));
        assert!(shown(&pack) && shown(&minutes), "{line}: {minutes}");
    }
    // A table that no page is wide enough for is not filled up with spaces.
    let padded = |line: &&str| line.starts_with("| ") && line.chars().count() > 200 && line.contains("        ");
    assert!(pack.lines().find(padded).is_none(), "{pack}");
    // How it stood, and what it said, goes with it; what a record without a title is of, too.
    assert!(minutes.contains("voided: DP-1 Internal audits (For Internal, Major: done within 6 months)"), "{minutes}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// A day that is said no more makes nothing look better.
#[test]
fn a_day_that_is_emptied_is_told_and_looks_no_better() {
    let file = begun();
    ok(&file, "system edit SYS-1 --clear impact-assessed-on");
    ok(&file, "risk edit R-1 --clear assessed-on");
    file.become_user("rosa");
    let minutes = ok(&file, "review minutes MR-2");
    for number in ["SYS-1", "R-1"] {
        let of = |line: &&str| line.contains(number) && line.contains("looks better") && line.contains("→");
        assert_eq!(minutes.lines().find(of), None, "{number}");
    }
    let told = ok(&file, "review changes MR-2 --all");
    assert!(told.contains("Impact last assessed emptied, was 2025-01-10"), "{told}");
}

/// What somebody takes back on the day on which they recorded it is a slip; another hand, or another day, is none.
#[test]
fn what_is_taken_back_on_its_day_by_its_hand_is_a_slip_and_by_another_is_told() {
    let file = begun();
    for title in ["One", "Two"] {
        ok(&file, &format!("note add {title} --about SYS-1 --type parked --review MR-2"));
        ok(&file, &format!("context-issue add {title} --origin external"));
    }
    ok(&file, "context-issue void CI-3 --reason 'Typed twice'");
    ok(&file, "attendance add --review MR-2 --person 'Dev Anand' --how apologies --capacity member");
    file.become_user("rosa");
    ok(&file, "context-issue void CI-4 --reason 'Typed twice'");
    ok(&file, "attendance void AT-7 --reason 'He comes'");
    ok(&file, "note void N-5 --reason 'Not for the minutes'");
    ok(&file, "note edit N-6 --type restricted");
    let told: Told = serde_json::from_str(&ok(&file, "review changes MR-2 --all --json")).unwrap();
    let better: Vec<_> = told["better"].as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect();
    assert_eq!(better, ["CI-4", "AT-7", "N-5"], "{told}");
    assert!(told["better"][1]["what"].as_str().unwrap().contains("P-5 Dev Anand"), "{told}");
    let note = told["alone"].as_array().unwrap().iter().find(|row| row["number"] == "N-6").unwrap();
    // What is printed nowhere is not printed here.
    assert_eq!((&note["change"], &note["what"]), (&"looks better: Type changed".into(), &"".into()), "{told}");
    assert!(!ok(&file, "review pack MR-2").contains("Two,"), "{told}");
}

/// Whatever is said to be evidence, of one thing or of many, is named where it stands, and takes no line away.
#[test]
fn no_file_takes_a_line_away_and_each_is_named() {
    let file = begun();
    let file = &file;
    for number in ["A-2", "A-3", "A-4"] {
        ok(file, &format!("action done {number} --evidence 'Invoice 12 of the archive'"));
    }
    file.become_user("rosa");
    let place = "--place 'Office 3, folder 12' --keeper 'Rosa Lindt'";
    ok(file, &format!("evidence add 'The offers' --about A-2 {place}"));
    ok(file, &format!("evidence add 'Whatever' --about SYS-2 {place}"));
    ok(file, "evidence edit E-6 --about SYS-2,A-3");
    ok(file, &format!("evidence add 'All' --about SYS-1,SYS-2,R-1,A-4 {place}"));
    let told: Told = serde_json::from_str(&ok(file, "review changes MR-2 --all --json")).unwrap();
    let said = |number: &str| {
        let of = told["alone"].as_array().unwrap().iter().filter(|row| row["number"] == number);
        of.map(|row| row["change"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" | ")
    };
    assert!(said("A-2").contains("on file: E-5 (evidence, put there by Rosa Lindt)"), "{told}");
    assert!(said("A-3").contains("E-6 (evidence, put there by Rosa Lindt, linked by Rosa Lindt)"), "{told}");
    assert!(said("A-4").contains("E-7 (evidence, put there by Rosa Lindt, for 4 records)"), "{told}");
}
