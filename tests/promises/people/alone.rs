//! How far one person comes alone, and two: everything but the audit of their own work, under exceptions that are told, and
//! with what is refused saying who could do it.

use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::script;
use crate::review::tools::{ok, refused};

/// Something that asks for a second person, and what has to be there before.
struct Gate {
    name: &'static str,
    before: &'static str,
    line: &'static str,
    /// The duty that an exception would be for; none where there is none.
    duty: &'static str,
}

const CASE: &str = "
    nonconformity add 'Bias test skipped' --requirement A.6.2.4 --statement 'It was released untested' --objective-evidence 'The log has no run' --source monitoring --grade major --occurred-on 2026-11-01 --raised-on 2026-11-05 --raised-by P-1 --owner P-1 --due 2026-12-01
    nonconformity open NC-1
    nonconformity contain NC-1 --correction 'Stopped' --corrected-by P-1 --consequences 'None'
    nonconformity analyse NC-1 --cause 'The pipeline does not ask' --cause-method five-whys --cause-class tool --similar-searched 'All' --similar-cases 'None'
    action add 'Let the pipeline refuse' --source NC-1 --type corrective --owner P-1 --due 2026-11-22";

const PLAN: &str = "nonconformity plan NC-1 --criterion 'none of 12 fails' --effectiveness-criterion 'None' --measured-by sample --effectiveness-measure 'A month' --check-from 2026-11-23 --plan-approved-by P-1 --plan-approved-how signature";
const DONE: &str = "
    nonconformity begin NC-1 --begun-by P-1
    action done A-1 --evidence 'It refuses'
    nonconformity implement NC-1";
const VERIFY: &str = "nonconformity verify NC-1 --verified-by P-1 --verified-how signature";
const TESTED: &str = "retest add 'A month' --nonconformity NC-1 --held-on 2026-11-23 --failed 0 --tested 12";
const CLOSE: &str = "nonconformity close NC-1 --effectiveness effective --effectiveness-evidence 'Twelve of twelve' --checked-by P-1 --checked-how signature --changes-needed no --no-change-reason 'One sheet was lost' --closing-approved-by P-1 --closing-approved-how signature";

const REVISE: &str = "nonconformity revise NC-1 --criterion 'at most 1 of 12' --revised-because 'One is by hand' --revised-by P-1 --revised-how signature";
const OVERRULE: &str = "nonconformity overrule NC-1 --effectiveness-evidence 'Eleven of twelve' --checked-by P-1 --checked-how signature --overruled-because 'The twelfth was by hand' --overruled-by P-1 --overruled-how signature --changes-needed no --no-change-reason 'One sheet was lost'";

