//! Every pair of states, in the first cycle and in later ones: what the table of moves allows, and nothing else.

use gavel::domain::nonconformity::{REGISTER, State};

use crate::review::tools::{called, denied, step as make};

use super::walk::{Case, ROUNDS};

/// Where each move leads, written down once more, so that a change of the machine has to be meant.
fn expected(from: State, step: &str) -> Option<State> {
    use State::{
        Analysed, Closed, ClosedBefore, Contained, Corrected, Draft, Duplicate, Implemented, InProgress, Open,
        Overruled, Planned, Rejected, Verified,
    };
    Some(match (from, step) {
        (Draft, "open") => Open,
        (Draft, "adopt") => ClosedBefore,
        (Open, "contain") => Contained,
        (Contained, "analyse") => Analysed,
        (Analysed, "plan") => Planned,
        (Analysed, "correct") => Corrected,
        (Planned, "begin") => InProgress,
        (InProgress, "implement") => Implemented,
        (Implemented, "verify") => Verified,
        (Verified, "close") => Closed,
        (Verified, "overrule") => Overruled,
        (Verified, "ineffective") | (Verified | Closed | Overruled | Corrected | ClosedBefore, "reopen") => Contained,
        (Draft | Open | Contained | Analysed | Planned | InProgress, "reject") => Rejected,
        (Draft | Open | Contained | Analysed | Planned | InProgress | Implemented, "duplicate") => Duplicate,
        (Rejected | Duplicate, "reconsider") => Draft,
        (Planned | InProgress | Implemented | Verified, "revise") => from,
        (Open | Contained | Analysed | Planned | InProgress | Implemented | Verified, "extend" | "downgrade") => from,
        _ => return None,
    })
}

#[test]
fn cases_move_as_the_table_says_in_every_cycle_and_in_no_other_way() {
    for round in ROUNDS {
        for state in State::ALL.iter().copied().filter(|state| Case::occurs(*state, round)) {
            let standing = Case::at(state, round);
            assert_eq!(standing.state(), state, "{round:?}");
            let before = called(&standing.fixture, "NC-1");
            for step in REGISTER.machine.unwrap().moves {
                if step.name == "carry-over" && state == State::Draft {
                    let told = denied(&standing.fixture, [make(&before, &step.name, &[])]);
                    assert!(told.contains("was made here, and not brought by an import"), "{round:?}: {told}");
                    continue;
                }
                let Some(to) = expected(state, &step.name) else {
                    let told = denied(&standing.fixture, [make(&before, &step.name, &[])]);
                    assert!(told.contains("only what is"), "{round:?} {state:?} {}: {told}", step.name);
                    assert_eq!(called(&standing.fixture, "NC-1").revision, before.revision, "nothing changes");
                    continue;
                };
                let mut case = Case::at(state, round);
                case.make(&step.name);
                assert_eq!(case.state(), to, "{round:?} {state:?} {}", step.name);
            }
        }
    }
}

#[test]
fn whatever_was_done_proves_itself() {
    for round in ROUNDS {
        let case = Case::at(State::Closed, round);
        assert_eq!(case.fixture.verify(), Vec::<String>::new(), "{round:?}");
    }
}
