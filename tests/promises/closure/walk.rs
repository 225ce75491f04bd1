//! A nonconformity brought to any state, in its first cycle or a later one, with every guard met.

use std::sync::OnceLock;

use gavel::domain::nonconformity::{Nonconformity, State};

use crate::fixture::{Fixture, Snapshot};
use crate::review::held::{script, words};
use crate::review::tools::called;

/// How a case came to the cycle in which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    First,
    /// Its action did not work.
    Ineffective,
    /// It came back after it was closed.
    Reopened,
}

pub const ROUNDS: [Round; 3] = [Round::First, Round::Ineffective, Round::Reopened];

/// A case at a state, and where it got there.
pub struct Case {
    pub fixture: Fixture,
    round: Round,
    /// The actions that were added.
    actions: usize,
}

/// A file with people who can have a hand in a case, or none.
pub fn people() -> Fixture {
    Fixture::after(|fixture| {
        script(
            fixture,
            "
            person add 'Ben Okafor' --active yes
            person add 'Carla Stein' --active yes
            person add 'Dev Anand' --active yes --top-management yes
            person add 'Edda Holm' --active yes
            ",
        );
    })
}

pub const DRAFT: &str = "nonconformity add 'Bias test skipped' --requirement A.6.2.4 --statement 'It was released untested' --objective-evidence 'The log has no run' --source audit --grade major --occurred-on 2026-05-01 --raised-on 2026-05-05 --raised-by 'Carla Stein' --owner 'Ben Okafor' --due 2026-12-01";

impl Case {
    /// A draft that could be opened.
    pub fn draft() -> Self {
        let fixture = people();
        fixture.ok(&words(DRAFT));
        Self { fixture, round: Round::First, actions: 0 }
    }

    /// A case at a state, in the cycle that a round leads to. It is made once, and every test gets a copy.
    pub fn at(state: State, round: Round) -> Self {
        static MADE: [[OnceLock<(Snapshot, usize)>; State::ALL.len()]; ROUNDS.len()] =
            [const { [const { OnceLock::new() }; State::ALL.len()] }; ROUNDS.len()];
        let (snapshot, actions) = MADE[round as usize][state as usize].get_or_init(|| {
            let case = Self::brought(state, round);
            (Snapshot::of(&case.fixture), case.actions)
        });
        Self { fixture: snapshot.restore(), round, actions: *actions }
    }

    /// The same in a file of its own.
    pub fn copy(&self) -> Self {
        Self { fixture: self.fixture.copy(), ..*self }
    }

    /// A case one move further than the state before.
    fn brought(state: State, round: Round) -> Self {
        use State::{
            Analysed, Closed, ClosedBefore, Contained, Corrected, Draft, Duplicate, Implemented, InProgress, Open,
            Overruled, Planned, Rejected, Verified,
        };
        let ((before, cycle), step) = match (state, round) {
            (Draft, _) => return Self::draft(),
            (Open, _) => ((Draft, round), "open"),
            (Contained, Round::First) => ((Open, round), "contain"),
            (Contained, Round::Ineffective) => ((Verified, Round::First), "ineffective"),
            (Contained, Round::Reopened) => ((Closed, Round::First), "reopen"),
            (Analysed, _) => ((Contained, round), "analyse"),
            (Planned, _) => ((Analysed, round), "plan"),
            (InProgress, _) => ((Planned, round), "begin"),
            (Implemented, _) => ((InProgress, round), "implement"),
            (Verified, _) => ((Implemented, round), "verify"),
            (Closed, _) => ((Verified, round), "close"),
            (Overruled, _) => ((Verified, round), "overrule"),
            (Corrected, _) => ((Analysed, round), "correct"),
            (Rejected, Round::First) => ((Open, round), "reject"),
            (Rejected, _) => ((Contained, round), "reject"),
            (ClosedBefore, _) => ((Draft, round), "adopt"),
            (Duplicate, Round::First) => ((Open, round), "duplicate"),
            (Duplicate, _) => ((Contained, round), "duplicate"),
        };
        let mut case = Self::at(before, cycle);
        case.make(step);
        case
    }

    /// Whether a later cycle can have a state: it begins where the case was contained.
    pub fn occurs(state: State, round: Round) -> bool {
        round == Round::First || !matches!(state, State::Draft | State::Open | State::ClosedBefore)
    }

    pub fn state(&self) -> State {
        Nonconformity(&called(&self.fixture, "NC-1")).state().unwrap()
    }

    /// Makes a move with everything that it needs.
    pub fn make(&mut self, step: &str) {
        self.prepare(step);
        let line = self.line(step);
        self.fixture.ok(&words(&line));
    }

    /// What has to be there before a move, beside the case itself.
    pub fn prepare(&mut self, step: &str) {
        let due = if self.round == Round::First { "2026-06-20" } else { "2026-09-20" };
        match step {
            "plan" => {
                self.actions += 1;
                let line = format!(
                    "action add 'Let the pipeline refuse' --source NC-1 --type corrective --owner 'Ben Okafor' --due {due}"
                );
                self.fixture.ok(&words(&line));
            }
            "implement" => {
                let line = format!("action done A-{} --done-on {due} --evidence 'The pipeline refuses'", self.actions);
                self.fixture.ok(&words(&line));
            }
            "duplicate" => {
                script(&self.fixture, &format!("{DRAFT}\nnonconformity open NC-2"));
                let open = self.fixture.ok(&words("action list state=open --plain"));
                if open.contains("A-") {
                    self.fixture.ok(&words(&format!("action edit {} --source NC-2", self.action())));
                }
            }
            "close" => self.retest(0),
            "overrule" => self.retest(1),
            _ => {}
        }
    }