/// The gates in the order in which one comes through them; each is tried in a file in which those before it were passed.
const GATES: &[Gate] = &[
    Gate {
        name: "confirm an action",
        before: "action add 'Write it' --owner P-1\naction done A-1 --evidence 'Mail 7'",
        line: "action confirm A-1 --confirmed-how signature --confirmed-by P-1",
        duty: "confirmation",
    },
    Gate { name: "approve a plan", before: CASE, line: PLAN, duty: "plan" },
    Gate { name: "judge a case by another criterion", before: "!plan", line: REVISE, duty: "plan" },
    Gate {
        name: "put a case off",
        before: CASE,
        line: "nonconformity extend NC-1 --due 2027-02-01 --extended-by P-1 --extended-how signature --reason 'Late'",
        duty: "plan",
    },
    Gate {
        name: "downgrade a case",
        before: CASE,
        line: "nonconformity downgrade NC-1 --grade minor --downgraded-by P-1 --downgraded-how signature --reason 'One of many'",
        duty: "grading",
    },
    Gate {
        name: "reject a case",
        before: CASE,
        line: "nonconformity reject NC-1 --rejected-by P-1 --rejected-how signature --reason 'None was due'",
        duty: "grading",
    },
    Gate {
        name: "end a case as a duplicate",
        before: "!other",
        line: "nonconformity duplicate NC-1 --duplicate-of NC-2 --duplicate-agreed-by P-1 --duplicate-agreed-how signature --reason 'Told of twice'",
        duty: "grading",
    },
    Gate {
        name: "put an action off",
        before: "action add 'Write it' --owner P-1 --due 2026-12-01",
        line: "action extend A-1 --due 2027-02-01 --extended-by P-1 --extended-how signature --reason 'The seller is late'",
        duty: "plan",
    },
    Gate {
        name: "close a case as corrected",
        before: "!cancel",
        line: "nonconformity correct NC-1 --no-action-reason 'Once' --no-action-approved-by P-1 --no-action-approved-how signature --verified-by P-1 --verified-how signature",
        duty: "closing,verification",
    },
    Gate { name: "verify a case", before: "!plan", line: VERIFY, duty: "verification" },
    Gate { name: "close a major case", before: "!verify", line: CLOSE, duty: "verification,closing" },
    Gate { name: "overrule the measure of a case", before: "!failed", line: OVERRULE, duty: "verification,closing" },
    Gate {
        name: "approve a document",
        before: "document add 'Policy' --type policy\ndocument-version add 1.0 --document DOC-1 --author P-1",
        line: "document-version approve DV-1 --approved-by P-1",
        duty: "document",
    },
    Gate {
        name: "approve an audit programme",
        before: "audit-area add 'Claims' --unit Claims --tier high\naudit-programme add 'Audits 2026' --owner P-1 --starts-on 2026-01-01 --ends-on 2026-12-31 --method judgement --reasons 'What changed most'\naudit-programme draw AUP-1 --areas AA-1",
        line: "audit-programme approve AUP-1 --approved-by P-1 --approved-how signature",
        duty: "programme",
    },
    Gate {
        name: "grade a finding otherwise",
        before: "audit add 'Of a client' --type supplier --body 'Client AG'\nfinding add 'Cards' --audit AU-1 --grade opportunity --raised-on 2026-10-01 --owner P-1",
        line: "finding regrade F-1 --grade minor --regraded-by P-1 --reason 'It is asked for'",
        duty: "grading",
    },
    Gate {
        name: "end a finding as a duplicate",
        before: "audit add 'Of a client' --type supplier --body 'Client AG'\nfinding add 'Cards' --audit AU-1 --grade minor --raised-on 2026-10-01 --owner P-1\nfinding add 'Card files' --audit AU-1 --grade minor --raised-on 2026-10-01 --owner P-1",
        line: "finding duplicate F-1 --duplicate-of F-2 --duplicate-agreed-by P-1 --duplicate-agreed-how signature --reason 'Told of twice'",
        duty: "grading",
    },
    Gate {
        name: "accept a high risk",
        before: "risk add 'Scores drift' --owner P-1 --inherent-likelihood 5 --inherent-impact 5 --likelihood 5 --impact 5 --review-by 2027-05-01",
        line: "risk accept R-1 --accepted-by P-1 --accepted-how signature --reason 'It pays'",
        duty: "acceptance",
    },
    Gate {
        name: "correct a limit",
        before: "kpi add 'Overrides' --family performance --direction lower --frequency monthly --unit % --owner P-1\nkpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --set-by P-1",
        line: "kpi-limit add --kpi K-1 --valid-from 2026-06-01 --target 9 --grounds 'Counted wrongly' --set-by P-1",
        duty: "limit",
    },
    Gate {
        name: "exclude a system",
        before: "system add 'Claims triage' --purpose 'Sort claims' --owner P-1 --in-scope yes",
        line: "system exclude SYS-1 --left-out-because 'A trial on old claims' --scope-review-by 2027-05-01 --scope-approved-by P-1 --scope-approved-how signature",
        duty: "scope",
    },
    Gate {
        name: "lower a tier",
        before: "system add 'Claims triage' --purpose 'Sort claims' --owner P-1 --tier high",
        line: "system lower SYS-1 --tier low --tier-because 'It decides nothing' --tier-approved-by P-1 --tier-approved-how signature",
        duty: "tier",
    },
    Gate {
        name: "approve a change",
        before: "planned-change add 'One monthly report' --owner P-1 --consequences 'One place to look' --integrity 'Old ones run beside it' --due 2026-12-01",
        line: "planned-change approve CH-1 --approved-by P-1 --approved-how signature",
        duty: "change",
    },
    Gate {
        name: "look back on an unplanned change",
        before: "planned-change add 'Images are kept longer' --owner P-1\nplanned-change unintended CH-1 --reason 'It came with an update'",
        line: "planned-change review CH-1 --looked-back 'Set back, and nothing was lost' --looked-back-by P-1",
        duty: "change",
    },
    Gate {
        name: "make something look better",
        before: "action add 'Write it' --owner P-1 --due 2026-12-01",
        line: "action edit A-1 --due 2027-06-01 --reason 'The vendor is late' --agreed-by P-1 --agreed-how signature",
        duty: "favourable",
    },
    Gate {
        name: "chair and record a review",
        before: "review add 'Review of the year' --chair P-1 --date 2026-11-24 --members P-1 --period-start 2026-01-01 --period-end 2026-11-22",
        line: "review edit MR-1 --secretary P-1",
        duty: "minutes",
    },
];

