//! What has to hold of the management system: what holds is said to, what lacks is named, and what can't be judged has
//! never passed.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::Field;
use gavel::domain::value::Value;
use gavel::domain::{action, risk};
use gavel::store::{Act, Proposal};
use gavel::workflow::check::all;
use serde_json::Value as Json;

use crate::audits::tools::{answer_the_rest, audit, report};
use crate::fixture::{Fixture, field, furnished_throughout, some_value, text};
use crate::review::held::{self, script};
use crate::review::tools::ok;
use crate::sample::sample;
use crate::screen::desk::Desk;

/// A check, what makes it hold, and what breaks that: which record then lacks what.
struct Case {
    check: &'static str,
    holds: fn(&Fixture),
    breaks: &'static str,
    lacks: (&'static str, &'static str),
}

const CASES: &[Case] = &[
    Case {
        check: "leadership",
        holds: |file| script(file, "person add 'Iris Falk' --top-management yes --voting yes --role Head --active yes"),
        breaks: "person edit 'Iris Falk' --clear role",
        lacks: ("P-2", "Role is empty"),
    },
    Case {
        check: "policy",
        holds: a_policy,
        breaks: "document-version withdraw DV-1 --reason 'Out of date'",
        lacks: ("DOC-1", "No version of it is approved"),
    },
    Case {
        check: "documents",
        holds: a_policy,
        breaks: "document edit DOC-1 --review-by 2026-11-20",
        lacks: ("DOC-1", "Review by 2026-11-20, 3 d late"),
    },
    Case {
        check: "evidence-on-file",
        holds: |file| {
            script(file, "action add 'Look at it'\naction add 'And again'");
            file.ok(&["action", "done", "A-1", "--evidence", "The page <https://wiki.example/gate>"]);
        },
        breaks: "action done A-2 --evidence 'See the wiki'",
        lacks: ("E-2", "It is told, not on file"),
    },
    Case {
        check: "risks-assessed",
        holds: |file| script(file, "risk add Drift --owner me --likelihood 1 --impact 1"),
        breaks: "risk add Outage --owner me",
        lacks: ("R-2", "Likelihood and impact are not assessed"),
    },
    Case {
        check: "risks-treated",
        holds: |file| {
            script(
                file,
                "risk add Drift --owner me --likelihood 5 --impact 5 --treatment modify --treated-by 2027-01-31",
            );
        },
        breaks: "risk edit R-1 --treated-by 2026-11-20",
        lacks: ("R-1", "Treated by 2026-11-20, 3 d late"),
    },
    Case {
        check: "risks-accepted",
        holds: |file| {
            script(
                file,
                "
                risk add Drift --owner me --likelihood 1 --impact 1 --review-by 2027-05-01
                risk accept R-1 --accepted-by me --accepted-how meeting --reason 'Small'
                ",
            );
        },
        breaks: "risk edit R-1 --likelihood 5 --impact 5",
        lacks: ("R-1", "It was accepted at the level low, which is critical now"),
    },
    Case {
        check: "applicability",
        holds: |file| {
            script(file, "control annex-a");
            for number in 1..=38 {
                let out =
                    format!("control edit C-{number} --applicable no --justification 'Nothing of the kind is done'");
                script(file, &out);
            }
        },
        breaks: "control edit C-5 --applicable yes",
        lacks: ("C-5", "Status is empty"),
    },
    Case {
        check: "systems",
        holds: |file| {
            let told = "--purpose Sorts --owner me --tier high --in-scope yes --impact-assessed-on 2026-03-02";
            script(file, &format!("system add 'Claims triage' {told}"));
        },
        breaks: "system edit SYS-1 --clear impact-assessed-on",
        lacks: ("SYS-1", "Impact last assessed is empty"),
    },
    Case {
        check: "changes",
        holds: |file| {
            script(
                file,
                "planned-change add 'One report' --owner me --consequences 'One place to look' --due 2026-12-01",
            );
        },
        breaks: "planned-change edit CH-1 --due 2026-11-20",
        lacks: ("CH-1", "Due date 2026-11-20, 3 d late"),
    },
    Case {
        check: "kpis",
        holds: |file| {
            script(
                file,
                "
                person add 'Iris Falk' --active yes
                kpi add Accuracy --direction higher --frequency monthly --owner 'Iris Falk'
                kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 90
                measurement add --kpi K-1 --period-end 2026-10-31 --value 95
                ",
            );
        },
        breaks: "measurement edit M-1 --period-end 2026-06-30",
        lacks: ("K-1", "The last value is of 2026-06-30; the next was expected by 2026-08-14"),
    },
    Case {
        check: "obligations",
        holds: |file| {
            script(
                file,
                "obligation add 'Look at the policy' --type policy --owner me --every-months 12 --next-due 2027-01-01",
            );
        },
        breaks: "obligation edit OB-1 --next-due 2026-11-20",
        lacks: ("OB-1", "Next due 2026-11-20, 3 d late"),
    },
    Case {
        check: "audits",
        holds: |file| {
            audit(file);
            script(
                file,
                "
                audit begin AU-1
                audit checklist AU-1
                audit-area from-systems
                audit-programme add 'Audits to 2028' --starts-on 2026-01-01 --ends-on 2028-12-31 --method all --owner tom
                audit-programme draw AUP-1
                audit-programme approve AUP-1 --approved-by 'Ines Aubert' --approved-how meeting
                ",
            );
            answer_the_rest(file, "AU-1");
            report(file, "AU-1");
        },
        breaks: "audit-programme reopen AUP-1 --reason 'Wrong days'",
        lacks: ("AUP-1", "It covers today, and is not approved"),
    },
    Case {
        check: "reviews",
        holds: |file| {
            held::seal(file);
            script(file, "organisation edit --review-interval 12");
        },
        breaks: "organisation edit --clear review-interval",
        lacks: ("ORG-1", "Review interval in months is empty"),
    },
    Case {
        check: "decisions",
        holds: held::seal,
        breaks: "action edit A-1 --due 2026-11-20",
        lacks: ("A-1", "Due date 2026-11-20, 3 d late"),
    },
    Case {
        check: "nonconformities",
        holds: |file| script(file, "nonconformity add Gap --owner me --due 2026-12-31"),
        breaks: "nonconformity edit NC-1 --due 2026-11-20",
        lacks: ("NC-1", "Due date 2026-11-20, 3 d late"),
    },
    Case {
        check: "proven",
        holds: |file| {
            script(
                file,
                "
                control add 'Human fallback' --code OWN-1 --applicable yes --justification 'Our policy' --status implemented
                risk add Drift --owner me --inherent-likelihood 5 --inherent-impact 5 --likelihood 1 --impact 1 --controls C-1 --review-by 2027-05-01
                risk accept R-1 --accepted-by me --accepted-how meeting --reason 'Small'
                ",
            );
        },
        breaks: "control edit C-1 --status none",
        lacks: ("R-1", "No longer proven since 23 November 2026"),
    },
];

