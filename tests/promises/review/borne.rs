//! What was softened, renamed or put off before it was taken away is told with the gravest that it was and the names that it
//! bore; what two people settled is named, and each hand is told alike.

use serde_json::Value as Told;

use super::held::{self, script};
use super::tools::{flat, has, ok};
use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::sample::sample;

const CALL: &str = "review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// After a first review and what was recorded on the day after it, with somebody else at the terminal.
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

fn told(file: &Fixture) -> (Told, [String; 2]) {
    file.become_user("rosa");
    let told = serde_json::from_str(&ok(file, "review changes MR-2 --all --json")).unwrap();
    (told, ["review pack MR-2", "review minutes MR-2"].map(|page| flat(&ok(file, page))))
}

/// What is said of a record in a part.
fn of(told: &Told, part: &str, number: &str) -> Vec<String> {
    let rows = told[part].as_array().unwrap().iter().filter(|row| row["number"] == number);
    rows.map(|row| row["change"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_is_taken_away_is_told_with_the_gravest_that_it_was_and_the_names_that_it_bore() {
    let file =
        begun("audit add 'Audit' --type internal --lead 'Edda Holm' --starts-on 2026-11-20 --ends-on 2026-11-20");
    script(
        &file,
        "
        incident add 'Chat gave away a file' --type incident --severity critical --occurred-on 2026-11-24
        incident edit INC-1 --title 'A question'
        incident edit INC-1 --severity low --type near-miss
        incident void INC-1 --reason 'Typed twice'
        nonconformity add 'No test was made' --owner me --grade major --source incident
        nonconformity edit NC-1 --grade minor
        nonconformity void NC-1 --reason 'Typed twice'
        risk add 'Wrong answers' --owner me --likelihood 5 --impact 5
        risk void R-1 --reason 'Typed twice'
        risk add 'Answers that hurt' --owner me --likelihood 5 --impact 5
        risk edit R-2 --likelihood 1 --impact 1
        risk edit R-2 --title 'A word'
        risk void R-2 --reason 'Typed twice'
        finding add 'A grave thing' --audit AU-1 --grade major --owner me
        finding edit F-1 --title 'A log could be kept'
        finding void F-1 --reason 'Typed twice'
        action add 'Stop the reading' --owner me --due 2026-11-05 --priority critical
        action edit A-2 --due 2027-06-18
        action edit A-2 --what 'Look at a page'
        action edit A-2 --priority low
        action cancel A-2 --reason 'Nobody needs it'
        incident add 'Slow' --type incident --severity low --occurred-on 2026-11-24
        incident edit INC-2 --title 'Slower'
        incident void INC-2 --reason 'Typed twice'
        incident add 'Left open' --type incident --severity low --occurred-on 2026-11-24 --authority 'The regulator'
        incident void INC-3 --reason 'Typed twice'
        incident add 'Left open again' --type incident --severity low --occurred-on 2026-11-24 --authority 'The court'
        incident edit INC-4 --clear authority
        incident void INC-4 --reason 'Typed twice'
        ",
    );
    let (changes, pages) = told(&file);
    for page in &pages {
        has(page, &["open, was critical, was called “Chat gave away a file”", "was major", "“Answers that hurt”"]);
        has(page, &["identified, Level Critical", "Grade Major nonconformity, was called “A grave thing”"]);
        has(page, &["was critical, was called “Stop the reading”, due date was 2026-11-05, 20 d late"]);
    }
    let [_, minutes] = &pages;
    has(minutes, &["Left open (open, to be reported to The regulator, no day is said)"]);
    has(minutes, &["Left open again (open, was to be reported to The court, no day is said)"]);
    has(minutes, &["voided: INC-1 A question", "voided: NC-1", "voided: R-1", "voided: R-2", "cancelled: A-2"]);
    assert!(of(&changes, "alone", "A-2")[0].contains("looks better: Due date 2026-11-05 → 2027-06-18"), "{changes}");
    assert!(of(&changes, "alone", "INC-1")[0].contains("Chat gave away a file → A question"), "{changes}");
    assert_eq!(of(&changes, "better", "INC-2"), Vec::<String>::new(), "a slip is a slip");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn what_is_still_there_is_told_by_its_old_names_and_up_to_where_it_turned() {
    let file = begun(
        "
        incident add 'Wrong letters to 4000' --type incident --severity critical --occurred-on 2026-11-24
        audit add 'Audit' --type internal --lead 'Edda Holm' --team 'Ben Okafor' --starts-on 2026-11-20 --ends-on 2026-12-20 --objectives 'O' --criteria 42001 --scope 'All' --unit 'Model operations'
        audit begin AU-1
        checklist-item add 'Is it kept?' --audit AU-1 --type own --answer minor --answered-by 'Ben Okafor' --objective-evidence 'Nothing was kept'
        checklist-item add 'Is it planned?' --audit AU-1 --type own --answer minor --answered-by 'Ben Okafor' --objective-evidence 'No plan was there'
        action add 'Ask for offers' --owner 'Carla Stein' --due 2026-12-04 --priority critical
        action add 'Ask for more' --owner 'Carla Stein' --due 2027-02-01 --priority low
        interest add 'Owns shares' --person 'Dev Anand' --consequence stays
        ",
    );
    script(
        &file,
        "
        incident edit INC-1 --title 'Letters'
        checklist-item edit CK-2 --answer conforms
        checklist-item edit CK-2 --answer not-audited --objective-evidence 'Nobody was there'
        checklist-item edit CK-1 --answer conforms
        checklist-item void CK-1 --reason 'Nobody asked it'
        action merge A-2 --merged-into A-3 --reason 'One card is enough' --agreed-by 'Dev Anand' --agreed-how message
        interest void DI-2 --reason 'He sold them'
        action add 'Stop the reading' --owner me --due 2026-11-05 --priority critical
        action merge A-4 --merged-into A-3 --reason 'One card is enough'
        ",
    );
    let (changes, pages) = told(&file);
    let answers = of(&changes, "alone", "CK-2").join(" | ");
    assert!(answers.contains("looks better: Answer Minor nonconformity → Conforms"), "{changes}");
    assert!(answers.contains("said otherwise: Answer Conforms → Not audited"), "{changes}");
    for page in &pages {
        has(page, &["was called “Wrong letters to 4000”", "Answer Conforms → Not audited"]);
        has(page, &["merged (merged into A-3); there Priority Critical, now Low; Due date 2026-12-04, now 2027-02-01"]);
    }
    let [_, minutes] = &pages;
    has(
        minutes,
        &["merged (merged into A-3); there Priority Critical, now Low; Due date 2026-11-05, now 2027-02-01: A-4"],
    );
    has(minutes, &["voided: CK-1 Is it kept? (answer was minor nonconformity)"]);
    has(minutes, &["INC-1 Letters (was called “Wrong letters to 4000”): critical"]);
    has(
        minutes,
        &[
            "Dev Anand: Owns shares. Recused; stays in the room. Voided on 25 November 2026 by Ben Okafor: He sold them.",
        ],
    );
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn a_critical_value_that_is_taken_back_is_told_with_what_it_was() {
    let file = begun(
        "
        kpi add 'Overruled' --unit % --direction lower --frequency weekly --owner 'Ben Okafor'
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --warn 10 --critical 20 --set-by 'Rosa Lindt'
        ",
    );
    script(
        &file,
        "
        measurement add --kpi K-1 --period-end 2026-11-15 --value 61
        undo --yes
        measurement add --kpi K-1 --period-end 2026-11-15 --value 4
        measurement add --kpi K-1 --period-end 2026-11-22 --value 62
        measurement edit M-3 --value 3
        measurement add --kpi K-1 --period-end 2026-11-08 --value 8
        measurement edit M-4 --value 7
        ",
    );
    let (_, pages) = told(&file);
    let by = "was critical, taken back by P-3 Ben Okafor, who owns it, on 2026-11-25";
    for page in &pages {
        has(page, &[&format!("61 % for the period to 2026-11-15 {by}")]);
        has(page, &[&format!("62 % for the period to 2026-11-22 {by}; it says 3 % since")]);
        assert!(!page.contains("8 % for the period"), "{page}");
    }
}

#[test]
fn each_acceptance_of_a_grave_risk_is_named_and_each_hand_told_alike() {
    let file = begun(
        "
        risk add 'Wrong answers' --owner 'Ben Okafor' --likelihood 4 --impact 4 --review-by 2027-02-01
        risk add 'Slow answers' --owner 'Ben Okafor' --likelihood 1 --impact 1 --review-by 2027-02-01
        risk accept R-1 --accepted-by 'Iris Falk' --accepted-how meeting --reason 'Until the new model is there'
        action add 'Ask for offers' --owner 'Carla Stein' --due 2026-12-04
        action done A-2 --evidence 'Invoice 12 of the archive' --as P-4
        action add 'Stop the letters' --owner 'Carla Stein' --priority critical --due 2026-11-20
        action done A-3 --evidence 'Invoice 13 of the archive' --as P-4
        ",
    );
    file.become_user("rosa");
    script(
        &file,
        "
        risk reassess R-1 --reason 'It was looked at again' --as P-2
        risk accept R-1 --accepted-by P-2 --accepted-how signature --reason 'The new model is late' --as P-2
        risk accept R-2 --accepted-by P-2 --accepted-how signature --reason 'It costs nothing' --as P-2
        action confirm A-2 --confirmed-how signature --as P-2
        action confirm A-3 --confirmed-by P-2 --confirmed-how message
        ",
    );
    let (changes, pages) = told(&file);
    let accepted = [of(&changes, "settled", "R-1"), of(&changes, "alone", "R-1")].concat();
    let of_them: Vec<_> =
        accepted.iter().filter(|one| one.contains("accepted, ") || one.contains("accepted; ")).collect();
    assert_eq!(of_them.len(), 2, "{changes}");
    assert!(of_them.iter().any(|one| one.contains("In the meeting")), "{changes}");
    assert!(of_them.iter().any(|one| one.contains("By signature") && !one.contains('→')), "{changes}");
    assert_eq!(of(&changes, "settled", "R-2"), Vec::<String>::new(), "what is low is not named");
    let hand = "P-1 Rosa Lindt, in the name of P-2 Iris Falk";
    for page in &pages {
        has(
            page,
            &[&format!(
                "Actions confirmed as done: 2, 1 by {hand}; 1 by P-2 Iris Falk, as recorded by P-1 Rosa Lindt."
            )],
        );
        has(page, &["The new model is late"]);
    }
    // What was critical or late is named, and who confirmed it.
    let late = of(&changes, "settled", "A-3").concat();
    assert!(late.contains("critical, 4 d late; Confirmed by: P-2 Iris Falk"), "{changes}");
    assert_eq!(of(&changes, "settled", "A-2"), Vec::<String>::new());
    let others = changes["others"].as_array().unwrap();
    assert!(others.iter().any(|row| row["number"] == "A-2" && row["by"] == hand), "{changes}");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn the_cases_that_were_closed_are_named_and_the_confirmations_counted() {
    let minutes = flat(&ok(&sample(), "review minutes MR-3"));
    let settled =
        minutes.split("Closed, accepted and confirmed since MR-2").nth(1).unwrap().split("## ").next().unwrap();
    for one in ["NC-3 ", "NC-16 ", "Effectiveness: Effective", "Actions confirmed as done: 5"] {
        assert!(settled.contains(one), "{one}: {settled}");
    }
}

/// Two records of one human can't be told from two humans; that somebody was added just before they agreed can.
#[test]
fn who_agreed_and_was_added_since_the_last_review_is_told_with_who_added_them() {
    let file = begun("action add 'Ask the vendor' --owner 'Ben Okafor' --due 2026-12-04");
    script(
        &file,
        "
        person add 'Erik Nyberg'
        action edit A-2 --due 2027-03-30 --reason 'The vendor moved' --agreed-by 'Erik Nyberg' --agreed-how message
        ",
    );
    let (_, pages) = told(&file);
    for page in pages {
        has(&page, &["Erik Nyberg, whom P-3 Ben Okafor added on 2026-11-2"]);
    }
}

/// A judgement that is voided and made anew is gone from the table of judgements; that it was made is told.
#[test]
fn a_judgement_that_is_taken_away_is_told_in_the_minutes() {
    let file = Fixture::after(held::judge);
    script(&file, "conclusion void VD-1 --reason 'Was typed twice'\nreview judge MR-1 suitability yes 'It works'");
    has(&flat(&ok(&file, "review minutes MR-1")), &["VD-1", "Was typed twice"]);
}