impl Gate {
    /// Everything that comes before it, the exceptions being there.
    fn prepare(&self, file: &Fixture) {
        match self.before {
            "!other" => {
                let (case, _) = CASE.split_once("    nonconformity contain").unwrap();
                script(file, &format!("{case}\n{}", case.replace("NC-1", "NC-2")));
            }
            "!cancel" => script(file, &format!("{CASE}\naction cancel A-1 --reason 'The vendor does it'")),
            "!plan" => script(file, &format!("{CASE}\n{PLAN}\n{DONE}")),
            "!verify" => script(file, &format!("{CASE}\n{PLAN}\n{DONE}\n{VERIFY}\n{TESTED}")),
            "!failed" => {
                let tested = TESTED.replace("--failed 0", "--failed 1");
                script(file, &format!("{CASE}\n{PLAN}\n{DONE}\n{VERIFY}\n{tested}"));
            }
            lines => script(file, lines),
        }
    }
}

fn alone() -> Fixture {
    let file = Fixture::new();
    script(&file, "person edit P-1 --active yes --top-management yes --voting yes --role Officer");
    file
}

const ALL: &str = "confirmation,minutes,plan,verification,closing,grading,document,programme,acceptance,limit,scope,tier,change,favourable";

/// An exception for duties, approved by themself: nobody else is there.
fn except(file: &Fixture, duties: &str) {
    excepted(file, duties, "2026-11-23", "2027-11-22");
}

/// The same for what is done today alone; the day after, it excuses nobody.
fn except_today(file: &Fixture) {
    excepted(file, ALL, "2026-11-23", "2026-11-23");
}

fn excepted(file: &Fixture, duties: &str, starts: &str, ends: &str) {
    ok(
        file,
        &format!(
            "separation-exception add 'There is one of us' --person P-1 --records ORG-1 --duty {duties} --starts {starts} \
             --ends {ends} --approved-by P-1 --compensating 'The accountant looks back each June'"
        ),
    );
}

/// The table: what each gate needs, of how many people. It is held by passing each with so many and not with fewer.
#[test]
fn each_gate_is_passed_by_two_people_or_by_one_under_an_exception_for_it() {
    for gate in GATES {
        let one = alone();
        // What comes before needs exceptions of its own; they are over on the day of the gate itself.
        except_today(&one);
        gate.prepare(&one);
        days(&one, 1);
        let told = ["can't", "nobody else of the file could; an exception for"];
        refused(&one, gate.line, &told);
        // One that is for another duty is of no help.
        let other = one.copy();
        let others: Vec<_> = ALL.split(',').filter(|duty| !gate.duty.split(',').any(|own| own == *duty)).collect();
        excepted(&other, &others.join(","), "2026-11-24", "2027-11-23");
        refused(&other, gate.line, &told);
        // With a second person it needs none, and the refusal says who could.
        let two = one.copy();
        script(&two, "person add 'Iris Falk' --active yes --top-management yes");
        refused(&two, gate.line, &["Iris Falk can"]);
        let second = gate.line.replace("-by P-1", "-by P-2").replace("--secretary P-1", "--secretary P-2");
        match gate.name {
            "close a major case" | "overrule the measure of a case" => {}
            // Nor does its owner record the correction.
            "correct a limit" => drop(ok(&two, &format!("{second} --as P-2"))),
            _ => drop(ok(&two, &second)),
        }
        // Under an exception for it, one person does, and it is told for ever.
        excepted(&one, gate.duty, "2026-11-24", "2027-11-23");
        ok(&one, gate.line);
        if gate.name.contains("review") {
            ok(&one, "review call MR-1");
            ok(&one, "review open MR-1");
        }
        let told = one.ok(&["audit", "coverage"]);
        assert!(told.contains("Done and checked by one person"), "{}: {told}", gate.name);
        assert_eq!(one.verify(), Vec::<String>::new(), "{}", gate.name);
    }
}

