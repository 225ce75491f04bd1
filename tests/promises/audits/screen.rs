//! An audit held on the screen: keys in, answers, findings and nonconformities out.

use gavel::domain::checklist_item::{Answer, ChecklistItem};
use gavel::domain::finding::{Finding, Grade};
use gavel::domain::nonconformity::Nonconformity;
use gavel::workflow::audits::checklist_of;

use super::tools::{audited, called};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// An audit under way, with its checklist.
fn underway() -> Fixture {
    let fixture = audited();
    fixture.ok(&["audit-area", "from-systems"]);
    let times = ["--minor-plan", "30 days", "--minor-done", "6 months"];
    fixture.ok(&[&["deadline-profile", "add", "Internal audits", "--types", "internal"][..], &times].concat());
    fixture.ok(&["audit", "checklist", "AU-1"]);
    fixture.ok(&["audit", "begin", "AU-1"]);
    fixture
}

fn answers(fixture: &Fixture, count: usize) -> Vec<Option<Answer>> {
    let items = fixture.store().view().page(&checklist_of(called(fixture, "AU-1").id)).unwrap().records;
    items.iter().take(count).map(|item| ChecklistItem(item).answer()).collect()
}

#[test]
fn a_checklist_is_answered_by_single_keys() {
    let fixture = underway();
    let mut desk = Desk::new(&fixture);
    desk.press("6").sees("1 of 71 answered").sees("▶ 4.1").sees("Know what inside and outside");
    desk.press("c").sees("4.1: conforms · 2 of 71 answered").sees("▶ 4.2");
    desk.press("o p r").sees("5 of 71 answered").sees("▶ 5.1");
    // Why it is not applicable is asked.
    desk.press("x").sees("Not applicable: say why").press("Ctrl-S").sees("Not applicable because is empty");
    desk.press("Enter").text("Seen in spring").press("Ctrl-S").sees("6 of 71 answered").sees("▶ 5.2");
    // Where a finding is to be made, the cursor stays.
    desk.press("M").sees("5.2: major nonconformity").sees("▶ 5.2").press("Space").sees("▶ 5.3");
    use Answer::{Conforms, Major, NotApplicable, NotAudited, Opportunity, Positive};
    let wanted = [Conforms, Opportunity, Positive, NotAudited, NotApplicable, Major].map(Some);
    assert_eq!(answers(&fixture, 6), wanted);
    assert_eq!(answers(&fixture, 7)[6], None);
    let first = fixture.store().view().page(&checklist_of(called(&fixture, "AU-1").id)).unwrap().records.remove(0);
    assert_eq!(ChecklistItem(&first).answered_by(), Some(fixture.author.person));

    // An answer is put right by another key, and taken back like everything else.
    desk.press("g m").sees("4.1: minor nonconformity").press("c").sees("4.1: conforms");
    desk.press("u").sees("Take this back?").press("Enter");
    assert_eq!(answers(&fixture, 1), [Some(Answer::Minor)]);
    assert_eq!(fixture.verify(), Vec::<String>::new());
}

#[test]
fn from_an_answer_to_a_nonconformity_in_a_few_keys() {
    let fixture = underway();
    let mut desk = Desk::new(&fixture);
    desk.press("6 f").sees("CK-1 is not answered yet").press("R").sees("No finding was made of it yet; f makes it");
    desk.press("m Enter").text("Said by the head of claims").press("Tab").text("No register").press("Ctrl-S");
    desk.press("f").sees("New finding, graded as answered").text("Context not known").press("Tab");
    desk.text("Nobody looked at it").press("Ctrl-S").sees("Minor · finding");
    let finding = called(&fixture, "F-1");
    let one = Finding(&finding);
    assert_eq!((one.grade(), one.requirement()), (Some(Grade::Minor), "4.1"));
    assert_eq!((one.objective_evidence(), one.unit()), ("No register", "Claims"));
    // One key raises it and goes there.
    desk.press("R").sees("NC-1 Context not known").sees("F-1 is raised as a nonconformity: plan by 2026-12-23");
    let case = called(&fixture, "NC-1");
    assert_eq!(Nonconformity(&case).raised_from(), Some(finding.id));
    assert_eq!(Finding(&called(&fixture, "F-1")).nonconformity(), Some(case.id));
    desk.press("Esc").sees("Minor · finding");
    // An opportunity is refused by the rule, on the screen as elsewhere.
    desk.press("Down o Up f").text("Worth a look").press("Ctrl-S");
    desk.press("Tab").sees("▶Findings 2").press("Down R").sees("An opportunity is no nonconformity");
    desk.press("Esc").sees("F-2");
    assert!(fixture.store().view().called(&"NC-2".parse().unwrap()).unwrap().is_none());
}

