//! Every guard of every move: met it lets through, missing it is told, in the first cycle and in later ones.

use gavel::domain::nonconformity::{Nonconformity, REGISTER, State};

use crate::review::held::{script, words};
use crate::review::tools::{called, refused};

use super::walk::{Case, DRAFT, ROUNDS, Round, people};

/// A guard that is not met: a move from a state, what of its line is said otherwise, and what is told.
type Unmet = (State, &'static str, &'static str, &'static str, &'static str);

const UNMET: &[Unmet] = &[
    (State::Contained, "analyse", "The pipeline does not ask", "Human error.", "where the analysis begins"),
    (State::Contained, "analyse", "The pipeline does not ask", "It was a simple mistake", "where the analysis begins"),
    (State::Contained, "analyse", "--cause 'The pipeline does not ask'", "", "none of its causes is marked as a root"),
    (
        State::Analysed,
        "plan",
        "--plan-approved-by 'Dev Anand'",
        "--plan-approved-by 'Ben Okafor'",
        "can't approve its plan",
    ),
    (State::Analysed, "plan", "--measured-by sample", "--measured-by kpi", "KPI that tells is empty"),
    (
        State::Analysed,
        "correct",
        "--no-action-approved-by 'Dev Anand'",
        "--no-action-approved-by 'Ben Okafor'",
        "can't approve that no action is needed",
    ),
    (State::Analysed, "correct", "--verified-by 'Carla Stein'", "--verified-by 'Ben Okafor'", "and can't verify it"),
    (State::Implemented, "verify", "--verified-by 'Carla Stein'", "--verified-by 'Ben Okafor'", "can't verify it"),
    (State::Analysed, "plan", "none of 12 fails", "None fails", "can't be checked by figures"),
    (State::Analysed, "plan", "none of 12 fails", "within limits for 3 periods", "is measured by a KPI"),
    (
        State::Analysed,
        "plan",
        "none of 12 fails",
        "no repeat until 2026-12-31 in 12 records",
        "until which repeats are looked for",
    ),
    (
        State::Implemented,
        "revise",
        "--revised-by 'Dev Anand'",
        "--revised-by 'Ben Okafor'",
        "can't approve by what it is judged",
    ),
    (State::Implemented, "revise", "at most 1 of 12", "none of 12 fails", "are those that were approved"),
    (State::Verified, "revise", "at most 1 of 12", "at most 12 of 12", "met if all of them failed"),
    (
        State::Verified,
        "overrule",
        "--overruled-by 'Dev Anand'",
        "--overruled-by 'Carla Stein'",
        "judged its effect and can't overrule the measure",
    ),
    (State::Verified, "overrule", "--overruled-by 'Dev Anand'", "--overruled-by 'Ben Okafor'", "can't overrule"),
    (State::Verified, "overrule", "--checked-by 'Carla Stein'", "--checked-by 'Ben Okafor'", "can't judge its effect"),
    (State::Verified, "overrule", "--changes-needed no", "--changes-needed yes", "Link what changes"),
    (State::Verified, "close", "--effectiveness effective", "--effectiveness ineffective", "a new cycle begins"),
    (State::Verified, "close", "--checked-by 'Carla Stein'", "--checked-by 'Ben Okafor'", "can't judge its effect"),
    (State::Verified, "close", "--changes-needed no", "--changes-needed yes", "Link what changes"),
    (State::Verified, "close", "--no-change-reason 'The risk is known'", "", "Say why nothing changes"),
    (
        State::Verified,
        "close",
        "--closing-approved-by 'Dev Anand' --closing-approved-how meeting",
        "",
        "Closing approved by is empty",
    ),
    (State::Verified, "close", "--closing-approved-how meeting", "", "Closing approved how is empty"),
    (
        State::Verified,
        "close",
        "--closing-approved-by 'Dev Anand'",
        "--closing-approved-by 'Carla Stein'",
        "can't be the second",
    ),
    (
        State::Verified,
        "close",
        "--closing-approved-by 'Dev Anand'",
        "--closing-approved-by 'Ben Okafor'",
        "can't be the second",
    ),
    (State::Verified, "ineffective", "--effectiveness ineffective", "--effectiveness effective", "It was effective"),
    (
        State::Verified,
        "ineffective",
        "--checked-by 'Carla Stein'",
        "--checked-by 'Ben Okafor'",
        "can't judge its effect",
    ),
    (State::Planned, "reject", "--rejected-by 'Dev Anand'", "--rejected-by 'Ben Okafor'", "can't reject it"),
    (
        State::Planned,
        "reject",
        "--rejected-by 'Dev Anand'",
        "--rejected-by 'Carla Stein'",
        "raised NC-1 and can't reject it",
    ),
    (
        State::Planned,
        "extend",
        "--extended-by 'Dev Anand'",
        "--extended-by 'Ben Okafor'",
        "can't approve its extension",
    ),
    (State::Planned, "extend", "--due 2027-02-01", "--due 2026-11-30", "is not after"),
    (
        State::Planned,
        "downgrade",
        "--downgraded-by 'Dev Anand'",
        "--downgraded-by 'Ben Okafor'",
        "can't approve its downgrade",
    ),
    (State::Planned, "downgrade", "--grade minor", "--grade major", "Grade it as minor"),
];

