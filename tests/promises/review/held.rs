//! A committee, and a review that it holds on the command line, as far as a test wants it.

use crate::fixture::Fixture;

/// Runs commands one after another, each as one line with single quotes around what has spaces.
pub fn script(fixture: &Fixture, lines: &str) {
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        fixture.ok(&words(line));
    }
}

/// A line's words; what stands between single quotes is one.
pub fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (place, part) in line.split('\'').enumerate() {
        if place % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split_whitespace());
        }
    }
    words
}

/// A committee of five, one of them top management, and something in each register that the review draws on.
pub fn committee(fixture: &Fixture) {
    script(
        fixture,
        "
        person edit 'Rosa Lindt' --voting yes --role 'Compliance officer' --active yes
        person add 'Iris Falk' --voting yes --top-management yes --role 'Chief executive' --active yes
        person add 'Ben Okafor' --voting yes --role 'Head of risk' --active yes
        person add 'Carla Stein' --voting yes --role 'Head of data' --active yes
        person add 'Dev Anand' --voting yes --role 'General counsel' --active yes
        person add 'Edda Holm' --role 'Internal auditor' --active yes
        organisation edit --review-interval 12 --notice-days 0 --quorum more-than-half --voting name
        context-issue add 'High-risk duties are postponed' --origin external --field legal --changed-on 2026-07-01 --looked-at-on 2026-11-01 --change 'Later dates'
        interested-party add Policyholders --relation Customers
        need add 'To know when a machine decides' --party Policyholders --addressed yes --changed-on 2026-09-01
        opportunity add 'One template for impact assessments' --raised-on 2026-10-01
        resource-need add 'A second model validator' --type people --amount 'EUR 90000' --needed-by 2027-02-01
        ",
    );
}

/// A committee with a called review whose commentaries are there. It is the file's first review.
pub fn call(fixture: &Fixture) {
    committee(fixture);
    script(
        fixture,
        "
        review call --date 2026-11-23 --chair 'Iris Falk' --secretary 'Rosa Lindt' --guests 'Edda Holm' --place 'Room 4'
        agenda-item edit AG-5 --commentary 'Six raised, nine closed, one reopened.'
        agenda-item edit AG-6 --commentary 'Override rate is within its limits.'
        agenda-item edit AG-7 --commentary 'The audit of June found two minor nonconformities.'
        ",
    );
}

/// The review in session, with four of five voting members there.
pub fn open(fixture: &Fixture) {
    call(fixture);
    sit(fixture);
}

/// The same, where the organisation counted by these settings when the pack was circulated.
pub fn open_by(settings: &str) -> Fixture {
    let fixture = Fixture::after(call);
    script(&fixture, &format!("organisation edit {settings}"));
    sit(&fixture);
    fixture
}

pub fn sit(fixture: &Fixture) {
    script(
        fixture,
        "
        review circulate MR-1
        review open MR-1
        review attend MR-1 'Rosa Lindt' 'Iris Falk' 'Ben Okafor'
        review attend MR-1 'Carla Stein' --remote
        review attend MR-1 'Dev Anand' --apologies
        review attend MR-1 'Edda Holm'
        ",
    );
}

/// Every input considered, with decisions, votes and actions; nothing judged or answered yet.
pub fn consider(fixture: &Fixture) {
    open(fixture);
    discuss(fixture);
}

fn discuss(fixture: &Fixture) {
    script(
        fixture,
        "
        review item MR-1 opening
        review item MR-1 --noted 'There are no earlier minutes'
        review item MR-1 a
        review item MR-1 --discussed
        review item MR-1 b
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 c
        review item MR-1 --noted 'Nothing to decide'
        review interest MR-1 'Carla Stein' 'Owns shares in the vendor' --item d1
        review item MR-1 d1
        review note MR-1 'The reopened case is the third of its kind.'
        review note MR-1 'Ask the works council first' --working
        review note MR-1 'A name that must not be printed' --restricted
        review propose MR-1 'Pause releases without a bias report' --subject improvement
        review vote MR-1 D-1 --against 'Ben Okafor' --rest
        review item MR-1 --discussed
        review item MR-1 d2
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 d3
        review item MR-1 --noted 'Nothing to decide'
        review item MR-1 e
        review propose MR-1 'Take claims chat into the scope' --subject scope
        review decide MR-1 D-2
        review park MR-1 'Insurance of AI losses'
        review item MR-1 --discussed
        review item MR-1 resources
        review item MR-1 --noted 'Enough until the spring'
        ",
    );
    // Its source and its owner are what the minutes print.
    script(fixture, "review act MR-1 'Tell the vendors' --from D-1 --owner 'Ben Okafor' --due 2026-12-04");
}

/// The verdicts and the answers, with which the review can be concluded.
pub fn judge(fixture: &Fixture) {
    consider(fixture);
    answer(fixture);
}

/// All that follows once it is called and its officers are settled, up to the verdicts and the answers.
pub fn sit_and_judge(fixture: &Fixture) {
    sit(fixture);
    discuss(fixture);
    answer(fixture);
}

fn answer(fixture: &Fixture) {
    script(
        fixture,
        "
        review item MR-1 conclusion
        review judge MR-1 suitability yes 'It fits the strategy'
        review judge MR-1 adequacy partly 'Validators are few'
        review judge MR-1 effectiveness yes 'Incidents fell by a third'
        review edit MR-1 --next-review 2027-05-20
        ",
    );
}

/// A concluded review with a circulated version of its minutes.
pub fn conclude(fixture: &Fixture) {
    judge(fixture);
    script(
        fixture,
        "
        review conclude MR-1
        review minutes MR-1 --circulate
        ",
    );
}

/// A review whose minutes are approved and sealed, with an addendum.
pub fn seal(fixture: &Fixture) {
    conclude(fixture);
    script(
        fixture,
        "
        review approve MR-1 --for chair --how meeting
        review approve MR-1 --for secretary --how signature
        addendum add 'Edda Holm was there as internal auditor' --review MR-1 --dated 2026-11-23 --agreed-by 'Iris Falk' --how meeting --why 'Her function was left out'
        ",
    );
}
