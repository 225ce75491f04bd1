//! Every change between two reviews is told once in the account of the next, or counted there: nothing goes round it by being of
//! a kind that nobody thought of.

use std::collections::BTreeSet;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::identity::Sequence;
use gavel::domain::transaction::{Way, What};
use gavel::report::sheet::text;
use gavel::store::list::Query;
use gavel::store::proposal::Agreement;
use gavel::store::{Proposal, View};
use gavel::workflow::sheet::{Block, Cell, Column, Row, Sheet, Shown};
use serde_json::Value as Told;

use super::better::register;
use super::tools::ok;
use crate::facts::made::Dice;
use crate::fixture::Fixture;
use crate::gates::walk::attempts;
use crate::review::held::script;

const CALL: &str = "review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

/// What is told of a record in one part.
fn change(told: &Told, part: &str, number: &str) -> String {
    let rows = told[part].as_array().unwrap().iter().filter(|row| row["number"] == number);
    let words: Vec<_> = rows.map(|row| row["change"].as_str().unwrap()).collect();
    assert!(!words.is_empty(), "{number}: {told}");
    words.join(" | ")
}

fn told(file: &Fixture) -> Told {
    serde_json::from_str(&ok(file, "review changes MR-2 --all --json")).unwrap()
}

/// Where in the journal the first review was concluded.
fn concluded(view: View) -> Sequence {
    let review = view.called(&"MR-1".parse().unwrap()).unwrap().unwrap();
    let concludes = |what: &What| matches!(what, What::Update { way: Way::Move(name), .. } if name == "conclude");
    view.history(review.id).unwrap().iter().rfind(|(_, change)| concludes(&change.what)).unwrap().0
}

/// Where the pack of the first review was circulated: what came between it and the conclusion stood in no pack yet.
fn begins(view: View) -> Sequence {
    let pack = view.called(&"PK-1".parse().unwrap()).unwrap();
    let circulated = pack.map(|pack| view.history(pack.id).unwrap()[0].0);
    circulated.unwrap_or(Sequence::MAX).min(concluded(view))
}

/// Everything of the journal since then stands in the account, as often as it happened.
pub fn is_complete(file: &Fixture) {
    let store = file.store();
    let view = store.view();
    let (mut changes, mut changed) = (0, BTreeSet::new());
    for sequence in begins(view) + 1..=view.head().unwrap().sequence {
        for change in view.changes(sequence).unwrap() {
            changes += 1;
            if !matches!(change.what, What::Create { .. }) {
                changed.insert(view.reference(change.record).unwrap().unwrap().to_string());
            }
        }
    }
    let told = told(file);
    let counts = ["changes_better", "changes_figures", "changes_alone", "changes_others", "records_made"];
    let counted: u64 = counts.iter().map(|key| told[*key].as_u64().unwrap()).sum();
    assert_eq!(counted, changes, "{:?}", counts.map(|key| told[key].as_u64()));
    let rows = |key: &str| told[key].as_array().unwrap().clone();
    let lines = ["better", "alone", "others"].map(rows).concat();
    let lines: BTreeSet<_> = lines.iter().map(|row| row["number"].as_str().unwrap().to_owned()).collect();
    assert!(changed.is_subset(&lines), "{:?}", changed.difference(&lines));
    let others: Vec<_> =
        rows("others").iter().map(|row| ["number", "by", "because"].map(|key| row[key].to_string())).collect();
    assert_eq!(others.iter().collect::<BTreeSet<_>>().len(), others.len(), "a line a record and hand: {others:?}");
    let made: u64 = rows("made").iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(made, told["records_made"].as_u64().unwrap());
}

#[test]
fn random_changes_are_each_told_once_or_counted() {
    let file = register();
    script(
        &file,
        "
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Rosa Lindt'
        measurement add --kpi K-1 --period-end 2026-10-31 --value 3
        obligation add 'Look at the policy' --type other --owner 'Rosa Lindt' --every-months 12 --next-due 2026-12-01
        control add 'Logs are kept' --code X.1 --owner 'Rosa Lindt'
        risk add 'Bias' --owner 'Rosa Lindt'
        incident add 'Wrong letter' --type incident --owner 'Rosa Lindt'
        obligation done OB-1
        ",
    );
    file.ok(&["undo", "--yes"]);
    ok(&file, CALL);
    is_complete(&file);
    let mut dice = Dice(5);
    let store = file.store();
    let all = |view: View| {
        let of = |register| view.page(&Query::new(register)).unwrap().records;
        CATALOGUE.registers().filter(|one| !one.for_people).flat_map(of).collect::<Vec<_>>()
    };
    let dev = store.view().called(&"P-5".parse().unwrap()).unwrap().unwrap().id;
    let mut done = 0;
    for _ in 0..60 {
        let records = all(store.view());
        let (of, on) = (&records[dice.below(records.len())], &records[dice.below(records.len())]);
        let tries = attempts(&store.view(), of, on, dev);
        for _ in 0..4 {
            let acts = tries[dice.below(tries.len())].clone();
            let proposal = Proposal::of(acts).because(Some("It was looked at again"));
            let agreed = Agreement { by: Some(dev), how: Some("message") };
            // Nobody agrees to what asks for nobody's agreement.
            let ways = [proposal.clone().agreed(agreed), proposal];
            let changes =
                |one: Proposal| store.commit(file.author.clone(), one).is_ok_and(|one| !one.changed.is_empty());
            done += usize::from(ways.into_iter().any(changes));
        }
    }
    assert!(done > 30, "{done} of the attempts came to something");
    drop(store);
    is_complete(&file);
}

