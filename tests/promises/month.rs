//! A month of an officer who is alone with the program: what comes in is recorded, answered, counted, handed over and
//! reported without leaving it.

use std::fs;

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::review::tools::ok;
use crate::screen::desk::Desk;

/// What stands in a part of Today of whoever looks.
fn today(fixture: &Fixture) -> String {
    fixture.ok(&["today", "--plain"])
}

fn officer() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person edit 'Rosa Lindt' --os-user rosa --active yes
            person add 'Iris Falk' --top-management yes --active yes
            person add 'Tom Ekwall' --active yes
            system add 'Claims triage' --purpose 'Sorts claims' --owner 'Tom Ekwall'
            kpi add 'Refusals overruled' --family performance --direction lower --frequency monthly --unit % --owner P-1
            kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 5 --warn 6 --critical 8 --set-by P-2 --grounds 'The contract'
            measurement add --kpi K-1 --period-end 2026-09-30 --value 4.4
            risk add 'Scores drift' --owner P-1 --system SYS-1 --inherent-likelihood 4 --inherent-impact 4 --review-by 2027-03-01
            action add 'Sample a hundred refusals' --owner 'Tom Ekwall' --due 2026-11-20 --source R-1
            ",
        );
    })
}

#[test]
fn a_month_alone_never_leaves_the_program() {
    let mut fixture = officer();

    // An incident, with an authority that has to hear of it: by keys until it is contained.
    fixture.at("2026-11-24T09:00:00Z");
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("8").text("incidents").press("Enter a").text("Forty claims were refused by a stale score");
    for text in ["incident", "high", "2026-11-22", "2026-11-24", "Claims triage"] {
        desk.press("Tab").text(text);
    }
    desk.press("Ctrl-S").sees("INC-1");
    drop(desk);
    ok(&fixture, "incident edit INC-1 --owner P-1 --authority 'Central Bank' --due 2026-11-27");
    assert!(today(&fixture).contains("Central Bank"), "the legal clock runs");
    ok(&fixture, "incident edit INC-1 --containment 'The score is switched off'");
    ok(&fixture, "incident contain INC-1 --evidence 'The log of the switch'");

    // A complaint and an auditor's question wait on Today until they are answered.
    ok(&fixture, "note received 'Why was my claim refused?' --from 'A. Customer' --about SYS-1");
    ok(&fixture, "note received 'Everything about claims triage, please' --from 'The auditor' --about SYS-1");
    assert!(today(&fixture).contains("A. Customer"));
    let folder = fixture.folder().join("claims");
    fs::create_dir(&folder).unwrap();
    ok(&fixture, &format!("about SYS-1 --to {}", folder.display()));
    let index = fs::read_to_string(folder.join("index.md")).unwrap();
    for one in ["SYS-1", "INC-1", "R-1", "N-1"] {
        assert!(index.contains(one), "{one} is missing: {index}");
    }
    ok(&fixture, "note answer N-2 --answer 'The folder, handed over on a stick'");
    fixture.at("2026-11-26T09:00:00Z");
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("0").sees("A. Customer");
    while !desk.screen().lines().any(|line| line.contains('▶') && line.contains("N-1 ")) {
        desk.press("Down");
    }
    desk.press(">").text("By letter: a person decided anew").press("Ctrl-S").sees("N-1").sees_not("A. Customer");
    drop(desk);

    // The end of the month: which value is expected is told, and how it stands when it is there.
    fixture.at("2026-11-30T09:00:00Z");
    assert!(today(&fixture).contains("October"), "{}", today(&fixture));
    let said = ok(&fixture, "measurement add --kpi K-1 --period-end 2026-10-31 --value 6.4");
    assert!(said.contains("6.4 %"), "{said}");
    assert!(ok(&fixture, "kpi wall --plain").contains("6.4"));
    Desk::sized(&fixture, 80, 24).press("5").sees("6.4 %").sees("▲");

    // A colleague leaves.
    ok(&fixture, "handover 'Tom Ekwall' --to 'Rosa Lindt' --left --reason 'He goes back to the auditors'");
    assert!(ok(&fixture, "action show A-1").contains("Rosa Lindt"));

    // The board asks how things stand: one page that says what lacks, and one of the figures.
    for (line, told) in [("kpi wall --html", "6.4"), ("risk map --html", "Scores drift"), ("today --html", "A-1")] {
        let run = fixture.run(&line.split(' ').collect::<Vec<_>>());
        assert!(run.code <= 1 && run.out.contains("<html") && run.out.contains(told), "{line}: {}{}", run.out, run.err);
    }

    // A mistake, seen three steps later.
    ok(&fixture, "system edit SYS-1 --vendor Quillstone");
    let wrong = fixture.store().view().head().unwrap().sequence;
    ok(&fixture, "note add 'Asked the vendor for the release notes' --about SYS-1");
    ok(&fixture, "action add 'Write to the forty' --owner P-1 --due 2026-12-04 --source INC-1");
    ok(&fixture, &format!("undo {wrong} --yes"));
    assert!(!ok(&fixture, "system show SYS-1").contains("Quillstone"));
    assert!(ok(&fixture, "action show A-2").contains("Write to the forty"), "what came later stands");

    // And the month is proven.
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
