//! One year of a committee: four ordinary meetings, an extraordinary one, two written resolutions of which one lapses, and
//! three reviews of which one is cancelled into the next.

use chrono::NaiveDate;
use gavel::domain::agenda_item::{self, AgendaItem};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::decision::{self, Decision};
use gavel::domain::record::Record;
use gavel::domain::review::{self, Review};
use gavel::store::list::Query;

use super::held::{self, words};
use super::tools::ok;
use crate::fixture::Fixture;

/// Runs lines on a day, for a meeting.
fn on(fixture: &Fixture, day: &str, meeting: &str, lines: &str) {
    let day: NaiveDate = day.parse().unwrap();
    let at = day.and_hms_opt(9, 0, 0).unwrap().and_utc();
    if fixture.ambient.now() < at {
        fixture.ambient.move_on(at);
    }
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        fixture.ambient.move_on(fixture.ambient.now() + chrono::TimeDelta::minutes(1));
        fixture.ok(&words(&line.replace("MEETING", meeting)));
    }
}

const SIT: &str = "
    review open MEETING
    review attend MEETING P-1 P-2 P-3 P-4
";

const MINUTE: &str = "
    review conclude MEETING
    review minutes MEETING --circulate
    review approve MEETING --for chair --how meeting
    review approve MEETING --for secretary --how signature
";

/// An ordinary or extraordinary meeting on its day, with lines under its own item.
fn meet(fixture: &Fixture, day: &str, meeting: &str, kind: &str, lines: &str) {
    let call = format!("review call --type {kind} --date {day} --chair P-2 --secretary P-1\n");
    on(fixture, day, meeting, &call);
    on(fixture, day, meeting, "review agenda MEETING --add 'Matters of the month'");
    on(fixture, day, meeting, SIT);
    for item in ["opening", "arising"] {
        on(
            fixture,
            day,
            meeting,
            &format!("review item MEETING {item}\nreview item MEETING --noted 'Nothing to decide'"),
        );
    }
    on(fixture, day, meeting, "review item MEETING 3");
    on(fixture, day, meeting, lines);
    on(fixture, day, meeting, "review item MEETING --discussed");
    on(fixture, day, meeting, "review item MEETING any-other\nreview item MEETING --noted 'Nothing'");
    on(fixture, day, meeting, MINUTE);
}

fn consider(fixture: &Fixture, day: &str, meeting: &str) {
    on(fixture, day, meeting, SIT);
    for item in ["opening", "a", "b", "c", "d1", "d2", "d3", "e", "resources"] {
        on(
            fixture,
            day,
            meeting,
            &format!("review item MEETING {item}\nreview item MEETING --noted 'Nothing to decide'"),
        );
    }
}

fn conclude(fixture: &Fixture, day: &str, meeting: &str, next: &str) {
    on(
        fixture,
        day,
        meeting,
        "
        review item MEETING conclusion
        review judge MEETING suitability yes 'It fits the strategy'
        review judge MEETING adequacy yes 'It is enough'
        review judge MEETING effectiveness yes 'Incidents fell by a third'
        ",
    );
    let results = "--no-improvements 'Those of the year are under way' --no-changes 'Nothing around it changed'";
    on(fixture, day, meeting, &format!("review results MEETING --next-review {next} {results}"));
    on(fixture, day, meeting, MINUTE);
}

fn all(fixture: &Fixture, register: &str) -> Vec<Record> {
    fixture.store().view().page(&Query::new(CATALOGUE.named(register).unwrap())).unwrap().records
}

