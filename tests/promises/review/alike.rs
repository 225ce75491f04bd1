//! A review held by keys and one held by commands leave the same records and the same minutes.

use gavel::domain::catalogue::CATALOGUE;
use gavel::store::Store;
use gavel::store::list::{Query, Voided};
use gavel::workflow::review::kept::kept_documents;

use super::held::{call, script};
use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// Every record in words, but for what the journal's head goes into.
fn records(store: &Store) -> Vec<String> {
    let view = store.view();
    let mut lines = Vec::new();
    for register in CATALOGUE.registers() {
        for record in view.page(&Query { voided: Voided::Shown, ..Query::new(register) }).unwrap().records {
            for (field, value) in record.fields() {
                let hash = matches!(field.name, "head" | "sha256");
                if let Some(value) = value.filter(|_| !hash) {
                    let shown = view.shown(field, value).unwrap();
                    lines.push(format!("{} {}: {shown}", record.reference(), field.name));
                }
            }
        }
    }
    lines
}

/// The sealed minutes in every form, the printed head of the journal made the same.
fn minutes(store: &Store) -> Vec<(String, String)> {
    let view = store.view();
    let register = CATALOGUE.named("minutes").unwrap();
    let records = view.page(&Query::new(register)).unwrap().records;
    let sealed = records.last().unwrap();
    let head = sealed.text(register.position("head").unwrap()).to_owned();
    assert_eq!(head.len(), 64);
    let documents = kept_documents(view, sealed).unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&head, "HEAD");
    documents.into_iter().map(|one| (one.name, text(one.bytes))).collect()
}

/// From the open meeting to the seal, by commands.
fn by_commands(fixture: &Fixture) {
    script(
        fixture,
        "
        review circulate MR-1
        review open MR-1
        review attend MR-1 'Ben Okafor'
        review attend MR-1 'Carla Stein' --remote
        review attend MR-1 'Dev Anand' --apologies
        review attend MR-1 'Iris Falk' 'Rosa Lindt' 'Edda Holm'
        review item MR-1 next
        review item MR-1 --noted 'No earlier minutes'
        review item MR-1 next
        review item MR-1 --discussed
        review item MR-1 next
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 next
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 next
        review interest MR-1 'Carla Stein' 'Owns shares in the vendor' --item d1
        review propose MR-1 'Pause releases without a bias report'
        review vote MR-1 D-1 --against 'Ben Okafor' --rest
        review act MR-1 'Tell the vendors' --from D-1 --owner 'Ben Okafor' --due 2026-12-04
        review note MR-1 'The reopened case is the third of its kind.'
        review item MR-1 --discussed
        review item MR-1 next
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 next
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 next
        review propose MR-1 'Take claims chat into the scope' --subject scope
        review decide MR-1 D-2
        review park MR-1 'Insurance of AI losses'
        review item MR-1 --discussed
        review item MR-1 next
        review item MR-1 --noted 'Enough until the spring'
        review item MR-1 next
        review judge MR-1 suitability yes 'It fits the strategy'
        review judge MR-1 adequacy partly 'Validators are few'
        review judge MR-1 effectiveness yes 'Incidents fell by a third'
        review conclude MR-1 --next-review 2027-05-20
        review minutes MR-1 --circulate
        review approve MR-1 --for chair --how meeting
        review approve MR-1 --for secretary --how signature
        ",
    );
}

/// The same by keys.
fn by_keys(desk: &mut Desk) {
    let ends = |desk: &mut Desk, words: &str| {
        desk.press("f n").text(words).press("Ctrl-S");
    };
    desk.press("2 s").sees("Circulate the pack").press("Enter s").sees("Open the meeting").press("Enter");
    desk.sees("Attendance").press("Space r x Space Space Space Enter");
    desk.sees("Quorum 4 of 5").press("]");
    ends(desk, "No earlier minutes");
    desk.press("] ]").sees("b CHANGES IN CONTEXT");
    ends(desk, "Nothing to decide");
    ends(desk, "Nothing to decide");
    desk.press("i").text("carla").press("Tab").text("Owns shares in the vendor").press("Ctrl-S");
    desk.press("d").text("Pause releases without a bias report").press("Ctrl-S").sees("Does anybody object?");
    desk.press("v").sees("still to say").press("Down a A Enter");
    desk.press("a").text("Tell the vendors").press("Tab").text("ben").press("Tab").text("2026-12-04").press("Ctrl-S");
    desk.press("n").text("The reopened case is the third of its kind.").press("Ctrl-S");
    desk.press("] ]").sees("d2 MONITORING AND MEASUREMENT");
    ends(desk, "Nothing to decide");
    ends(desk, "Nothing to decide");
    desk.press("d").text("Take claims chat into the scope").press("Tab").text("scope").press("Ctrl-S y Enter");
    desk.press("p").text("Insurance of AI losses").press("Ctrl-S");
    desk.press("] ]");
    ends(desk, "Enough until the spring");
    desk.sees("[End]");
    for (judgement, grounds) in
        [("yes", "It fits the strategy"), ("partly", "Validators are few"), ("yes", "Incidents fell by a third")]
    {
        desk.press("s Enter").sees("can't be concluded").press("Enter");
        desk.text(judgement).press("Tab").text(grounds).press("Ctrl-S");
    }
    desk.press("s Enter").sees("Next review is empty").press("Enter").text("2027-05-20").press("Ctrl-S");
    desk.press("s Enter").sees("MR-1 is concluded");
    desk.press("s Enter").press("s Enter").text("meeting").press("Ctrl-S");
    desk.press("s Enter").text("signature").press("Ctrl-S").sees("sealed");
}

#[test]
fn keys_and_commands_leave_the_same_records_and_the_same_minutes() {
    let (commands, keys) = (Fixture::new(), Fixture::new());
    call(&commands);
    call(&keys);
    by_commands(&commands);
    by_keys(&mut Desk::new(&keys));
    let (one, other) = (commands.store(), keys.store());
    let (records_of_one, records_of_other) = (records(&one), records(&other));
    for (by_command, by_key) in records_of_one.iter().zip(&records_of_other) {
        assert_eq!(by_command, by_key);
    }
    assert_eq!(records_of_one.len(), records_of_other.len());
    assert_eq!(minutes(&one), minutes(&other));
    assert_eq!((commands.verify(), keys.verify()), (Vec::new(), Vec::new()));
    assert!(commands.ok(&["review", "verify", "MR-1"]).contains("MR-1 holds"));
}

/// Beside the text itself, from a spoken decision to a recorded one with an owned and dated action.
#[test]
fn a_decision_with_its_action_takes_at_most_twelve_keys() {
    let fixture = Fixture::after(super::held::open);
    fixture.ok(&["review", "item", "MR-1", "d1"]);
    let mut desk = Desk::new(&fixture);
    desk.press("2");
    let mut keys = 0;
    let mut press = |desk: &mut Desk, names: &str| {
        keys += names.split(' ').count();
        desk.press(names);
    };
    press(&mut desk, "d");
    desk.text("Pause releases without a bias report");
    press(&mut desk, "Ctrl-S y a");
    desk.text("Tell the vendors");
    press(&mut desk, "Tab");
    desk.text("ben");
    press(&mut desk, "Tab");
    desk.text("fri");
    press(&mut desk, "Ctrl-S");
    assert!(keys <= 12, "{keys}");
    let shown = fixture.ok(&["action", "list", "source=D-1", "owner=ben", "due!=", "--plain"]);
    assert!(shown.contains("Tell the vendors"), "{shown}");
    assert!(fixture.ok(&["decision", "show", "D-1"]).contains("Carried"));
}