#[test]
fn the_tabs_show_what_there_is_and_the_list_is_still_there() {
    let fixture = underway();
    fixture.ok(&["audit", "answer", "AU-1", "4.1", "minor"]);
    let days = ["--starts-on", "2026-01-01", "--ends-on", "2028-12-31", "--method", "stratified", "--size", "2"];
    fixture.ok(&[&["audit-programme", "add", "Audits 2026 to 2028"][..], &days].concat());
    let mut desk = Desk::new(&fixture);
    desk.press("6 Tab").sees("No findings").press("Tab").sees("What was audited").sees("Clauses · 0 of 32 audited");
    desk.sees("not yet: not answered yet").sees("under way: minor").sees("minor nonconformity in AU-1 (under way)");
    desk.press("Enter").sees("Internal audit of release").press("Esc Down Enter").sees("This line leads nowhere");
    desk.press("Tab").sees("Audit programmes").press("d").sees("AUP-1 audits 2 areas and needs 3").press("e");
    desk.press("Esc");
    fixture.ok(&["audit-programme", "edit", "AUP-1", "--size", "3"]);
    desk.event(gavel::tui::event::Event::FileChanged);
    desk.press("d").sees("AUP-1: 3 of 3 areas chosen, by seed").press("d").sees("is drawn already");
    desk.press("Tab").sees("▶ AU-1").press("O").sees("Report of AU-1").press("Esc");
    desk.press("o").sees("Audits · open");
}

#[test]
fn without_any_audit_the_screen_says_what_to_do() {
    let fixture = Fixture::new();
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("6").sees("No audit yet. a adds one").press("Tab").sees("No audit yet; Tab goes to the audits");
    desk.press("c").sees("There is no checklist yet").press("C").sees("No audit is on record yet");
    desk.press("Tab Tab").sees("Clauses · 0 of 32 audited").press("Tab").sees("No audit programme yet");
}

#[test]
fn pictures() {
    for (width, height) in [(80, 24), (120, 40)] {
        let fixture = underway();
        fixture.ok(&["audit", "answer", "AU-1", "4.1", "conforms"]);
        fixture.ok(&["audit", "answer", "AU-1", "4.2", "not-audited"]);
        super::tools::find(&fixture, "AU-1", "4.3", "minor", "The scope leaves out letters");
        super::tools::find(&fixture, "AU-1", "5.2", "major", "No policy");
        let days = ["--starts-on", "2026-01-01", "--ends-on", "2028-12-31", "--method", "stratified", "--size", "3"];
        fixture.ok(&[&["audit-programme", "add", "Audits 2026 to 2028"][..], &days].concat());
        fixture.ok(&["audit-programme", "draw", "AUP-1", "--seed", "7"]);
        let mut desk = Desk::sized(&fixture, width, height);
        for (keys, name) in [
            ("6", "checklist"),
            ("6 x", "not_applicable"),
            ("6 Tab", "findings"),
            ("6 Tab Tab", "coverage"),
            ("6 Tab Tab Tab", "programme"),
            ("6 Tab Tab Tab Tab", "audits"),
            ("6 C", "offers"),
            ("6 O", "report"),
        ] {
            desk.press(keys);
            insta::assert_snapshot!(format!("{name}_{width}x{height}"), desk.screen());
            desk.press("Esc Esc 1");
        }
    }
}