fn a_policy(file: &Fixture) {
    script(
        file,
        "
        document add 'AI policy' --type policy --owner me --review-by 2027-06-01
        document-version add 1.0 --document DOC-1
        document-version adopt DV-1 --approved-on 2026-05-01
        ",
    );
}

/// What a check came to, of all that are told as JSON.
fn judged(file: &Fixture, check: &str) -> Json {
    let told: Json = serde_json::from_str(&file.run(&["check", "--json"]).out).unwrap();
    let one = told["checks"].as_array().unwrap().iter().find(|one| one["check"] == check);
    one.unwrap_or_else(|| panic!("no check {check}")).clone()
}

fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    // What SQLite shares among those who read is no record of anything, nor is a log in which nothing stands.
    let mut found: Vec<_> = entries
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .filter(|(name, bytes)| !(name.ends_with("-shm") || name.ends_with("-wal") && bytes.is_empty()))
        .collect();
    found.sort();
    found
}

#[test]
fn where_nothing_is_recorded_nothing_has_passed() {
    let file = Fixture::new();
    let run = file.run(&["check"]);
    assert_eq!((run.code, run.err.as_str()), (2, ""), "{}", run.out);
    assert!(!run.out.contains("Holds:"), "{}", run.out);
    for check in all() {
        assert_eq!(judged(&file, check.name)["verdict"], "not judged", "{}", check.name);
        let clause = check.clauses[0];
        assert_eq!(file.run(&["check", "--only", clause]).code, 2, "{clause}");
    }
}

