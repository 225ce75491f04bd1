//! What is late, due and waiting; and actions captured in one line.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::deadline::Deadline;
use gavel::domain::identity::RecordId;
use gavel::domain::kpi;
use gavel::domain::kpi::reading::Status;
use gavel::domain::placing::Lacks;
use gavel::domain::value::Value;
use gavel::store::View;
use gavel::store::list::{Filter, Query, Voided};
use gavel::store::owed::{Span, Whose};
use gavel::workflow::kpis;

use crate::fixture::{Fixture, furnished};
use crate::review::held::{self, script};
use crate::review::tools::called;
use crate::sample::sample;
use crate::screen::desk::Desk;

fn office() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes
            system add 'Claims triage' --purpose 'Sorts claims'
            action add 'Repeat the bias test' --owner 'Ben Okafor' --due 2026-11-10
            action add 'Publish the policy' --owner me --due 2026-11-26
            action add 'Far away' --owner me --due 2027-11-26
            action add 'Done by Ben' --owner 'Ben Okafor' --due 2026-11-01
            action done A-4 --evidence 'Intranet page'
            action add 'Done by me' --owner me
            action done A-5 --evidence 'Intranet page'
            risk add 'Scores drift' --owner 'Ben Okafor' --review-by 2026-11-20
            document add 'AI policy' --owner me --review-by 2026-11-29
            document add 'Old policy' --review-by 2020-01-01
            document-version add 2.0 --document DOC-1 --author 'Ben Okafor'
            document-version add 2.1 --document DOC-1 --author me
            ",
        );
    })
}

