//! Conditions of lists: several in one pair of quotation marks, what is before or after a value, and the same on the screen.

use crate::fixture::Fixture;
use crate::review::held::script;
use crate::screen::desk::Desk;

fn actions() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes
            action add 'Repeat the bias test' --owner 'Ben Okafor' --due 2026-12-01 --priority high
            action add 'Publish the policy' --owner me --due 2026-12-07
            action add 'Test the bias gate' --owner 'Ben Okafor' --due 2026-12-08
            action add 'Ask around' --owner 'Ben Okafor'
            action add 'Test it' --owner 'Ben Okafor' --due 2026-12-02
            action done A-5 --evidence 'Report 7'
            ",
        );
    })
}

/// The numbers of the actions that a list shows.
fn found(fixture: &Fixture, conditions: &[&str]) -> Vec<u64> {
    let told = fixture.ok(&[&["action", "list", "--json"], conditions].concat());
    let told: Vec<serde_json::Value> = serde_json::from_str(&told).unwrap();
    told.iter().map(|one| one["reference"].as_str().unwrap()[2..].parse().unwrap()).collect()
}

#[test]
fn conditions_in_one_pair_of_quotation_marks_are_those_typed_one_by_one() {
    let fixture = actions();
    for (line, wanted) in [
        ("owner=ben status=open due<+2w", &[1][..]),
        ("owner=Ben Okafor state=open", &[1, 3, 4]),
        ("state=open owner=Ben Okafor due<=8 dec", &[1, 3]),
        ("bias owner=ben", &[1, 3]),
        ("what~\"bias gate\" owner=ben", &[3]),
        ("what~bias test", &[1]),
        ("owner=Ben Okafor", &[1, 3, 4, 5]),
        ("due<2026-12-07", &[1, 5]),
        ("due<=2026-12-07", &[1, 2, 5]),
        ("due>2026-12-07", &[3]),
        ("due>=2026-12-07", &[2, 3]),
        ("due=..7 dec owner=Ben Okafor", &[1, 5]),
    ] {
        assert_eq!(found(&fixture, &[line]), wanted, "{line}");
    }
    assert_eq!(found(&fixture, &["owner=ben", "due>2026-12-01 due<2026-12-08"]), [5]);
    for (line, told) in [
        ("what<3 owner=ben", "What has no order"),
        ("due< owner=ben", "What Due date is compared with is missing"),
        ("owner=Bne Okafor", "There is no person “Bne Okafor”"),
        ("ownr=ben due<+2w", "did you mean owner"),
        ("due<soon", "can't be read"),
    ] {
        let said = fixture.fails(2, &["action", "list", line]);
        assert!(said.contains(told), "{line}: {said}");
    }
    let mut desk = Desk::new(&fixture);
    desk.press("J /").text("owner=Ben Okafor status=open due<+2w").press("Enter");
    desk.sees("Repeat the bias test").sees_not("Test the bias gate").sees_not("Publish the policy");
}

#[test]
fn what_is_spelled_as_a_condition_and_is_none_is_told_and_never_finds_nothing() {
    let fixture = actions();
    let run = fixture.run(&["action", "list", "what=~bias", "--plain"]);
    assert!(run.code == 0 && run.err.contains("is read as what~bias"), "{}", run.err);
    assert!(run.out.contains("A-1") && run.out.contains("A-3") && !run.out.contains("A-2"), "{}", run.out);
    assert_eq!(found(&fixture, &["due≤2026-12-02"]), [1, 5]);
    assert_eq!(found(&fixture, &["due<>2026-12-01"]), [2, 3, 4, 5]);
    assert_eq!(found(&fixture, &["due", ">", "2026-12-07"]), [3], "signs that stand apart");
    assert_eq!(found(&fixture, &["due>", "2026-12-07"]), [3]);
    assert_eq!(found(&fixture, &["due=december 2026"]), [1, 2, 3, 5], "all days of a month");
    assert_eq!(found(&fixture, &["due<w50"]), [1, 5]);
    assert_eq!(found(&fixture, &["due>w49"]), [2, 3]);
    for (line, told) in [
        ("due=>fri", "did you mean due>=fri?"),
        ("due=<fri", "did you mean due<=fri?"),
        ("owner:ben", "did you mean owner=ben?"),
        (">=fri", "names no field"),
        ("what~", "What What contains is missing"),
        ("due=2026-12-08..2026-12-01", "ends before it begins"),
    ] {
        let said = fixture.fails(2, &["action", "list", line]);
        assert!(said.contains(told), "{line}: {said}");
        let mut desk = Desk::new(&fixture);
        desk.press("J /").text(line).press("Enter").sees(told);
    }
    let said = fixture.fails(2, &["search", "due<fri"]);
    assert!(said.contains("gavel action list due<fri"), "{said}");
}