#[test]
fn what_is_so_on_one_persons_word_is_told_and_no_more_once_somebody_else_checked() {
    let file = register();
    ok(&file, "person edit P-3 --os-user ben");
    file.become_user("ben");
    script(
        &file,
        "
        action done A-2 --evidence 'Invoice 12 of the archive'
        action done A-3 --evidence 'Invoice 13 of the archive'
        incident add 'Wrong letter' --type incident --severity low --owner 'Ben Okafor' --occurred-on 2026-11-20 --containment 'The letter was called back' --lessons 'Look at the address'
        incident contain INC-1
        incident close INC-1
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Ben Okafor'
        measurement add --kpi K-1 --period-end 2026-09-30 --value 3
        measurement add --kpi K-1 --period-end 2026-10-31 --value 2
        obligation add 'Look at the policy' --type other --owner 'Ben Okafor' --every-months 12 --next-due 2026-12-01
        ",
    );
    // Whoever does not answer for it says so alone, too; whoever records that another confirmed it is a second person.
    file.become_user("rosa");
    ok(&file, "action done A-4 --evidence 'Invoice 14 of the archive'");
    ok(&file, "action confirm A-3 --confirmed-by 'Dev Anand' --confirmed-how message");
    ok(&file, CALL);
    let mut rows = told(&file)["alone"].as_array().unwrap().clone();
    assert_eq!(rows.remove(0)["number"], "DI-2", "the interest of somebody that another typed");
    let lines: Vec<_> =
        rows.iter().map(|row| (row["number"].as_str().unwrap(), row["change"].as_str().unwrap())).collect();
    assert!(lines[0].0 == "A-2" && lines[0].1.starts_with("marked as done"), "{lines:?}");
    assert!(lines[1].0 == "INC-1" && lines[1].1.starts_with("closed"), "{lines:?}");
    assert!(lines[2].0 == "A-4" && lines[2].1.starts_with("marked as done") && lines.len() == 3, "{lines:?}");
    for page in ["review pack MR-2", "review minutes MR-2"] {
        let page = ok(&file, page);
        assert!(
            page.contains("On one person's word since MR-1")
                && page.contains("2 values entered by P-3 Ben Okafor, who owned it"),
            "{page}"
        );
    }
}

#[test]
fn where_there_is_nothing_it_is_said() {
    let file = Fixture::after(crate::review::held::conclude);
    ok(&file, CALL);
    for page in ["review changes MR-2", "review pack MR-2", "review minutes MR-2"] {
        let page = ok(&file, page);
        assert!(page.contains("Nothing looks better since MR-1."), "{page}");
        assert!(page.contains("Nothing was done on one person's word alone since MR-1."), "{page}");
        let recorded = "Nothing grave, and nothing that happened long before, was recorded since the pack of MR-1 of ";
        assert!(page.contains(recorded), "{page}");
    }
}

/// What could be done unseen, and is told by construction: roles, rules, clock, formulas, what is moved elsewhere.
#[test]
fn whatever_else_is_changed_is_told_with_who_did_it_and_rules_come_first() {
    let file = register();
    script(
        &file,
        "
        action edit A-4 --what 'Buy two'
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Ben Okafor'
        kpi edit K-1 --formula 'Overruled out of those that were looked at'
        person edit 'Ben Okafor' --top-management yes
        organisation edit --quorum third --voting name
        action add 'Typed wrongly' --due 2026-12-04
        action void A-5 --reason 'Typed twice'
        person add 'R. Lindt' --active yes
        audit add 'Quick' --type internal --lead 'Rosa Lindt' --starts-on 2026-11-20 --ends-on 2026-11-20 --objectives 'Look around' --criteria 42001 --scope 'All of it' --unit 'Model operations' --conclusion 'All is well'
        audit begin AU-2
        checklist-item add 'Is all well?' --audit AU-2 --type own --answer conforms --answered-by 'Rosa Lindt'
        audit report AU-2
        ",
    );
    ok(&file, CALL);
    let told = told(&file);
    let change = |number: &str| change(&told, "others", number);
    let ruled = |number: &str| self::change(&told, "alone", number);
    assert!(ruled("P-3").contains("Top management: yes"), "{}", ruled("P-3"));
    assert!(ruled("ORG-1").contains("→ One third"), "{}", ruled("ORG-1"));
    assert!(change("K-1").contains("Overruled out of those"), "{}", change("K-1"));
    assert_eq!(change("A-5"), "voided; Due date: 2026-12-04");
    assert_eq!(ruled("A-4"), "said otherwise: What Buy one → Buy two");
    // The interest of somebody that another typed; who planned an audit, held it and reported it alone; who is new.
    let alone: Vec<_> = told["alone"].as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect();
    assert_eq!(alone, ["DI-2", "A-4", "P-3", "ORG-1", "AU-2"], "{told}");
    let people = told["made"].as_array().unwrap().iter().find(|row| row["register"] == "people").unwrap();
    assert_eq!(people["how"], "R. Lindt");
    let row = told["alone"].as_array().unwrap().iter().find(|row| row["number"] == "A-4").unwrap();
    assert_eq!((&row["what"], &row["by"]), (&"Buy one (now: Buy two)".into(), &"P-1 Rosa Lindt".into()));
    let pack = ok(&file, "review pack MR-2");
    assert!(
        pack.contains("Everything else that was changed since the pack of MR-1 of ") && pack.contains("One third"),
        "{pack}"
    );
    let minutes = ok(&file, "review minutes MR-2");
    assert!(
        minutes.contains("One third") && minutes.contains("Counted: ") && !minutes.contains("Typed wrongly"),
        "{minutes}"
    );
}