/// A day of a move in the first cycle and in later ones, one that comes too early, and what is told.
type EarlyDay = (State, &'static str, [&'static str; 2], [&'static str; 2], &'static str);

/// Days that come too early, in each cycle.
const TOO_EARLY: &[EarlyDay] = &[
    (
        State::Analysed,
        "plan",
        ["--check-from 2026-07-25", "--check-from 2026-10-25"],
        ["--check-from 2026-06-20", "--check-from 2026-09-20"],
        "when the last action is due",
    ),
    (
        State::Implemented,
        "verify",
        ["--verified-on 2026-06-28", "--verified-on 2026-09-28"],
        ["--verified-on 2026-06-24", "--verified-on 2026-09-24"],
        "before implemented on",
    ),
    (
        State::Verified,
        "close",
        ["--checked-on 2026-07-26", "--checked-on 2026-10-26"],
        ["--checked-on 2026-07-24", "--checked-on 2026-10-24"],
        "the first day that was set",
    ),
    (
        State::Verified,
        "close",
        ["--closed-on 2026-07-27", "--closed-on 2026-10-27"],
        ["--closed-on 2026-06-26", "--closed-on 2026-09-26"],
        "before verified on",
    ),
    (
        State::Verified,
        "ineffective",
        ["--checked-on 2026-07-26", "--checked-on 2026-10-26"],
        ["--checked-on 2026-07-24", "--checked-on 2026-10-24"],
        "the first day that was set",
    ),
];

#[test]
fn every_guard_is_told_when_it_is_not_met_in_every_cycle() {
    for round in ROUNDS {
        for (state, step, met, unmet, told) in UNMET {
            let mut case = Case::at(*state, round);
            case.prepare(step);
            let line = case.line(step);
            assert!(line.contains(met), "{line}: {met}");
            refused(&case.fixture, &line.replace(met, unmet), &[told]);
            case.fixture.ok(&words(&line));
        }
        let late = usize::from(round != Round::First);
        for (state, step, met, unmet, told) in TOO_EARLY {
            let mut case = Case::at(*state, round);
            case.prepare(step);
            let line = case.line(step);
            assert!(line.contains(met[late]), "{line}");
            refused(&case.fixture, &line.replace(met[late], unmet[late]), &[told]);
        }
    }
}

/// Every field that a move needs, left out in turn; what is filled in from the circumstances is not asked for.
#[test]
fn every_move_asks_for_everything_that_it_needs_in_every_cycle() {
    for round in ROUNDS {
        for step in REGISTER.machine.unwrap().moves {
            for key in step.from {
                let state = State::of_key(key).unwrap();
                if !Case::occurs(state, round) {
                    continue;
                }
                let mut case = Case::at(state, round);
                case.prepare(&step.name);
                let line = case.line(&step.name);
                let parts = words(&line);
                let stamped = |name: &str| step.stamped(&REGISTER).any(|(field, _)| field == *name);
                let kept = |name: &str| {
                    called(&case.fixture, "NC-1").get(name).is_some() && !step.cleared().any(|cleared| cleared == *name)
                };
                for name in step.needed().filter(|name| !stamped(name) && !kept(name)) {
                    let option = format!("--{}", name.replace('_', "-"));
                    let at =
                        parts.iter().position(|part| *part == option).unwrap_or_else(|| panic!("{option}: {line}"));
                    let without: Vec<&str> = parts[..at].iter().chain(&parts[at + 2..]).copied().collect();
                    let told = case.fixture.fails(1, &without);
                    assert!(told.contains("is empty"), "{round:?} {state:?} {option}: {told}");
                }
                if step.reason {
                    let at = parts.iter().position(|part| *part == "--reason").unwrap();
                    let without: Vec<&str> = parts[..at].iter().chain(&parts[at + 2..]).copied().collect();
                    case.fixture.fails(2, &without);
                }
            }
        }
    }
}