#[test]
fn every_check_holds_where_it_does_and_names_what_breaks_it() {
    let cases: BTreeSet<_> = CASES.iter().map(|case| case.check).collect();
    assert_eq!(cases, all().iter().map(|check| check.name).collect(), "each check has a case");
    for case in CASES {
        let file = Fixture::new();
        (case.holds)(&file);
        let found = judged(&file, case.check);
        assert_eq!(found["verdict"], "holds", "{}: {found:#}", case.check);
        script(&file, case.breaks);
        let found = judged(&file, case.check);
        assert_eq!(found["verdict"], "lacks", "{}: {found:#}", case.check);
        let (record, what) = case.lacks;
        let named = found["missing"].as_array().unwrap().iter().any(|one| {
            one["record"].as_str().unwrap_or_default() == record && one["what"].as_str().unwrap().starts_with(what)
        });
        assert!(named, "{}: {found:#}", case.check);
        assert_eq!(file.run(&["check"]).code, 1, "what lacks weighs more than what can't be judged");
    }
}

#[test]
fn what_is_to_be_typed_next_is_understood() {
    let file = sample();
    let told: Json = serde_json::from_str(&file.run(&["check", "--json"]).out).unwrap();
    let missing = told["checks"].as_array().unwrap().iter().flat_map(|check| check["missing"].as_array().unwrap());
    let next: BTreeSet<String> = missing.map(|one| one["next"].as_str().unwrap().to_owned()).collect();
    assert!(next.len() > 10, "{next:?}");
    for line in next {
        let words: Vec<_> = line.split(' ').skip(1).take(2).collect();
        assert!(file.ok(&[&words[..], &["--help"]].concat()).contains("Usage:"), "{line}");
        let options = line.split(' ').filter_map(|word| word.strip_prefix("--"));
        for option in options {
            assert!(file.ok(&[&words[..], &["--help"]].concat()).contains(&format!("--{option}")), "{line}");
        }
    }
}