#[test]
fn a_year_of_a_committee_leaves_nothing_hanging_and_its_next_pack_says_what_was_decided_between() {
    let fixture = Fixture::after(held::committee);
    // The first review: MR-1.
    on(&fixture, "2027-01-12", "MR-1", "review call --date 2027-01-12 --chair P-2 --secretary P-1");
    consider(&fixture, "2027-01-12", "MR-1");
    conclude(&fixture, "2027-01-12", "MR-1", "2027-07-20");
    meet(
        &fixture,
        "2027-02-09",
        "MR-2",
        "ordinary",
        "review propose MEETING 'Log each override' --subject other
         review decide MEETING D-1
         review propose MEETING 'Publish the figures' --subject other
         decision defer D-2 --reason 'The press officer is away'",
    );
    let add = "--subject other --secretary P-1 --members P-1,P-2,P-3,P-4,P-5 --basis more-than-half";
    on(&fixture, "2027-02-20", "", &format!("resolution add 'Rent the test bench' {add} --closes-on 2027-02-25"));
    on(
        &fixture,
        "2027-02-20",
        "",
        "resolution send WR-1\nresolution answer WR-1 P-1 for\nresolution answer WR-1 P-2 for",
    );
    on(
        &fixture,
        "2027-02-22",
        "",
        "resolution answer WR-1 P-3 for\nresolution answer WR-1 P-4 against\nresolution settle WR-1",
    );
    meet(&fixture, "2027-03-09", "MR-3", "ordinary", "review park MEETING 'Insurance of AI losses'");
    on(&fixture, "2027-04-01", "", &format!("resolution add 'Move the office' {add} --closes-on 2027-04-10"));
    on(&fixture, "2027-04-01", "", "resolution send WR-2\nresolution answer WR-2 P-5 for");
    on(&fixture, "2027-04-11", "", "resolution settle WR-2");
    meet(
        &fixture,
        "2027-05-04",
        "MR-4",
        "extraordinary",
        "review propose MEETING 'Pause claims chat' --subject other
         review vote MEETING D-3 --against P-3 --rest
         review act MEETING 'Tell the desk' --from D-3 --owner P-3 --due 2027-05-06",
    );
    // The second review is cancelled into the third, with what was written and proposed for it.
    on(
        &fixture,
        "2027-06-01",
        "MR-5",
        "review call --date 2027-07-20 --chair P-2 --secretary P-1
         review agenda MEETING --add 'A visit of the supervisor'
         review propose MEETING 'Hire a second validator' --item resources --subject resources
         review add Autumn --date 2027-10-05 --chair P-2 --secretary P-1 --members P-1,P-2,P-3,P-4,P-5 --period-start 2027-01-13 --period-end 2027-10-05
         review call MR-6
         review cancel MR-5 --reason 'The chair changes' --to MR-6",
    );
    meet(&fixture, "2027-06-15", "MR-7", "ordinary", "review note MEETING 'The desk was told.'");
    meet(&fixture, "2027-09-07", "MR-8", "ordinary", "review note MEETING 'The autumn review is prepared.'");

    on(&fixture, "2027-10-05", "MR-6", "");
    let pack = ok(&fixture, "review pack MR-6");
    for told in [
        "decided in MR-2 on 9 February 2027",
        "decided in MR-4 on 4 May 2027",
        "decided in writing on 22 February 2027",
        "decided in writing on 11 April 2027",
        "Publish the figures",
        "Insurance of AI losses",
        "A visit of the supervisor",
    ] {
        assert!(pack.contains(told), "{told} is not in\n{pack}");
    }
    assert!(pack.contains("MR-1 Management review"), "the review before is the last review: {pack}");
    consider(&fixture, "2027-10-05", "MR-6");
    on(
        &fixture,
        "2027-10-05",
        "MR-6",
        "review decide MEETING D-4
         review item MEETING 10
         review item MEETING --noted 'In the spring'",
    );
    conclude(&fixture, "2027-10-05", "MR-6", "2028-03-20");

    // Every item ends somewhere, every proposal is decided, deferred or withdrawn, and every meeting is sealed or cancelled.
    for item in all(&fixture, agenda_item::REGISTER.name) {
        let state = AgendaItem(&item).state().unwrap();
        assert!(state.is_ended() || state == agenda_item::State::Withdrawn, "{} {state:?}", item.title());
    }
    for one in all(&fixture, decision::REGISTER.name) {
        let state = Decision(&one).state().unwrap();
        assert!(!matches!(state, decision::State::Proposed | decision::State::Put), "{} {state:?}", one.title());
    }
    let reviews = all(&fixture, review::REGISTER.name);
    let state = |one: &Record| Review(one).state().unwrap();
    assert_eq!(reviews.iter().filter(|one| state(one) == review::State::Sealed).count(), 7);
    assert_eq!(reviews.iter().filter(|one| state(one) == review::State::Cancelled).count(), 1);
    // Each resolution stands in the minutes of one meeting: the next.
    let minutes: Vec<_> = (1..=8)
        .filter(|number| *number != 5)
        .map(|number| (number, ok(&fixture, &format!("review minutes MR-{number}"))))
        .collect();
    for (resolution, told_in) in [("WR-1: carried", 3), ("WR-2: lapsed", 4)] {
        let told: Vec<_> =
            minutes.iter().filter(|(_, text)| text.contains(resolution)).map(|(number, _)| *number).collect();
        assert_eq!(told, [told_in], "{resolution}");
    }
    let lapsed = &minutes.iter().find(|(number, _)| *number == 4).unwrap().1;
    assert!(lapsed.contains("WR-2: lapsed") && lapsed.contains("1 of 5 entitled are for it, 3 needed"), "{lapsed}");
    assert!(lapsed.contains("Did not answer"), "{lapsed}");
    let today = ok(&fixture, "today");
    assert!(!today.contains("MR-5") && !today.contains("AG-"), "{today}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
}
