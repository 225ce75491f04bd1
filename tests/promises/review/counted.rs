//! Votes of every kind against a count that is made here, by itself.

use gavel::domain::attendance::{Attendance, AttendanceField, Capacity, How, there};
use gavel::domain::attestation::Confirmation;
use gavel::domain::ballot::{Casting, Outcome, Voting};
use gavel::domain::decision::{Decision, DecisionField, Figures};
use gavel::domain::identity::RecordId;
use gavel::domain::record::Record;
use gavel::domain::value::Value;
use gavel::domain::vote::Ballot;
use gavel::store::{Proposal, Store};
use gavel::workflow::review::Proceedings;
use gavel::workflow::review::correct::{self, Corrected};
use gavel::workflow::review::decide::{self, Deciding};
use gavel::workflow::review::poll::Saying;
use gavel::workflow::review::session::{self, Entry, Mandate};

use super::held;
use super::tools::{called, ok};
use crate::fixture::{Fixture, text};

/// Numbers without end, the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// A member as the test has them: who speaks for them, and what they say.
#[derive(Debug, Clone)]
struct Voter {
    member: RecordId,
    /// Themselves, who holds their mandate, or nobody: they are absent.
    through: Option<RecordId>,
    says: Says,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Says {
    For,
    Against,
    Abstains,
    Recused,
    Nothing,
}

const SAYS: [Says; 3] = [Says::For, Says::Against, Says::Abstains];

/// The rules of one committee, in the words of its settings.
struct Rules {
    basis: &'static str,
    tie: &'static str,
    recused_count: bool,
    recused_present: bool,
    quorum: &'static str,
}

const COMMITTEES: [Rules; 5] = [
    Rules {
        basis: "majority-cast",
        tie: "casting",
        recused_count: false,
        recused_present: true,
        quorum: "more-than-half",
    },
    Rules { basis: "majority-cast", tie: "chair-only", recused_count: false, recused_present: false, quorum: "third" },
    Rules { basis: "majority-present", tie: "fails", recused_count: true, recused_present: true, quorum: "two-thirds" },
    Rules {
        basis: "two-thirds-cast",
        tie: "casting",
        recused_count: false,
        recused_present: false,
        quorum: "more-than-half",
    },
    Rules { basis: "majority-members", tie: "casting", recused_count: false, recused_present: true, quorum: "none" },
];

/// What the test expects of a vote.
#[derive(Debug, PartialEq)]
struct Expected {
    said: String,
    quorum: String,
    /// `None` where it waits for the chair.
    state: Option<&'static str>,
}

fn expected(rules: &Rules, voters: &[Voter], chair: RecordId, casting: Option<Casting>) -> Expected {
    let represented: Vec<_> = voters.iter().filter(|one| one.through.is_some()).collect();
    let many = |says: Says| represented.iter().filter(|one| one.says == says).count();
    let in_person = represented.iter().find(|one| one.member == chair && one.through == Some(chair));
    let withheld = in_person.filter(|one| rules.tie == "chair-only" && one.says != Says::Recused).is_some();
    let (yes, no, abstain, recused) = (many(Says::For), many(Says::Against), many(Says::Abstains), many(Says::Recused));
    let silent = many(Says::Nothing) - usize::from(withheld);
    let left_out = if rules.recused_count { 0 } else { recused };
    let base = match rules.basis {
        "majority-cast" | "two-thirds-cast" => yes + no,
        "majority-present" => represented.len() - left_out,
        _ => voters.len() - left_out,
    };
    let mut carried = match rules.basis {
        "two-thirds-cast" => yes > 0 && 3 * yes >= 2 * base,
        _ => 2 * yes > base,
    };
    let mut waits = false;
    if !carried && yes == no && yes > 0 && rules.basis != "two-thirds-cast" && rules.tie != "fails" {
        let able = in_person.is_some_and(|one| one.says != Says::Recused);
        let base = if rules.basis == "majority-cast" { base + 1 } else { base };
        waits = able && casting.is_none();
        carried = able && casting == Some(Casting::For) && 2 * (yes + 1) > base;
    }
    let present = represented.len() - if rules.recused_present { 0 } else { recused };
    let needed = match rules.quorum {
        "more-than-half" => 3,
        "two-thirds" => 4,
        "third" => 2,
        _ => 0,
    };
    let quorum = match needed {
        0 => format!("{present} of 5 voting members present; no quorum is asked for"),
        needed => format!("{present} of 5 voting members present, {needed} needed"),
    };
    let recused_told = match (recused, rules.basis) {
        (0, _) => String::new(),
        (_, "majority-cast" | "two-thirds-cast") => format!(", {recused} recused"),
        _ if rules.recused_count => format!(", {recused} recused and counted in the base"),
        _ => format!(", {recused} recused and left out of the base"),
    };
    let silent = if silent > 0 { format!(", {silent} said nothing") } else { String::new() };
    let said = format!("{yes} for, {no} against, {abstain} abstaining{recused_told}{silent};");
    let state = match (carried, present >= needed) {
        (true, true) => "carried",
        (true, false) => "provisional",
        (false, _) => "not-carried",
    };
    Expected { said, quorum, state: (!waits).then_some(state) }
}

/// A meeting that goes on, vote after vote.
struct Sitting {
    fixture: Fixture,
    store: Store,
    review: RecordId,
    members: Vec<RecordId>,
    guest: RecordId,
    chair: RecordId,
}

impl Sitting {
    fn of(rules: &Rules) -> Self {
        let yes = |it: bool| if it { "yes" } else { "no" };
        let fixture = held::open_by(&format!(
            "--voting count --decision-basis {} --tie-rule {} --recused-count {} --recused-present {} --quorum {} \
             --members-hold yes --most-mandates 2",
            rules.basis,
            rules.tie,
            yes(rules.recused_count),
            yes(rules.recused_present),
            rules.quorum
        ));
        let id = |name: &str| called(&fixture, name).id;
        let members = ["P-1", "P-2", "P-3", "P-4", "P-5"].map(id).into();
        let (review, guest, chair) = (id("MR-1"), id("P-6"), id("P-2"));
        let store = fixture.store();
        Self { fixture, store, review, members, guest, chair }
    }