#[test]
fn what_is_stated_in_full_can_be_opened_and_nothing_less() {
    for (option, field) in [
        ("--requirement A.6.2.4", "Requirement is empty"),
        ("--statement 'It was released untested'", "Statement is empty"),
        ("--objective-evidence 'The log has no run'", "Objective evidence is empty"),
        ("--source audit", "Source is empty"),
        ("--grade major", "Grade is empty"),
        ("--occurred-on 2026-05-01", "Occurred on is empty"),
        ("--raised-on 2026-05-05", "Raised on is empty"),
        ("--raised-by 'Carla Stein'", "Raised by is empty"),
        ("--owner 'Ben Okafor'", "Owner is empty"),
    ] {
        let fixture = people();
        assert!(DRAFT.contains(option));
        fixture.ok(&words(&DRAFT.replace(option, "")));
        refused(&fixture, "nonconformity open NC-1", &[field]);
    }
}

/// What an earlier cycle left behind counts for nothing.
#[test]
fn a_later_cycle_counts_only_its_own() {
    for round in [Round::Ineffective, Round::Reopened] {
        let mut case = Case::at(State::Contained, round);
        let analyse = case.line("analyse");
        refused(
            &case.fixture,
            &analyse.replace(" --correction-stands yes", ""),
            &["Whether the correction still stands"],
        );
        let fallen = analyse.replace("--correction-stands yes", "--correction-stands no");
        refused(&case.fixture, &fallen, &["Say what was done now"]);
        case.fixture.ok(&words(&format!("{fallen} --correction 'Stopped again' --corrected-on 2026-09-01")));
        refused(&case.fixture, &case.line("plan"), &["No corrective action arises from it yet"]);
        case.make("plan");
        case.make("begin");
        refused(&case.fixture, &case.line("implement"), &[&format!("{} is not done", case.action())]);
        case.make("implement");
        case.make("verify");
        let record = called(&case.fixture, "NC-1");
        let standing = Nonconformity(&record);
        assert_eq!(
            (standing.effectiveness(), standing.effectiveness_evidence(), standing.checked_by()),
            (None, "", None)
        );
        assert_eq!(standing.cycle(), Some(2));
    }
}

#[test]
fn every_root_is_removed_by_an_action() {
    let case = Case::at(State::Contained, Round::First);
    let fixture = &case.fixture;
    script(
        fixture,
        "
        cause add 'A line in a form' --nonconformity NC-1
        cause add 'Nobody owns the gate' --nonconformity NC-1 --leads-to CA-1 --root yes --class responsibility --certainty verified
        cause add 'The date was promised' --nonconformity NC-1 --root yes --class communication
        ",
    );
    refused(
        fixture,
        "cause add 'Human error' --nonconformity NC-1 --root yes --class practice",
        &["where the analysis begins"],
    );
    refused(fixture, "cause add 'Why again' --nonconformity NC-1 --leads-to CA-2", &["CA-2 is marked as a root cause"]);
    refused(fixture, "cause edit CA-1 --leads-to CA-2", &["CA-2 is marked"]);
    refused(fixture, "cause edit CA-1 --root yes --class tool", &["CA-2 leads to it"]);
    refused(fixture, "cause edit CA-3 --class ''", &["Cause class is empty"]);
    fixture.ok(&words(
        "nonconformity analyse NC-1 --cause-method five-whys --similar-searched 'All' --similar-cases 'None'",
    ));
    let record = called(fixture, "NC-1");
    assert_eq!(Nonconformity(&record).cause(), "Nobody owns the gate; The date was promised");
    assert_eq!(Nonconformity(&record).cause_class().map(|class| class.key()), Some("responsibility"));
    fixture.ok(&words("action add 'Name an owner' --source NC-1 --type corrective --owner 'Ben Okafor' --due 2026-06-20 --removes CA-2"));
    refused(fixture, &case.line("plan"), &["No action removes CA-3"]);
    fixture.ok(&words("action edit A-1 --removes CA-2,CA-3"));
    fixture.ok(&words(&case.line("plan")));
}

#[test]
fn the_measure_that_was_set_is_taken_before_effect_is_judged() {
    for (measure, before, told, taken) in [
        (
            "retest",
            "retest add 'Run it again' --nonconformity NC-1 --held-on 2026-06-19 --failed 0 --tested 20",
            "o retest was recorded",
            "retest add 'Run it again' --nonconformity NC-1 --held-on 2026-07-20 --failed 0 --tested 20 --before-failed 6 --before-tested 20",
        ),
        (
            "kpi --effectiveness-kpi K-1",
            "measurement add --kpi K-1 --period-end 2026-05-31 --value 4",
            "no measurement",
            "measurement add --kpi K-1 --period-end 2026-10-31 --value 1",
        ),
    ] {
        let mut case = Case::at(State::Analysed, Round::First);
        case.fixture.ok(&words("kpi add 'Releases without a report' --direction lower --frequency monthly"));
        case.prepare("plan");
        case.fixture.ok(&words("kpi-limit add --kpi K-1 --valid-from 2026-01-01 --target 2 --set-by 'Rosa Lindt'"));
        let plan = case.line("plan").replace("--measured-by sample", &format!("--measured-by {measure}"));
        let plan =
            if measure == "retest" { plan } else { plan.replace("none of 12 fails", "within limits for 1 period") };
        case.fixture.ok(&words(&plan));
        for step in ["begin", "implement", "verify"] {
            case.make(step);
        }
        case.fixture.ok(&words(before));
        for step in ["close", "ineffective"] {
            refused(&case.fixture, &case.line(step), &[told]);
        }
        case.fixture.ok(&words(taken));
        case.fixture.ok(&words(&case.line("close")));
    }
}