    /// Puts on record how many of twelve failed since the actions were done.
    pub fn retest(&self, failed: u32) {
        let day = if self.round == Round::First { "2026-07-20" } else { "2026-10-20" };
        let line = format!("retest add 'A dozen' --nonconformity NC-1 --held-on {day} --failed {failed} --tested 12");
        self.fixture.ok(&words(&line));
    }

    /// The action of the present cycle.
    pub fn action(&self) -> String {
        format!("A-{}", self.actions)
    }

    /// A move as it is typed, every guard met.
    pub fn line(&self, step: &str) -> String {
        let first = self.round == Round::First;
        let day = |early: &'static str, late: &'static str| if first { early } else { late };
        let options = match step {
            "contain" => "--correction 'The release was stopped' --corrected-on 2026-05-06 --corrected-by 'Ben Okafor' --consequences 'Two claims were looked at again'".to_owned(),
            "analyse" => {
                let again = if first { "" } else { " --correction-stands yes" };
                format!("--cause 'The pipeline does not ask' --cause-method five-whys --cause-class tool --similar-searched 'All eight systems' --similar-cases 'None'{again}")
            }
            "plan" => format!(
                "--criterion 'none of 12 fails' --effectiveness-criterion 'No release without a report' --measured-by sample --effectiveness-measure 'All releases of a month' --check-from {} --plan-approved-by 'Dev Anand' --plan-approved-on {} --plan-approved-how meeting",
                day("2026-07-25", "2026-10-25"),
                day("2026-06-10", "2026-09-10"),
            ),
            "begin" => format!("--begun-by 'Ben Okafor' --begun-on {}", day("2026-06-11", "2026-09-11")),
            "implement" => format!("--implemented-on {}", day("2026-06-25", "2026-09-25")),
            "verify" => format!(
                "--verified-by 'Carla Stein' --verified-on {} --verified-how message",
                day("2026-06-28", "2026-09-28")
            ),
            "close" => format!(
                "--effectiveness effective --effectiveness-evidence 'Twelve of twelve had one' --checked-by 'Carla Stein' --checked-on {} --checked-how message --changes-needed no --no-change-reason 'The risk is known' --closing-approved-by 'Dev Anand' --closing-approved-how meeting --closed-on {}",
                day("2026-07-26", "2026-10-26"),
                day("2026-07-27", "2026-10-27"),
            ),
            "overrule" => format!(
                "--effectiveness-evidence 'Eleven of twelve had one' --checked-by 'Carla Stein' --checked-on {} --checked-how message --overruled-because 'The twelfth was taken by hand' --overruled-by 'Dev Anand' --overruled-how meeting --changes-needed no --no-change-reason 'The risk is known' --closed-on {}",
                day("2026-07-26", "2026-10-26"),
                day("2026-07-27", "2026-10-27"),
            ),
            "revise" => format!(
                "--criterion 'at most 1 of 12' --revised-because 'One is taken by hand each month' --revised-by 'Dev Anand' --revised-on {} --revised-how meeting",
                day("2026-06-12", "2026-09-12"),
            ),
            "ineffective" => format!(
                "--effectiveness ineffective --effectiveness-evidence 'Two had none' --checked-by 'Carla Stein' --checked-on {} --checked-how message",
                day("2026-07-26", "2026-10-26"),
            ),
            "correct" => format!(
                "--no-action-reason 'Once in six years' --no-action-approved-by 'Dev Anand' --no-action-approved-how message --verified-by 'Carla Stein' --verified-on {0} --verified-how message --closed-on {0}",
                day("2026-06-28", "2026-09-28"),
            ),
            "reopen" => "--reopened-on-evidence 'Release 14 had none' --reason 'It came back'".to_owned(),
            "reject" => "--rejected-by 'Dev Anand' --rejected-how meeting --closed-on 2026-10-28 --reason 'The test was not due'".to_owned(),
            // Where there is no other one it names itself.
            "duplicate" => format!(
                "--duplicate-of {} --duplicate-agreed-by 'Dev Anand' --duplicate-agreed-how message --closed-on 2026-10-28 --reason 'It was told of twice'",
                if self.fixture.run(&["nonconformity", "show", "NC-2"]).code == 0 { "NC-2" } else { "NC-1" }
            ),
            "extend" => "--due 2027-02-01 --extended-by 'Dev Anand' --extended-how message --reason 'The vendor is late'".to_owned(),
            "downgrade" => "--grade minor --downgraded-by 'Dev Anand' --downgraded-how meeting --reason 'One release of many'".to_owned(),
            "reconsider" => "--reason 'It was due after all'".to_owned(),
            "adopt" => "--closed-on 2026-05-20".to_owned(),
            _ => String::new(),
        };
        format!("nonconformity {step} NC-1 {options}")
    }
}