    fn proceedings(&self) -> Proceedings {
        Proceedings::of(self.store.view(), self.review).unwrap().unwrap()
    }

    fn commit(&self, proposal: Proposal) -> Result<(), String> {
        let reason = proposal.reason.clone().unwrap_or("It was typed wrongly".into());
        let proposal = proposal.because(Some(&reason));
        self.store.commit(self.fixture.author.clone(), proposal).map(drop).map_err(|error| error.to_string())
    }

    /// Lets everybody leave, and others come.
    fn call_the_roll(&self, dice: &mut Dice) -> Vec<Voter> {
        let at = self.fixture.ambient.now();
        let here = self.proceedings();
        let mut people: Vec<_> = there(&here.meeting.roll).filter_map(Attendance::person).collect();
        people.sort_unstable();
        people.dedup();
        let leave = |person| session::leave(&here, person, None, at).unwrap().acts;
        let acts: Vec<_> = people.into_iter().flat_map(leave).collect();
        if !acts.is_empty() {
            self.commit(Proposal::of(acts)).unwrap();
        }
        let (voters, entries) = self.seated(dice);
        let proposal = session::attend(&self.proceedings(), &entries, &self.fixture.ambient);
        self.commit(proposal).unwrap();
        voters
    }

    /// Who comes as the dice say: themselves, through another, or not at all.
    fn seated(&self, dice: &mut Dice) -> (Vec<Voter>, Vec<Entry>) {
        let at = self.fixture.ambient.now();
        let mut voters: Vec<_> = self.members.iter().map(|member| (*member, dice.roll(5) > 0)).collect();
        voters[0].1 = true;
        let present: Vec<_> = voters.iter().filter(|(_, here)| *here).map(|(member, _)| *member).collect();
        let entry = |person, capacity, mandate| Entry { person, how: How::Room, capacity, at, mandate };
        let mut entries: Vec<_> = present.iter().map(|one| entry(*one, Capacity::Member, None)).collect();
        let mut held: Vec<RecordId> = Vec::new();
        let mut seated = Vec::new();
        for (member, is_here) in voters {
            let mut through = is_here.then_some(member);
            let holder = if dice.roll(2) == 0 { self.guest } else { present[dice.roll(present.len() as u64) as usize] };
            let free = held.iter().filter(|one| **one == holder).count() < 2;
            if !is_here && free && dice.roll(3) > 0 {
                held.push(holder);
                through = Some(holder);
                let mandate = Mandate { stands_for: member, words: "Letter".into(), votes: true, decides: false };
                entries.push(entry(holder, Capacity::Delegate, Some(mandate)));
            }
            seated.push(Voter { member, through, says: Says::Nothing });
        }
        (seated, entries)
    }