/// The references in a part of what `today` prints, in their order.
fn part(told: &str, title: &str) -> Vec<String> {
    let lines = told.lines().skip_while(|line| !line.starts_with(title)).skip(2);
    let rows = lines.take_while(|line| !line.trim().is_empty());
    rows.filter_map(|line| line.split_whitespace().next())
        .filter(|word| word.contains('-'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn what_waits_what_is_yours_and_who_is_late_is_told_with_what_comes_next() {
    let fixture = office();
    let told = fixture.ok(&["today"]);
    assert_eq!(part(&told, "Waits for you: 2"), ["A-4", "DV-1"], "{told}");
    assert_eq!(part(&told, "Yours: 2"), ["A-2", "DOC-1"], "{told}");
    assert_eq!(part(&told, "Others are late: 1 person with 2 matters"), ["P-2"], "one line an owner: {told}");
    assert!(told.contains("2 late") && told.contains("A-1 13 d late"), "{told}");
    assert!(told.contains("action done") && told.contains("action confirm"), "{told}");
    let one = fixture.ok(&["today", "--owner", "ben"]);
    assert_eq!(part(&one, "Late or due with Ben Okafor: 2"), ["A-1", "R-1"], "{one}");
    let mine = fixture.ok(&["today", "--mine"]);
    assert!(!mine.contains("Ben Okafor  2 late"), "{mine}");
    assert_eq!(part(&mine, "Yours"), ["A-2", "DOC-1"], "{mine}");
    let far = fixture.ok(&["today", "--days", "400"]);
    assert_eq!(part(&far, "Yours"), ["A-2", "DOC-1", "A-3"], "{far}");
    // What nobody answers for is told one by one, since nobody could be asked.
    fixture.ok(&["action", "add", "Left lying", "--due", "2026-11-02"]);
    let told = fixture.ok(&["today"]);
    assert_eq!(part(&told, "Late, and nobody answers for it: 1"), ["A-6"], "{told}");
    fixture.ok(&["action", "add", "Due soon", "--due", "2026-11-24"]);
    let nobodys = fixture.ok(&["today", "--owner", "nobody"]);
    assert_eq!(part(&nobodys, "Late or due, and nobody answers for it: 2"), ["A-6", "A-7"], "{nobodys}");
    assert_eq!(fixture.ok(&["today", "--owner", "P-2"]), fixture.ok(&["today", "--owner", "Ben Okafor"]));
    assert_eq!(part(&told, "Others are late: 1 person with 2 matters"), ["P-2"], "{told}");
}

#[test]
fn a_commentary_is_asked_for_while_it_is_not_there_and_its_review_is_still_to_be_held() {
    let fixture = Fixture::after(held::committee);
    script(
        &fixture,
        "
        review call --date 2026-11-26 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        agenda-item edit AG-5 --contributor 'Ben Okafor' --contribution-due 2026-11-18 --commentary 'Six raised, nine closed.'
        agenda-item edit AG-6 --contributor 'Ben Okafor' --contribution-due 2026-11-18
        ",
    );
    // What somebody else typed is not their word.
    let told = fixture.ok(&["today"]);
    assert_eq!(part(&told, "On the clock: 3"), ["AG-5", "AG-6", "MR-1"], "{told}");
    assert!(fixture.ok(&["today", "--json"]).contains("commentary, typed by Rosa Lindt"));
    script(&fixture, "agenda-item edit AG-5 --commentary 'Six were raised, nine closed.' --as 'Ben Okafor'");
    let told = fixture.ok(&["today"]);
    assert_eq!(part(&told, "On the clock: 2"), ["AG-6", "MR-1"], "{told}");
    assert!(told.contains("review circulate") && !told.contains("postpone"), "{told}");
    // Whoever is to write it is written to as owners are.
    assert!(fixture.ok(&["chase", "--dry-run"]).contains("To: Ben Okafor\nSubject: 1 late"));
    fixture.ok(&["review", "cancel", "MR-1", "--reason", "The quarter has no figures yet", "--withdraw"]);
    let told = fixture.ok(&["today"]);
    assert!(!told.contains("AG-") && !told.contains("MR-1"), "{told}");
    assert!(!fixture.ok(&["chase", "--dry-run"]).contains("AG-"));
}

/// Something that is to be dealt with: what it is, by when, and whose.
type Known = (String, Option<NaiveDate>, Option<RecordId>);

/// What each record by itself says of when it is to be dealt with.
fn each_by_itself(view: View, today: NaiveDate) -> BTreeSet<Known> {
    let mut known = BTreeSet::new();
    for register in CATALOGUE.registers() {
        for record in view.page(&Query::new(register)).unwrap().records {
            let owner = register.responsible().and_then(|field| record.link(register.position(field.name).unwrap()));
            let risen = record.get("outgrown") == Some(&Value::YesNo(true)) && record.lapsed(today).is_some();
            let day = Deadline::of(&record, today).filter(|day| !day.is_late() || register.machine.is_some());
            let day = if risen { Some(None) } else { day.map(|deadline| Some(deadline.day)) };
            known.extend(day.map(|day| (record.reference().to_string(), day, owner)));
        }
    }
    known
}

#[test]
fn what_is_due_is_what_each_record_says_of_itself_and_verification_compares_it() {
    let mut found = 0;
    for fixture in [sample(), furnished()] {
        let store = fixture.store();
        let view = store.view();
        let today = view.circumstances().unwrap().today();
        let known = each_by_itself(view, today);
        let span = |whose| Span { whose, today, from: None, until: None, only: None };
        let (all, mut told) = (span(Whose::Anybodys), Vec::new());
        loop {
            let page = view.due(&all, told.last(), 7).unwrap();
            told.extend(page.iter().cloned());
            if page.len() < 7 {
                break;
            }
        }
        assert!(told.is_sorted_by_key(|one| (one.chance, one.day)), "{told:?}");
        let mut by_owner = BTreeSet::new();
        for owner in view.owners().unwrap().into_iter().map(Some).chain([None]) {
            let whose = span(owner.map_or(Whose::Nobodys, Whose::Of));
            let own = view.due(&whose, None, 1_000).unwrap();
            assert_eq!(view.count_due(&whose).unwrap(), own.len() as u64);
            by_owner.extend(own.iter().map(|one| (one.reference().to_string(), one.day, owner)));
        }
        assert_eq!(by_owner, known);
        assert_eq!((told.len(), view.count_due(&all).unwrap()), (known.len(), known.len() as u64));
        found += known.len();
    }
    assert!(found > 20, "{found}");
    let fixture = sample().copy();
    assert_eq!(fixture.verify(), Vec::<String>::new());
    for (edit, told) in [
        ("UPDATE due SET day = '2020-01-01' WHERE register = 'action'", "day"),
        ("UPDATE due SET owner = NULL WHERE register = 'action'", "owner"),
        ("DELETE FROM due WHERE register = 'action'", "when it is due"),
    ] {
        let fixture = fixture.copy();
        assert!(fixture.raw().execute(edit, []).unwrap() > 0);
        // The connection that writes behind Gavel's back has dropped what keeps the journal.
        let faults = fixture.verify();
        let faults: Vec<_> = faults.iter().filter(|fault| !fault.contains("of the file's structure")).collect();
        assert!(!faults.is_empty() && faults.iter().all(|fault| fault.contains(told)), "{faults:#?}");
    }
}

#[test]
fn a_kpi_is_told_on_today_as_its_column_has_it() {
    let fixture = sample();
    let store = fixture.store();
    let view = store.view();
    let today = view.circumstances().unwrap().today();
    let status = |key: &str| *Status::ALL.iter().find(|status| status.key() == key).unwrap();
    let read: Vec<_> = kpis::stood(view, today).unwrap().iter().map(|one| (one.kpi, one.status)).collect();
    let records = view.page(&kpis::measured()).unwrap().records;
    let columns = view.standings(&kpi::REGISTER, &[kpi::STATUS], &records).unwrap();
    let mut seen = BTreeSet::new();
    for (record, (id, one)) in records.iter().zip(&read) {
        let Some(Value::Choice(key)) = columns.of(record.id, kpi::STATUS) else { panic!("{record:?}") };
        assert_eq!((record.id, status(key)), (*id, *one), "{}", record.reference());
        seen.insert(*key);
    }
    assert!(records.len() == read.len() && seen.len() >= 3, "{seen:?}");
}

/// What programs are told of Today, whoever looks.
#[test]
fn what_is_sought_is_counted_as_it_is_listed_and_nothing_that_is_hidden() {
    use gavel::domain::risk::{REGISTER, RiskField as Field};
    let fixture = office();
    script(
        &fixture,
        "
        risk add 'Worst' --likelihood 5 --impact 5
        risk add 'Hidden' --likelihood 5 --impact 5
        risk add 'Bad' --likelihood 4 --impact 4
        risk add 'Small' --likelihood 1 --impact 1
        risk void R-3 --reason 'Entered for another organisation'
        ",
    );
    let store = fixture.store();
    let filters = [
        Filter::one_of(Field::Level.field(), &["high", "critical"]),
        Filter::one_of(Field::State.field(), &["identified", "being-treated"]),
    ];
    let all = Query::those(&REGISTER, filters);
    let sought = all.clone().sought(Field::Level.field());
    let mut counted = Vec::new();
    for voided in [Voided::Hidden, Voided::Shown, Voided::Only] {
        let listed = store.view().page(&Query { voided, ..all.clone() }).unwrap().records.len() as u64;
        assert_eq!(store.view().count(&Query { voided, ..sought.clone() }).unwrap(), listed, "{voided:?}");
        counted.push(listed);
    }
    assert_eq!(counted, [2, 3, 1]);
}

fn told(fixture: &Fixture, who: &str) -> Vec<serde_json::Value> {
    serde_json::from_str(&fixture.ok(&["today", "--json", "--as", who])).unwrap()
}

fn number(line: &serde_json::Value) -> &str {
    line["record"]["reference"].as_str().unwrap()
}

#[test]
fn the_pack_and_the_only_major_come_first_and_no_chance_above_a_fault() {
    let fixture = sample();
    let lines = told(&fixture, "P-1");
    let first = |part: &str| lines.iter().find(|line| line["part"] == part).map(number).unwrap();
    assert_eq!(first("clock"), "MR-3");
    let majors = lines.iter().filter(|line| line["source"] == "majors").map(number).collect::<Vec<_>>();
    assert_eq!(majors, [first("look at")]);
    let desk = Desk::as_user(&fixture, "noor", ratatui::layout::Size::new(80, 24)).press("0").screen();
    let at = |words: &str| desk.find(words).unwrap_or_else(|| panic!("{words} is not in\n{desk}"));
    assert!(at("Pack of the review") < at(majors[0]) && at("8 d late") < at("major"), "{desk}");
    // Whoever they belong to, opportunities come after what is wrong.
    let is_chance = |line: &&serde_json::Value| line["record"]["fields"]["grade"] == "opportunity";
    let mut chances = 0;
    for (who, part) in [("P-1", "late with others"), ("P-11", "yours")] {
        let lines = told(&fixture, who);
        let late: Vec<_> = lines.iter().filter(|line| line["part"] == part).collect();
        let days: Vec<_> = late.iter().skip_while(|line| !is_chance(line)).collect();
        chances += days.len();
        assert!(days.iter().all(|line| is_chance(line)), "{who}: {days:#?}");
    }
    assert!(chances > 0);
}

#[test]
fn no_step_that_is_proposed_is_refused() {
    let files = [(sample(), &["P-1", "P-4"][..]), (furnished(), &["P-1"])];
    let (mut tried, mut kinds) = (0, BTreeSet::new());
    for (file, people) in files {
        for who in people {
            for line in told(&file, who) {
                let (number, Some(next)) = (number(&line), line["next"].as_str()) else { continue };
                tried += 1;
                kinds.insert(format!("{} {next}", number.split('-').next().unwrap()));
                if let Err(refused) = take(&file, who, number, next) {
                    // What was done before may have changed what comes next of it: then that is not proposed any more.
                    let proposed = told(&file, who);
                    let still = proposed.iter().find(|line| self::number(line) == number && line["next"] == next);
                    assert!(still.is_none(), "{refused}");
                }
            }
        }
    }
    assert!(tried >= 30 && kinds.len() >= 8, "{tried}: {kinds:?}");
}

/// Takes a step, attested by whoever takes it. What is only to be said with it may be asked for, and nothing else.
fn take(file: &Fixture, who: &str, number: &str, next: &str) -> Result<(), String> {
    let register = CATALOGUE.of(&number.parse().unwrap()).unwrap();
    let step = register.machine.and_then(|machine| machine.find(next));
    let attesters: Vec<String> =
        step.iter().flat_map(|step| step.attests).map(|one| one.attester().replace('_', "-")).collect();
    let mut line =
        vec![register.command().to_owned(), next.replace('_', "-"), number.to_owned(), "--as".into(), who.into()];
    for attester in &attesters {
        line.extend([format!("--{attester}"), who.to_owned()]);
    }
    if next == "measure" {
        line = ["measurement", "add", "--kpi", number, "--period-end", "2026-10-31", "--value", "1", "--as", who]
            .map(str::to_owned)
            .to_vec();
    }
    if next == "edit" {
        // What is not placed gets whoever answers for it, or a day.
        let lacks = Lacks::of(&called(file, number)).unwrap();
        let day = register.deadline().map(|field| format!("--{}", field.name.replace('_', "-")));
        line.extend(match (lacks.owner, day) {
            (false, Some(day)) => [day, "2027-06-30".to_owned()],
            _ => ["--owner".to_owned(), who.to_owned()],
        });
    }
    if step.is_some_and(|step| step.reason) {
        line.extend(["--reason".to_owned(), "Somebody asked for it".to_owned()]);
    }
    let run = file.run(&line.iter().map(String::as_str).collect::<Vec<_>>());
    let asked = |bullet: &str| {
        let option = bullet.rsplit_once("(--").map(|(_, option)| option.trim_end_matches([')', ' ']));
        option.is_some_and(|option| {
            let filled = step
                .is_some_and(|step| step.fills().chain(step.supplies()).any(|field| field.replace('_', "-") == option));
            (filled || option == "evidence" || option == "reason") && !attesters.iter().any(|one| one == option)
        })
    };
    let mut bullets = run.err.lines().filter_map(|line| line.trim_start().strip_prefix("- "));
    let goes = bullets.all(asked) && (run.code == 0 || run.err.contains("  - "));
    if goes { Ok(()) } else { Err(format!("{line:?} is refused: {}", run.err)) }
}

#[test]
fn the_screen_shows_the_same_and_deals_with_it() {
    let fixture = office();
    for (width, height) in [(80, 24), (120, 40)] {
        let mut desk = Desk::sized(&fixture, width, height);
        desk.press("0");
        insta::assert_snapshot!(format!("today_{width}x{height}"), desk.screen());
    }
    let mut desk = Desk::new(&fixture);
    desk.press("0 G").sees("2 late").press("Enter");
    desk.press("m Enter").text("The report of the bias test, page 3").press("Ctrl-S");
    // Once done, it waits for somebody other than Ben to confirm it.
    desk.sees_not("13 d late").sees("1 late").sees("Repeat the bias test");
    // Enter folds what it has unfolded, and c tells what is to be written.
    desk.press("Home").press("G").press("c").sees("Who is written to");
}

#[test]
fn it_is_what_one_sees_first_unless_somebody_wants_the_overview() {
    let fixture = office();
    let mut desk = Desk::first(&fixture, "rosa", ratatui::layout::Size::new(120, 40));
    desk.sees("Waits for you").press("1").sees("Actions due").press("J 0").sees("Waits for you");
    desk.press(",").text("first screen overview").press("Enter");
    drop(desk);
    Desk::first(&fixture, "rosa", ratatui::layout::Size::new(120, 40)).sees("Actions due");
}

#[test]
fn an_action_is_captured_in_one_line() {
    let fixture = office();
    fixture.ok(&["add", "Ask the vendor for figures @ben !high fri #SYS-1"]);
    let told = fixture.ok(&["action", "show", "A-6"]);
    for words in ["Ask the vendor for figures", "Ben Okafor", "High", "2026-11-27", "SYS-1"] {
        assert!(told.contains(words), "{words} is not in\n{told}");
    }
    // A day is one after a mark, or at the end; elsewhere it is a word.
    fixture.ok(&["add", "Call", "Fri", "the", "cat", "tomorrow"]);
    let told = fixture.ok(&["action", "show", "A-7"]);
    assert!(told.contains("Call Fri the cat") && told.contains("2026-11-24"), "{told}");
    fixture.ok(&["add", "Check version 3"]);
    assert!(fixture.ok(&["action", "show", "A-8"]).contains("Check version 3"));
}

#[test]
fn the_day_of_a_line_is_found_wherever_it_stands_and_told() {
    let fixture = office();
    for (line, what, due) in [
        ("Read the report fri @ben", "Read the report", "Fri 27 Nov"),
        ("Read the report @ben 12 dec", "Read the report", "Sat 12 Dec"),
        ("Read the report next fri", "Read the report", "Fri 27 Nov"),
        ("fri read the report @ben", "read the report", "Fri 27 Nov"),
        ("Read fri the report", "Read the report", "Fri 27 Nov"),
        ("Read the report by eow !high", "Read the report", "Sun 29 Nov"),
        ("Read the report w52 #SYS-1", "Read the report", "Sun 27 Dec"),
        ("Read the report in 5 days, @ben", "Read the report", "Sat 28 Nov"),
        ("Read the report on 31-Dec-26", "Read the report", "Thu 31 Dec"),
        ("Read the report mon", "Read the report", "Mon 30 Nov, in a week"),
        ("Move 12 dec figures to 13 dec", "Move 12 dec figures to", "Sun 13 Dec"),
        ("Lies den Bericht bis 3. März", "Lies den Bericht bis", "Wed 3 Mar 2027"),
        ("Ask Marco 2 questions on gen 2 by fri", "Ask Marco 2 questions on gen 2", "Fri 27 Nov"),
    ] {
        let told = fixture.ok(&["add", line]);
        assert!(told.contains(&format!(" {what}, ")) && told.contains(&format!("due {due}")), "{line}: {told}");
    }
    let told = fixture.ok(&["add", "Sun and wind at Q3 2024 for \"fri\" !high #SYS-1"]);
    assert!(told.contains(" Sun and wind at Q3 2024 for \"fri\", high, from SYS-1"), "{told}");
    let said = fixture.fails(2, &["add", "Move fri things of tue elsewhere"]);
    assert!(said.contains("could be “fri” or “tue”: put the one that is meant last"), "{said}");
}

#[test]
fn a_line_that_is_not_understood_changes_nothing() {
    let fixture = office();
    let head = fixture.ok(&["head"]);
    for (line, told) in [
        ("Ask @nobody", "nobody"),
        ("Ask !urgent", "is no priority"),
        ("Ask #SYS-99", "SYS-99"),
        ("@ben fri", "What is to be done is missing"),
        ("Ask @ben @me", "Owner is said twice"),
    ] {
        let said = fixture.fails(2, &["add", line]);
        assert!(said.contains(told), "{line}: {said}");
    }
    assert_eq!(fixture.ok(&["head"]), head);
}