/// What fields hide behind each other: no number of them, no length, and no second writing takes one out of the account.
#[test]
fn every_field_is_told_the_tail_of_a_text_who_left_a_list_and_what_was_written_over() {
    let file = register();
    script(
        &file,
        "
        person edit P-3 --os-user ben
        kpi add 'Overruled' --unit % --direction lower --frequency monthly --owner 'Rosa Lindt' --formula 'Of all claims that came in by mail in a month, those that were overruled by a person'
        kpi edit K-1 --source 'Two of five lists are missing' --purpose 'First slip'
        kpi edit K-1 --purpose 'To see it'
        organisation edit --quorum third
        organisation edit --quorum more-than-half
        person add 'Guest One' --voting yes
        kpi-limit add --kpi K-1 --valid-from 2026-11-25 --target 60 --warn 70 --critical 90 --set-by 'Dev Anand' --grounds x
        ",
    );
    ok(&file, CALL);
    file.become_user("ben");
    ok(
        &file,
        "kpi edit K-1 --formula 'Of all claims that came in by mail in a month, those that somebody disliked' --name 'Disliked' --grace 9 --unit claims --source 'The log' --baseline 40 --owner 'Ben Okafor' --reason 'More words' --agreed-by 'Dev Anand' --agreed-how message",
    );
    ok(&file, "review edit MR-2 --members 'Iris Falk,Rosa Lindt' --reason 'They are away'");
    let told = told(&file);
    // What the figures mean was agreed to; what else was said goes with it.
    let change = |number: &str| ["better", "others"].map(|part| change(&told, part, number)).join(" | ");
    let ruled = |number: &str| self::change(&told, "alone", number);
    for part in [
        "KPI Overruled → Disliked",
        "by a person, now Of all claims that came in by mail in a month, those that somebody disliked",
        "Days of grace: 9",
        "Unit %, now claims",
        "Baseline: 40",
        "Source Two of five lists are missing → The log",
        "Purpose: To see it",
        "Owner P-1 Rosa Lindt → P-3 Ben Okafor",
    ] {
        assert!(change("K-1").contains(part), "{part}: {}", change("K-1"));
    }
    let bent = told["alone"].as_array().unwrap().iter().filter(|row| row["number"] == "ORG-1");
    let bent: Vec<_> = bent.map(|row| row["change"].as_str().unwrap()).collect();
    assert_eq!(bent, ["Quorum More than half → One third", "Quorum One third → More than half"]);
    assert!(ruled("MR-2").contains("Voting members without P-3 Ben Okafor, P-4 "), "{}", ruled("MR-2"));
    // Who votes, and what counts as too much: a new one is told with what it says.
    assert_eq!(ruled("P-7"), "new; Voting member: yes");
    let limits = &told["figures"][0]["also"];
    assert!(limits.as_str().unwrap().starts_with("limits KL-1 new: Valid from 2026-11-25, Target 60, "), "{limits}");
}

#[test]
fn a_row_for_which_a_terminal_has_no_room_stands_below_itself_with_all_its_words() {
    let headings = ["", "What", "Change", "On", "By", "Because"];
    let cells = [
        "K-14",
        "Hours to desk",
        "Formula … all cases → … some cases",
        "2026-11-30",
        "P-9 Tomasz Quill",
        "It was tidied",
    ];
    let columns = headings.map(|heading| Column::keyless(heading, Shown::Words));
    let row = Row::of(cells.map(|cell| Cell::text(format!("{cell} {}", "and on ".repeat(3)))));
    let sheet = Sheet { blocks: vec![Block::table("others", "", &columns, vec![row])], ..Sheet::default() };
    let mut page = Vec::new();
    text::write(&sheet, None, false, Some(80), &mut page).unwrap();
    let page = String::from_utf8(page).unwrap();
    assert!(page.lines().all(|line| line.chars().count() <= 80) && page.starts_with("K-14 and on"), "{page}");
    assert!(page.contains("\n    Change: Formula … all cases → … some cases and on"), "{page}");
    assert!(cells.iter().all(|cell| page.contains(cell)), "{page}");
}