    /// The meeting with these people in it, as it would be on record.
    fn with(here: &Proceedings, entries: &[Entry]) -> Proceedings {
        let template = here.meeting.roll.iter().find(|row| Attendance(row).is_there()).unwrap();
        let row = |entry: &Entry| {
            let mut row = template.clone();
            let mut put = |field: AttendanceField, value: Option<Value>| row.set(field.name(), value);
            put(AttendanceField::Person, Some(Value::Link(entry.person)));
            put(AttendanceField::Capacity, Some(Value::Choice(entry.capacity.key())));
            put(AttendanceField::StandsFor, entry.mandate.as_ref().map(|one| Value::Link(one.stands_for)));
            put(AttendanceField::Votes, entry.mandate.as_ref().map(|one| Value::YesNo(one.votes)));
            row
        };
        let mut here = here.clone();
        here.meeting.roll = entries.iter().map(row).collect();
        here
    }

    /// A proposal that was just made.
    fn propose(&self) -> Record {
        let fields = vec![
            (DecisionField::Text.field(), text("Buy a scanner")),
            (DecisionField::Subject.field(), Value::Choice("other")),
        ];
        let (id, proposal) = decide::propose(&self.proceedings(), None, fields, &self.fixture.ambient);
        self.commit(proposal).unwrap();
        self.decision(id)
    }

    fn decision(&self, id: RecordId) -> Record {
        self.store.view().record(id).unwrap().unwrap()
    }

    fn vote(&self, decision: &Record, saying: &Saying) -> Result<(), String> {
        let here = self.proceedings();
        let poll = saying.whole(&here, None).map_err(|trouble| trouble.to_string())?;
        self.commit(decide::decide(&here, decision, &Deciding::Vote(poll), &self.fixture.ambient))
    }