#[test]
fn a_clause_is_asked_with_those_under_it() {
    let file = sample();
    let clauses = |only: &str| -> Vec<String> {
        let told: Json = serde_json::from_str(&file.run(&["check", "--json", "--only", only]).out).unwrap();
        told["checks"].as_array().unwrap().iter().map(|one| one["clauses"][0].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(clauses("9.3"), ["9.3.1", "9.3.3"]);
    assert_eq!(clauses("10"), ["7.5.3", "10.2"]);
    assert_eq!(clauses("8.4"), ["6.1.4"]);
    assert_eq!(file.run(&["check", "--only", "5.2"]).code, 0);
    let told = file.fails(2, &["check", "--only", "1"]);
    assert!(told.contains("there are checks of 4.3, 5.1, ") && told.contains(", 9.3.3, 10.2"), "{told}");
}

#[test]
fn a_risk_that_is_to_be_accepted_is_not_held_by_that_alone() {
    let file = Fixture::new();
    script(&file, "risk add Drift --owner me --likelihood 5 --impact 5 --treatment accept --treated-by 2027-01-31");
    let found = judged(&file, "risks-treated");
    let missing = found["missing"].as_array().unwrap();
    assert_eq!(missing.len(), 1, "{found:#}");
    assert_eq!(missing[0]["what"], "It is to be accepted, and nobody has accepted it");
    assert_eq!(missing[0]["next"], "gavel risk accept R-1 --reason '…'");
    script(&file, "risk edit R-1 --clear treated-by");
    assert_eq!(judged(&file, "risks-treated")["count"], 1, "a day is asked of what is treated");
}

/// Whoever takes part no more answers for nothing, whether they are inactive or hidden.
#[test]
fn an_owner_who_takes_part_no_more_is_none() {
    for gone in ["person edit P-2 --active no", "person void P-2 --reason 'Entered twice'"] {
        let file = Fixture::new();
        script(&file, "person add 'Erin Holt' --role Auditor\nnonconformity add Gap --owner P-2 --due 2026-12-31");
        assert_eq!(judged(&file, "nonconformities")["verdict"], "holds");
        script(&file, gone);
        let found = judged(&file, "nonconformities");
        assert_eq!(found["verdict"], "lacks", "{found:#}");
        assert!(found.to_string().contains("takes part no more"), "{found:#}");
    }
}

/// An action that was called off carries out nothing that was decided.
#[test]
fn decisions_are_not_judged_by_what_was_called_off() {
    let file = Fixture::new();
    script(
        &file,
        "review add First --date 2027-01-01\naction add Wait --review MR-1\naction cancel A-1 --reason 'No budget'",
    );
    assert_eq!(judged(&file, "decisions")["verdict"], "not judged");
}

/// Where there is no acceptance, none of them holds.
#[test]
fn leadership_is_not_judged_where_nobody_votes() {
    let file = Fixture::new();
    script(&file, "person edit 'Rosa Lindt' --top-management yes");
    let found = judged(&file, "leadership");
    assert_eq!(found["verdict"], "not judged", "{found:#}");
    script(&file, "person edit 'Rosa Lindt' --voting yes");
    assert_eq!(judged(&file, "leadership")["verdict"], "lacks");
}

#[test]
fn acceptances_are_not_judged_where_nobody_accepted() {
    let file = Fixture::new();
    script(&file, "risk add Drift --owner me --likelihood 1 --impact 1 --review-by 2027-05-01");
    assert_eq!(judged(&file, "risks-accepted")["verdict"], "not judged");
}

#[test]
fn a_clause_that_was_not_audited_is_named() {
    let file = Fixture::new();
    audit(&file);
    script(
        &file,
        "audit begin AU-1\naudit checklist AU-1 --clauses 4.1\naudit answer AU-1 4.1 conforms --objective-evidence 'Two were asked'",
    );
    report(&file, "AU-1");
    let missing = judged(&file, "audits")["missing"].clone();
    let what: Vec<_> = missing.as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    assert_eq!(what.len(), 1 + 31, "{what:?}");
    assert!(
        what.contains(&"No audit programme covers today") && what.contains(&"7.4 Communication: not yet audited"),
        "{what:?}"
    );
    assert!(!what.iter().any(|one| one.starts_with("4.1 ")), "{what:?}");
}

/// A value that came later says nothing of the periods before.
#[test]
fn periods_that_were_never_measured_are_named_though_a_later_one_was() {
    let file = sample();
    file.ambient.move_on("2026-11-30T09:00:00Z".parse().unwrap());
    ok(&file, "measurement add --kpi K-14 --period-end 2026-11-30 --value 10");
    let missing = judged(&file, "kpis")["missing"].to_string();
    let gaps = "no value for August, September and October";
    assert!(missing.contains(gaps), "{missing}");
    for page in ["review pack MR-3", "review changes MR-3", "review minutes MR-3"] {
        let told = ok(&file, page);
        let line = told.lines().find(|line| line.contains(gaps));
        assert!(line.is_some_and(|line| line.contains("Hours until") || line.contains("K-14")), "{page}: {told}");
    }
}

#[test]
fn what_was_measured_more_seldom_before_has_no_gaps_there() {
    let file = Fixture::new();
    script(
        &file,
        "
        kpi add Accuracy --direction higher --frequency quarterly --owner me
        kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 90
        measurement add --kpi K-1 --period-end 2026-06-30 --value 95
        measurement add --kpi K-1 --period-end 2026-09-30 --value 95
        kpi edit K-1 --frequency monthly
        measurement add --kpi K-1 --period-end 2026-10-31 --value 95
        ",
    );
    assert_eq!(judged(&file, "kpis")["verdict"], "holds");
}

#[test]
fn the_next_review_is_late_once_the_interval_is_over() {
    let mut file = Fixture::new();
    held::seal(&file);
    script(&file, "organisation edit --review-interval 12");
    file.at("2027-11-23T09:00:00Z");
    assert_eq!(judged(&file, "reviews")["verdict"], "holds", "the last day counts");
    file.at("2027-11-25T09:00:00Z");
    let found = judged(&file, "reviews");
    let what = found["missing"][0]["what"].as_str().unwrap();
    assert!(what.contains("within 12 months the next was due by 2027-11-23, 2 d ago"), "{what}");
    assert_eq!(found["missing"][0]["next"], "gavel review add '…'");
}

#[test]
fn it_writes_nothing_and_reads_what_may_only_be_read() {
    let file = sample();
    let head = file.ok(&["head"]);
    let before = contents(file.folder());
    let told = file.run(&["check"]).out;
    file.run(&["check", "--json"]);
    let names =
        |found: &[(String, Vec<u8>)]| found.iter().map(|(name, bytes)| (name.clone(), bytes.len())).collect::<Vec<_>>();
    assert_eq!(names(&contents(file.folder())), names(&before));
    assert!(contents(file.folder()) == before, "a byte changed");
    assert_eq!(file.ok(&["head"]), head);
    file.peek().execute_batch("PRAGMA wal_checkpoint(TRUNCATE)").unwrap();
    fs::set_permissions(&file.path, fs::Permissions::from_mode(0o400)).unwrap();
    let before = contents(file.folder());
    assert_eq!((file.run(&["check"]).code, file.run(&["check"]).out), (1, told));
    assert!(contents(file.folder()) == before, "a byte changed");
}

#[test]
fn an_older_file_is_left_as_it_is() {
    let file = crate::upgrade::rich();
    let before = contents(file.folder());
    let told = file.fails(2, &["check"]);
    assert!(told.contains("was written by an older Gavel") && told.contains(": gavel verify"), "{told}");
    assert!(contents(file.folder()) == before, "a byte changed");
    file.ok(&["verify"]);
    assert_eq!(file.run(&["check"]).code, 1);
}

#[test]
fn a_file_that_cannot_be_read_is_not_judged() {
    assert!(Fixture::empty().fails(2, &["check"]).contains("gavel init"));
    let file = Fixture::empty();
    fs::write(&file.path, "something else").unwrap();
    assert!(file.fails(2, &["check"]).contains("aims.db"));
    // A register that is gone: what depends on it is not judged, and the rest is.
    let file = sample();
    file.raw().execute_batch("DROP TABLE obligation").unwrap();
    let found = judged(&file, "obligations");
    assert_eq!(found["verdict"], "not judged", "{found:#}");
    assert!(found["why"].as_str().unwrap().contains("obligation"), "{found:#}");
    assert_eq!(judged(&file, "policy")["verdict"], "holds");
    assert_eq!(file.run(&["check", "--only", "9.1"]).code, 1, "a KPI lacks a value");
}

#[test]
fn hostile_text_is_shown_harmless() {
    let file = Fixture::new();
    let hostile = "x\u{1b}[2J\u{1b}]0;t\u{7}\u{202e}\u{200b}";
    file.ok(&["risk", "add", hostile, "--owner", "me"]);
    file.ok(&["kpi", "add", hostile, "--direction", "higher", "--frequency", "monthly"]);
    for arguments in [&["check"][..], &["check", "--json"]] {
        let told = file.run(arguments).out;
        assert!(told.contains("R-1"), "{told}");
        let obeyed = |c: char| (c.is_control() && c != '\n') || ['\u{202e}', '\u{200b}'].contains(&c);
        assert!(!told.contains(obeyed), "{told:?}");
    }
    file.width.set(Some(40));
    let long = file.run(&["check"]).out;
    assert!(
        long.lines().filter(|line| !line.trim().starts_with("gavel")).all(|line| line.chars().count() <= 40),
        "{long}"
    );
}

#[test]
fn a_long_register_is_counted_and_cut() {
    const MANY: usize = 2_500;
    let file = Fixture::new();
    let store = file.store();
    let create = |register, fields: &[(&str, Value)]| Act::Create {
        id: store.ambient().identity(),
        register,
        fields: fields.iter().map(|(name, value)| (field(register, name), value.clone())).collect(),
    };
    let risks = (0..MANY).map(|turn| create(&risk::REGISTER, &[("title", text(&format!("Risk {turn}")))]));
    store.commit(file.author.clone(), Proposal::of(risks.collect::<Vec<_>>())).unwrap();
    let actions = (0..MANY).map(|turn| create(&action::REGISTER, &[("what", text(&format!("Task {turn}")))]));
    store.commit(file.author.clone(), Proposal::of(actions.collect::<Vec<_>>())).unwrap();
    drop(store);
    let told = file.run(&["check", "--only", "6.1.2"]).out;
    assert!(told.contains("2500 missing") && told.contains("and 2490 more:"), "{told}");
    assert!(told.contains("gavel check --only 6.1.2 --limit 2500"), "{told}");
    assert_eq!(told.matches(": Likelihood and").count(), 10);
    assert_eq!(
        file.run(&["check", "--only", "6.1.2", "--limit", "2500"]).out.matches(": Likelihood and").count(),
        MANY
    );
    assert_eq!(judged(&file, "risks-assessed")["missing"].as_array().unwrap().len(), MANY);
}

#[test]
fn the_sample_lacks_what_it_is_there_to_show() {
    let file = sample();
    file.width.set(Some(120));
    let run = file.run(&["check"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!("sample", run.out);
}

/// A shell takes what is suggested as it stands, and so does the program: what is left is to answer.
#[test]
fn what_is_suggested_is_typed_as_it_stands() {
    let file = sample();
    let told: Json = serde_json::from_str(&file.run(&["check", "--json"]).out).unwrap();
    let mut typed = BTreeSet::new();
    for check in told["checks"].as_array().unwrap() {
        for one in check["missing"].as_array().unwrap() {
            typed.insert(one["next"].as_str().unwrap().to_owned());
        }
    }
    assert!(typed.len() > 10, "{typed:?}");
    for line in typed {
        let run = file.copy().run(&held::words(line.strip_prefix("gavel ").unwrap()));
        let unread = ["required", "unexpected", "unrecognized", "Usage:"].iter().any(|word| run.err.contains(word));
        assert!(!unread, "{line}: {}", run.err);
    }
}

/// What adds a record is printed with all that it can't be without: with answers in it, nothing of that is asked for.
#[test]
fn what_adds_a_record_is_printed_whole() {
    let (file, fresh) = (furnished_throughout(), Fixture::new());
    let store = file.store();
    let told = fresh.run(&["check"]).out;
    let lines = told.lines().filter_map(|line| line.trim().strip_prefix("gavel ")).filter(|line| line.contains(" add"));
    let lines: BTreeSet<_> = lines.collect();
    assert!(lines.len() > 5, "{told}");
    for line in lines {
        let words = held::words(line);
        let register = CATALOGUE.registers().find(|one| one.command() == words[0]).unwrap();
        let answer = |field: &'static Field| match some_value(&store, register, field) {
            Some(Value::Link(id)) => store.view().reference(id).unwrap().unwrap().to_string(),
            Some(Value::Links(ids)) => store.view().reference(ids[0]).unwrap().unwrap().to_string(),
            Some(Value::Choice(key)) => key.to_owned(),
            Some(value) => store.view().shown(field, &value).unwrap(),
            None => "x".to_owned(),
        };
        let answered =
            words.iter().enumerate().map(|(place, word)| match words[place - place.min(1)].strip_prefix("--") {
                _ if *word != "…" => (*word).to_owned(),
                Some(option) => answer(register.field(&*option.replace('-', "_")).unwrap()),
                None => "Words of its own".to_owned(),
            });
        let answered: Vec<_> = answered.collect();
        let run = file.copy().run(&answered.iter().map(String::as_str).collect::<Vec<_>>());
        let lacks = ["Required fields", "required", "unexpected"].iter().any(|word| run.err.contains(word));
        assert!(!lacks, "{answered:?}: {}", run.err);
    }
}

/// How many checks hold, lack something and are not judged.
fn counts(file: &Fixture) -> String {
    let told: Json = serde_json::from_str(&file.run(&["check", "--json"]).out).unwrap();
    format!("{} hold, {} lack something, {} not judged", told["holds"], told["lacks"], told["not_judged"])
}

#[test]
fn the_screens_tell_the_same_and_lead_to_where_it_is_put_right() {
    let file = sample();
    let mut desk = Desk::new(&file);
    desk.press("!").sees(&counts(&file)).sees("C-32 Information for interested parties");
    desk.press("Enter").sees("Edit C-32");
}

#[test]
fn a_file_of_nothing_holds_nothing_on_the_screens_either() {
    let file = Fixture::new();
    assert!(counts(&file).starts_with("0 hold, "), "{}", counts(&file));
    Desk::new(&file).press("!").sees(&counts(&file)).sees("Not judged").sees_not("Holds");
}

/// What was said in a meeting that the next one passed over stands in no minutes.
#[test]
fn a_review_that_is_left_behind_is_named() {
    let call = "review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";
    let named = |file: &Fixture, what: &str| file.run(&["check", "--only", "9.3"]).out.contains(what);
    let file = Fixture::after(held::conclude);
    let what = "MR-1: its minutes are not sealed, and another meeting is called";
    assert!(!named(&file, what), "no other is called yet");
    script(&file, call);
    assert!(named(&file, what), "{}", file.run(&["check", "--only", "9.3"]).out);
}