#[test]
fn the_manual_says_what_each_gate_asks_for() {
    let manual = include_str!("../../../data/manual/separation.md");
    let table = manual.split("## What each act asks for").nth(1).unwrap();
    let rows: Vec<_> = table.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    let row = |gate: &Gate| {
        let people = if ["close a major case", "overrule the measure of a case"].contains(&gate.name) { 3 } else { 2 };
        format!("| {} | {people} people | {} |", gate.name, gate.duty.replace(',', ", "))
    };
    let mut expected: Vec<_> = GATES.iter().map(row).collect();
    expected.push("| audit one's own work | 2 people, or somebody outside | nothing |".to_owned());
    assert_eq!(rows, expected);
}

#[test]
fn closing_a_major_case_takes_three_people_or_an_exception() {
    let file = alone();
    except_today(&file);
    script(&file, &format!("{CASE}\n{PLAN}\n{DONE}\n{VERIFY}\n{TESTED}"));
    days(&file, 1);
    script(&file, "person add 'Iris Falk' --active yes");
    let second = CLOSE.replace("--checked-by P-1", "--checked-by P-2");
    refused(&file, &second, &["Rosa Lindt", "be the second who approves closing it"]);
    refused(&file, &second.replace("--closing-approved-by P-1", "--closing-approved-by P-2"), &["judged its effect"]);
    script(&file, "person add 'Ben Okafor' --active yes");
    refused(&file, &second, &["Ben Okafor can"]);
    ok(&file, &second.replace("--closing-approved-by P-1", "--closing-approved-by P-3"));
}

#[test]
fn nobody_audits_their_own_work_under_any_exception_and_somebody_outside_does() {
    let file = alone();
    except(&file, ALL);
    script(&file, "system add 'Claims triage' --purpose 'Sort claims' --owner P-1");
    let add = "audit add 'Internal audit' --type internal --systems SYS-1 --lead P-1";
    refused(
        &file,
        add,
        &["Rosa Lindt owns Claims triage and can't audit it", "an auditor from outside as the audit body"],
    );
    ok(&file, "audit add 'Internal audit' --type internal --systems SYS-1 --body 'Roe and partners'");
}

/// One officer alone takes a review from the call to sealed minutes.
#[test]
fn one_person_holds_a_review_and_seals_its_minutes() {
    let file = alone();
    except(&file, ALL);
    script(
        &file,
        "
        review call --date 2026-11-23 --chair P-1 --secretary P-1 --members P-1 --period-start 2026-01-01 --period-end 2026-11-22
        review circulate MR-1
        review open MR-1
        review attend MR-1 --all
        ",
    );
    let told = file.ok(&["review", "attend", "MR-1"]);
    assert!(told.contains("Quorum: 1 of 1 voting members present"), "{told}");
    for item in ["opening", "a", "b", "c", "d1", "d2", "d3", "e", "resources", "conclusion"] {
        ok(&file, &format!("review item MR-1 {item}"));
        ok(&file, "review item MR-1 --noted 'Nothing to decide'");
    }
    script(
        &file,
        "
        review judge MR-1 suitability yes 'It fits'
        review judge MR-1 adequacy yes 'It is enough'
        review judge MR-1 effectiveness yes 'It works'
        review edit MR-1 --next-review 2027-05-20 --no-improvements 'Those of the year are under way' --no-changes 'Nothing around it changed'
        review conclude MR-1
        review minutes MR-1 --circulate
        ",
    );
    for role in ["chair", "secretary"] {
        ok(&file, &format!("review approve MR-1 --for {role} --how signature"));
    }
    let minutes = ok(&file, "review minutes MR-1");
    assert!(minutes.contains("Done and checked by one person: Recorded on 2026-11-23 by Rosa Lindt"), "{minutes}");
    assert!(minutes.contains("self-approved; instead: The accountant looks back each June"), "{minutes}");
    assert!(ok(&file, "review verify MR-1").contains("MR-1 holds"));
}