#[test]
fn a_day_is_put_off_and_a_grade_lowered_by_their_moves_only() {
    let mut case = Case::at(State::Analysed, Round::First);
    refused(&case.fixture, "nonconformity edit NC-1 --due 2027-01-01", &["extended with a reason and an approval"]);
    refused(&case.fixture, "nonconformity edit NC-1 --due ''", &["extended with a reason and an approval"]);
    refused(&case.fixture, "nonconformity edit NC-1 --grade minor", &["by the move “downgrade”"]);
    case.fixture.ok(&words("nonconformity edit NC-1 --due 2026-11-30"));
    case.make("extend");
    let again = case.line("extend").replace("2027-02-01", "2027-03-01");
    case.fixture.ok(&words(&again));
    let record = called(&case.fixture, "NC-1");
    let standing = Nonconformity(&record);
    assert_eq!((standing.extensions(), standing.first_due()), (Some(2), "2026-11-30".parse().ok()));
    case.make("downgrade");
    refused(&case.fixture, &case.line("downgrade"), &["It is not major"]);
    let history = case.fixture.ok(&words("nonconformity history NC-1"));
    assert!(history.contains("The vendor is late") && history.contains("One release of many"), "{history}");
}

#[test]
fn an_opportunity_is_no_nonconformity_and_none_is_filed_as_one() {
    let fixture = people();
    script(
        &fixture,
        "
        audit add 'Internal audit' --type internal
        finding add 'Cards could be shorter' --audit AU-1 --grade opportunity --raised-on 2026-10-01
        finding add 'Cards are missing' --audit AU-1 --grade minor --raised-on 2026-10-01 --owner 'Ben Okafor'
        ",
    );
    refused(&fixture, &format!("{DRAFT} --raised-from F-1"), &["F-1 is graded as opportunity"]);
    refused(&fixture, "finding edit F-1 --grade minor", &["by the move “regrade”"]);
    refused(&fixture, "finding edit F-2 --grade opportunity", &["by the move “regrade”"]);
    refused(&fixture, "opportunity add 'Write the cards' --source F-2", &["F-2 is a nonconformity"]);
    refused(
        &fixture,
        "finding regrade F-2 --grade opportunity --regraded-by 'Ben Okafor' --reason 'No requirement'",
        &["Ben Okafor owns F-2 and can't grade it"],
    );
    fixture
        .ok(&words("finding regrade F-1 --grade minor --regraded-by 'Edda Holm' --reason 'The procedure asks for it'"));
    fixture.ok(&words(&format!("{DRAFT} --raised-from F-1")));
    fixture.ok(&words("nonconformity open NC-1"));
    refused(&fixture, "opportunity add 'Write the cards' --source NC-1", &["NC-1 is a nonconformity"]);
}

#[test]
fn an_exception_lets_one_person_do_both_and_nobody_approves_their_own() {
    let mut case = Case::at(State::Implemented, Round::First);
    let then = case.line("verify").replace("'Carla Stein'", "'Ben Okafor'");
    let own = then.replace("--verified-on 2026-06-28", "--verified-on 2026-11-23");
    refused(
        &case.fixture,
        &own,
        &["Ben Okafor put NC-1 right on 2026-05-06 and can't verify it", "Rosa Lindt, Carla Stein"],
    );
    let exception = "separation-exception add 'Only Ben can read the log' --duty verification --person 'Ben Okafor' \
                     --records NC-1 --starts 2026-11-23 --ends 2026-12-31";
    let themself = format!("{exception} --approved-by 'Ben Okafor' --compensating 'A look back'");
    refused(&case.fixture, &themself, &["It is for them: Dev Anand is of top management and can approve it"]);
    case.fixture.ok(&words(&format!("{exception} --approved-by 'Dev Anand'")));
    // It excuses nothing from before.
    refused(&case.fixture, &then, &["can't verify it"]);
    case.fixture.ok(&words(&own));
    case.prepare("close");
}