    fn check(&self, decision: &Record, expected: &Expected, what: &str) {
        let record = self.decision(decision.id);
        let view = Decision(&record);
        assert!(view.count().starts_with(&expected.said), "{what}: {} is not {}", view.count(), expected.said);
        assert_eq!(record.state(), Some(expected.state.unwrap_or("put")), "{what}: {}", view.count());
        if expected.state.is_some() {
            assert_eq!(view.quorum(), expected.quorum, "{what}");
        }
    }
}

fn figures(voters: &[Voter]) -> Figures {
    let many = |says| voters.iter().filter(|one| one.through.is_some() && one.says == says).count();
    Figures { in_favour: many(Says::For), against: many(Says::Against), abstaining: many(Says::Abstains) }
}

fn ballot(says: Says) -> Option<Ballot> {
    match says {
        Says::For => Some(Ballot::For),
        Says::Against => Some(Ballot::Against),
        Says::Abstains => Some(Ballot::Abstaining),
        Says::Recused => Some(Ballot::Recused),
        Says::Nothing => None,
    }
}

/// What everybody says, and how that is told: by count or by name, with the rest declared or not.
fn said(rules: &Rules, voters: &mut [Voter], chair: RecordId, dice: &mut Dice) -> Saying {
    let waits = |one: &Voter| rules.tie == "chair-only" && one.member == chair && one.through == Some(one.member);
    let (by_name, rest) = (dice.roll(2) == 0, dice.roll(3) == 0);
    for one in voters.iter_mut().filter(|one| one.through.is_some()) {
        one.says = match dice.roll(7) {
            0 => Says::Recused,
            _ if waits(one) => Says::Nothing,
            1 if !by_name && !rest => Says::Nothing,
            2 if rest => Says::Nothing,
            other => SAYS[other as usize % 3],
        };
    }
    let voting = Some(if by_name { Voting::Name } else { Voting::Count });
    let mut saying = Saying { voting, rest, ..Saying::default() };
    // In a vote by count those are named who ask for it.
    for one in voters.iter().filter(|one| one.through.is_some()) {
        if by_name || rest || one.says == Says::Recused || dice.roll(3) == 0 {
            saying.named.extend(ballot(one.says).map(|ballot| (one.member, ballot)));
        }
    }
    if rest {
        for one in voters.iter_mut().filter(|one| one.through.is_some() && one.says == Says::Nothing) {
            one.says = if waits(one) { Says::Nothing } else { Says::For };
        }
    } else if !by_name {
        saying.counted = Some(figures(voters));
    }
    saying
}

const CASTS: [Casting; 3] = [Casting::For, Casting::Against, Casting::None];

#[test]
fn two_hundred_votes_of_every_kind_equal_an_independent_count() {
    let mut dice = Dice(0x5eed_1234_abcd_0042);
    let mut seen = [0; 6];
    for rules in &COMMITTEES {
        let sitting = Sitting::of(rules);
        let here = sitting.proceedings();
        for round in 0..40 {
            let (mut voters, entries) = sitting.seated(&mut dice);
            let here = Sitting::with(&here, &entries);
            let saying = said(rules, &mut voters, sitting.chair, &mut dice);
            let what = format!("{} {} round {round}: {voters:?}", rules.basis, rules.tie);
            let mut poll = saying.whole(&here, None).unwrap();
            assert_eq!(here.meeting.faults(&poll, None), Vec::<String>::new(), "{what}");
            let mut told = expected(rules, &voters, sitting.chair, None);
            if let Some(counted) = &mut poll.counted {
                let right = *counted;
                counted.in_favour += 6;
                assert!(here.meeting.faults(&poll, None)[0].contains("can vote"), "{what}");
                poll.counted = Some(right);
                seen[0] += 1;
            }
            let mut count = here.meeting.count(&poll, None);
            assert_eq!(count.outcome == Outcome::Tied, told.state.is_none(), "{what}: {}", count.words);
            if told.state.is_none() {
                poll.casting = Some(CASTS[dice.roll(3) as usize]);
                told = expected(rules, &voters, sitting.chair, poll.casting);
                count = here.meeting.count(&poll, None);
                seen[1] += 1;
            }
            let standing = here.meeting.standing(None, &poll.ballots());
            let state = match (count.outcome, standing.met) {
                (Outcome::Carried, true) => Some("carried"),
                (Outcome::Carried, false) => Some("provisional"),
                (Outcome::NotCarried, _) => Some("not-carried"),
                (Outcome::Tied, _) => None,
            };
            assert!(count.words.starts_with(&told.said), "{what}: {} is not {}", count.words, told.said);
            assert_eq!((state, &standing.words), (told.state, &told.quorum), "{what}: {}", count.words);
            seen[2] += usize::from(poll.voting == Voting::Name);
            seen[3] += usize::from(voters.iter().any(|one| one.through.is_some_and(|who| who != one.member)));
            seen[4] += usize::from(voters.iter().any(|one| one.says == Says::Recused));
            seen[5] += usize::from(voters.iter().any(|one| one.says == Says::Nothing));
        }
    }
    assert!(seen.iter().all(|many| *many > 5), "every kind was there: {seen:?}");
}

/// The same in the file, where one vote of each was typed wrongly, and others came and left before that is found.
#[test]
fn votes_and_their_corrections_are_on_record_as_an_independent_count_has_them() {
    let mut dice = Dice(0x0bad_cafe_dead_0007);
    for rules in &COMMITTEES[..3] {
        let sitting = Sitting::of(rules);
        let mut corrected = 0;
        for round in 0..3 {
            let mut voters = sitting.call_the_roll(&mut dice);
            let saying = said(rules, &mut voters, sitting.chair, &mut dice);
            let what = format!("{} {} round {round}: {voters:?}", rules.basis, rules.tie);
            let decision = sitting.propose();
            sitting.vote(&decision, &saying).unwrap_or_else(|said| panic!("{what}: {said}"));
            let mut told = expected(rules, &voters, sitting.chair, None);
            sitting.check(&decision, &told, &what);
            if told.state.is_none() {
                let (cast, record) = (CASTS[dice.roll(3) as usize], sitting.decision(decision.id));
                let ambient = &sitting.fixture.ambient;
                sitting.commit(decide::decide(&sitting.proceedings(), &record, &Deciding::Tie(cast), ambient)).unwrap();
                told = expected(rules, &voters, sitting.chair, Some(cast));
                sitting.check(&decision, &told, &what);
            }
            let speaks = |one: &Voter| one.through.is_some() && SAYS.contains(&one.says);
            let Some(at) = voters.iter().position(speaks) else { continue };
            sitting.call_the_roll(&mut dice);
            voters[at].says = SAYS[dice.roll(3) as usize];
            let tied = expected(rules, &voters, sitting.chair, None).state.is_none();
            let casting = tied.then_some(CASTS[dice.roll(3) as usize]);
            let change = Corrected {
                counted: (saying.voting == Some(Voting::Count)).then(|| figures(&voters)),
                named: ballot(voters[at].says).map(|ballot| (voters[at].member, ballot)).into_iter().collect(),
                casting,
                how: Some(Confirmation::Meeting),
            };
            let (record, here) = (sitting.decision(decision.id), sitting.proceedings());
            let (proposal, _) =
                correct::vote(sitting.store.view(), &here, &record, &change, &sitting.fixture.ambient).unwrap();
            sitting.commit(proposal).unwrap_or_else(|said| panic!("{what} corrected: {said}"));
            told = expected(rules, &voters, sitting.chair, casting);
            sitting.check(&decision, &told, &format!("{what} corrected"));
            corrected += 1;
        }
        let minutes = ok(&sitting.fixture, "review minutes MR-1");
        assert!(corrected > 0 && minutes.matches("Corrected on").count() == corrected, "each is told once");
        assert_eq!(sitting.fixture.verify(), Vec::<String>::new());
    }
}
