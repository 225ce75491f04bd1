//! Ways to close, hide, soften or delay something without its being printed, each tried and found in the minutes.

use gavel::workflow::review::Proceedings;
use gavel::workflow::review::changes::since_the_last;

use super::better::register;
use super::held::{self, script};
use super::tools::{called, flat, has, ok};
use crate::fixture::Fixture;
use crate::gates::clock::days;

/// What is typed for another, or taken out, in the meeting itself; and what the file was set up with.
#[test]
fn the_minutes_say_who_typed_what_others_are_to_have_said_and_what_was_taken_out() {
    let fixture = Fixture::after(|fixture| {
        held::call(fixture);
        script(
            fixture,
            "
            person edit P-3 --os-user ben
            person add 'Gil Horn' --voting yes --active yes
            ",
        );
        held::sit(fixture);
    });
    script(
        &fixture,
        "
        review item MR-1 d1
        review note MR-1 'The major case is to come back.'
        review note MR-1 'Nobody was asked.'
        review note MR-1 'The score is to stop.'
        ",
    );
    fixture.become_user("ben");
    script(
        &fixture,
        "
        review interest MR-1 'Carla Stein' 'Owns shares in the vendor' --item d1
        review interest MR-1 'Ben Okafor' 'Sold them in May' --item d2
        note void N-1 --reason 'Typed twice by mistake'
        note edit N-2 --type working
        note edit N-3 --text 'The score is to go on.'
        attendance edit AT-5 --how remote --arrived-at now
        ",
    );
    fixture.become_user("rosa");
    let minutes = flat(&ok(&fixture, "review minutes MR-1"));
    has(
        &minutes,
        &[
            "Owns shares in the vendor. Recused; stays in the room. Typed by Ben Okafor, nothing of theirs is on file.",
            "new; Interest: Owns shares in the vendor; Person: P-4 Carla Stein",
            "Taken down by Rosa Lindt (6); Ben Okafor (1).",
            "“The major case is to come back.”, by Ben Okafor, because: Typed twice by mistake.",
            "N-2 is not for the minutes any more, by Ben Okafor.",
            "N-3 was worded otherwise by Ben Okafor. Before: “The score is to stop.”.",
            "Set up on 23 November 2026 by P-1 Rosa Lindt, before a review was on record: people: 6, settings of the \
             organisation: ",
            // Once there is a review, each is told.
            "P-7 Gil Horn: new; Voting member: yes",
        ],
    );
    let absent = [
        "P-2 Iris Falk: new",
        "ORG-1 Example: Quorum",
        "Sold them in May. Recused; stays in the room. Typed",
        "DI-2 Sold them in May: new",
        "taken up; Begun",
    ];
    assert!(absent.iter().all(|part| !minutes.contains(part)), "{minutes}");
    // Their own message on file is named with who put it there.
    let mail = "evidence add 'A mail' --about DI-1 --type message --said-by 'Carla Stein'";
    ok(&fixture, &format!("{mail} --place 'Office 3, folder 12' --keeper me"));
    let minutes = flat(&ok(&fixture, "review minutes MR-1"));
    has(&minutes, &["Typed by Ben Okafor, put on file as E-1 by Rosa Lindt."]);
}

#[test]
fn a_quorum_of_fewer_than_half_says_by_whose_rule() {
    let fixture = held::open_by("--quorum number --quorum-number 1");
    ok(&fixture, "review propose MR-1 'Buy a scanner' --subject other --item d1");
    ok(&fixture, "review vote MR-1 D-1 --rest");
    let minutes = flat(&ok(&fixture, "review minutes MR-1"));
    let rule = "1 needed. 1 of 5 are no majority: that is the organisation's rule of 23 November 2026, by Rosa Lindt";
    has(&minutes, &[rule]);
}

/// However much else was changed, what is said, decided or ruled is told; and what nobody settled, undid or handed over is.
#[test]
fn what_is_said_decided_and_handed_over_is_cut_by_no_flood() {
    let file = register();
    days(&file, 1);
    script(
        &file,
        "
        person edit P-3 --os-user ben
        review call --date 2027-05-20 --period-start 2026-11-24 --period-end 2027-05-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'
        action add 'Ask for offers' --owner 'Carla Stein'
        action add 'Look at them' --owner 'Carla Stein'
        resolution add 'Pause claims chat' --subject other --secretary P-1 --closes-on 2027-01-04 --basis more-than-half --members P-1,P-2,P-3,P-4,P-5
        ",
    );
    let item = ok(&file, "agenda-item list --plain");
    let mut item = item
        .lines()
        .filter(|line| line.contains("Monitoring"))
        .filter_map(|line| line.split_whitespace().find(|word| word.starts_with("AG-")));
    let item = item.next_back().unwrap().trim_matches(':').to_owned();
    file.become_user("ben");
    script(
        &file,
        &format!(
            "
            agenda-item edit {item} --commentary 'Nothing to report'
            resolution send WR-1
            resolution answer WR-1 P-1 for
            resolution answer WR-1 P-2 for
            resolution answer WR-1 P-4 for
            handover 'Carla Stein' --to 'Dev Anand' --reason 'She has much to do'
            obligation add 'Look at the policy' --type other --every-months 12 --next-due 2027-02-01
            obligation void OB-1 --reason 'Typed by mistake'
            "
        ),
    );
    file.become_user("rosa");
    let handed = "what they answered for went to P-5 Dev Anand (actions: ";
    for page in ["review pack MR-2", "review minutes MR-2"] {
        let page = flat(&ok(&file, page));
        has(&page, &["Nothing to report", "sent out", "and nobody has counted the answers", handed]);
    }
    assert!(
        flat(&ok(&file, "review changes MR-2 --all")).contains("voided; Type: Other"),
        "what was undone says what it was"
    );
    let store = file.store();
    let proceedings = Proceedings::of(store.view(), called(&file, "MR-2").id).unwrap().unwrap();
    let others = since_the_last(store.view(), &proceedings, 0).unwrap().others;
    let told: Vec<_> = others.rows.iter().filter_map(|row| row.told_everywhere()).collect();
    assert!(told.iter().any(|line| line.starts_with(&item)) && told.iter().any(|line| line.starts_with("WR-1")));
    assert!(others.cut.contains_key("obligations") && !others.cut.contains_key("resolutions"), "{:?}", others.cut);
}
