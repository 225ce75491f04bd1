//! Audit programmes (9.2.2): the audits of a cycle, and how what is audited was chosen.

use crate::fields;

use super::audit_area::{AuditArea, AuditAreaField};
use super::better::{Better, Hiding};
use super::ground::{Attested, Counts, Ground, Loss, Via};
use super::rules::{Derivation, Fact, Facts, Holds, Missing, Rule};
use super::separation::{self, Apart, Duty, Hand};
use super::spelling::counted;
use super::state::{Machine, Move, Stamp};

crate::choices! {
    /// How the areas of a programme are chosen.
    Method {
        Stratified = "stratified", "By tier, at random";
        Discovery = "discovery", "Enough to find one, at random";
        Sites = "sites", "Sites by IAF MD 1, at random";
        Judgement = "judgement", "By judgement";
        All = "all", "All of them";
    }
}

impl Method {
    /// Whether chance chose, so that what is found tells of the rest.
    pub const fn is_random(self) -> bool {
        matches!(self, Self::Stratified | Self::Discovery | Self::Sites)
    }
}

crate::choices! {
    /// For which visit sites are sampled.
    Visit {
        Initial = "initial", "Initial";
        Surveillance = "surveillance", "Surveillance";
        Recertification = "recertification", "Recertification";
    }
}

crate::choices! {
    /// Where a programme stands.
    State {
        Draft = "draft", "Draft", Active;
        Drawn = "drawn", "Drawn", Active;
        Approved = "approved", "Approved", Active;
        Finished = "finished", "Finished", Good;
    }
}

crate::moves! {
    /// The moves of an audit programme.
    AuditProgrammeMove {
        Draw = "draw", Replace = "replace", Approve = "approve", Finish = "finish", Reopen = "reopen",
    }
}

crate::register! {
    /// Audit programmes: which areas are audited in a cycle, how they were chosen, who approved it.
    AuditProgramme, AuditProgrammeField: "audit_programme" / "audit programmes", "AUP", "9.2.2", AuditsAndFindings,
        machine(&MACHINE), derives(DERIVED), rules(RULES), better(BETTER), hiding(Hiding::WhileOpen);

    /// What it is called: Internal audits 2027 to 2029.
    title Title: text, "Programme", title, sorted;
    /// The first day of the cycle.
    starts_on StartsOn: date, "Starts", required, listed, sorted;
    /// The last day of the cycle.
    ends_on EndsOn: date, "Ends", required, listed, sorted;
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// How areas are chosen.
    method Method: choice(Method), "Chosen", required, listed;
    /// How many areas are audited, where they are chosen by tier.
    size Size: number, "Areas to audit";
    /// How many areas may be bad before it matters, where enough are chosen to find one.
    bad Bad: number, "Bad ones to be found";
    /// How sure it is to be that one is found, in percent; 95 where nothing is said.
    confidence Confidence: number, "Confidence in percent";
    /// For which visit sites are sampled.
    visit Visit: choice(Visit), "Visit";
    /// Why these areas, where they are chosen by judgement; what else led the choice.
    reasons Reasons: long_text, "Reasons", searchable;
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The number from which chance was drawn: the same number draws the same areas.
    seed Seed: number, "Seed", by_move;
    /// The day of the choice.
    drawn_on DrawnOn: date, "Chosen on", by_move, past, sorted;
    /// The universe as it stood then.
    universe Universe: links("audit_area"), "Chosen from", by_move;
    /// The areas chosen.
    sample Sample: links("audit_area"), "Sample", by_move;
    /// How the choice came about: strata, sizes, what was replaced.
    account Account: long_text, "How they were chosen", by_move;
    attestation APPROVED {
        /// Who approved the programme.
        by approved_by ApprovedBy: "Approved by", by_move;
        /// The day of the approval.
        on approved_on ApprovedOn: "Approved on", by_move;
        /// How the approval was given.
        how approved_how ApprovedHow: "Approved how", by_move;
    }
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did: more time, another draw, or an end of what was to be audited until later.
static BETTER: &[Better] = &[
    Better::Later(AuditProgrammeField::EndsOn.name()),
    Better::Gone(AuditProgrammeMove::Reopen.name()),
    Better::GoneBefore { step: AuditProgrammeMove::Finish.name(), day: AuditProgrammeField::EndsOn.name() },
];

static MACHINE: Machine = Machine {
    field: AuditProgrammeField::State.name(),
    initial: State::Draft.key(),
    adopted: None,
    open: &[State::Draft.key(), State::Drawn.key(), State::Approved.key()],
    due_in: &[],
    attested: ATTESTED,
    moves: &[
        Move {
            name: AuditProgrammeMove::Draw.name(),
            label: "Draw the sample",
            help: "The areas are chosen from the universe, by the method and from the seed that are recorded with them.",
            participle: "drawn",
            from: &[State::Draft.key()],
            to: State::Drawn.key(),
            asks: fields![AuditProgrammeField: Universe, Sample, Account],
            sets: fields![AuditProgrammeField: Seed],
            needs: fields![AuditProgrammeField: DrawnOn],
            stamps: &[(AuditProgrammeField::DrawnOn.name(), Stamp::Today)],
            rules: DRAWING,
            guided: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditProgrammeMove::Replace.name(),
            label: "Replace an area",
            help: "An area can't be audited, and another of its tier takes its place, for a reason.",
            participle: "changed",
            from: &[State::Drawn.key(), State::Approved.key()],
            to: Move::STAYS,
            asks: fields![AuditProgrammeField: Sample],
            rules: DRAWING,
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditProgrammeMove::Approve.name(),
            label: "Approve",
            help: "The programme stands as chosen.",
            participle: "approved",
            from: &[State::Drawn.key()],
            to: State::Approved.key(),
            attests: &[&APPROVED],
            rules: APPROVING,
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditProgrammeMove::Finish.name(),
            label: "Finish",
            help: "The cycle is over.",
            participle: "finished",
            from: &[State::Approved.key()],
            to: State::Finished.key(),
            settles: true,
            ..Move::PLAIN
        },
        Move {
            name: AuditProgrammeMove::Reopen.name(),
            label: "Back to draft",
            help: "The areas are chosen anew, for a reason; the journal keeps the first choice.",
            participle: "taken back to draft",
            from: &[State::Drawn.key(), State::Approved.key()],
            to: State::Draft.key(),
            clears: fields![AuditProgrammeField: Seed, DrawnOn, Universe, Sample, Account, ..APPROVED],
            reason: true,
            settles: true,
            ..Move::PLAIN
        },
    ],
};

static ATTESTED: &[Attested] = &[
    Attested {
        states: &[State::Approved.key()],
        opens: Some(AuditProgrammeMove::Reopen.name()),
        on: GROUNDS,
        snapshots: &BY_OWNERS,
    },
    Attested { states: &[State::Finished.key()], opens: None, on: &[ITSELF], snapshots: &BY_OWNERS },
];

const ITSELF: Ground = Ground::itself(fields![AuditProgrammeField:
    StartsOn, EndsOn, Method, Size, Bad, Confidence, Visit, Reasons, Seed, Universe, Sample, ApprovedBy
]);

const GROUNDS: &[Ground] = &[
    ITSELF,
    Ground {
        name: "chosen areas",
        along: &[Via::To(AuditProgrammeField::Sample.name())],
        only: |_, area| AuditArea(area).excluded() != Some(true),
        counts: Counts::Fields(fields![AuditAreaField: System, Unit]),
        loss: Loss::Falls,
        ..Ground::PLAIN
    },
];

static RULES: &[Rule] = &[
    Rule {
        says: "A programme ends after it starts.",
        clause: None,
        looks_at: &[],
        holds: Holds::Ordered(&[&[AuditProgrammeField::StartsOn.name(), AuditProgrammeField::EndsOn.name()]]),
    },
    Rule {
        says: "Each way of choosing says what it needs.",
        clause: Some("9.2.2"),
        looks_at: &[],
        holds: Holds::By(method_is_told),
    },
    Rule {
        says: "Whoever approved a programme does not become its owner.",
        clause: None,
        looks_at: &[],
        // An approval that was taken back counts no more.
        holds: Holds::Another {
            field: AuditProgrammeField::Owner.name(),
            than: fields![AuditProgrammeField: ApprovedBy],
            what: "This person approved it: somebody else owns it",
        },
    },
];

static DRAWING: &[Rule] = &[Rule {
    says: "What is chosen is of the universe.",
    clause: None,
    looks_at: &[],
    holds: Holds::By(sample_is_of_the_universe),
}];

static APPROVING: &[Rule] = &[Rule {
    says: "Someone other than its owner approves a programme.",
    clause: None,
    looks_at: &BY_OWNERS,
    holds: Holds::By(|facts| APPROVAL.missing(facts)),
}];

static APPROVAL: Apart = Apart {
    attests: APPROVED,
    duty: Duty::Programme,
    act: "Approved",
    verb: "approve it",
    hands: owners,
    ..Apart::PLAIN
};

const BY_OWNERS: [Fact; 4] = {
    let [exceptions, people, organisation] = separation::LOOKS_AT;
    [exceptions, people, organisation, Fact::Past]
};

const DERIVED: Derivation =
    Derivation { looks_at: &BY_OWNERS, work: |facts| separation::snapshot(facts, &[&APPROVAL]) };

fn method_is_told(facts: &Facts) -> Vec<Missing> {
    use AuditProgrammeField::{Bad, Confidence, Reasons, Size, Visit};
    let one = AuditProgramme(facts.record);
    let needs = match one.method() {
        Some(Method::Stratified) => Some((one.size().is_some_and(|size| size > 0), Size)),
        Some(Method::Discovery) => Some((one.bad().is_some_and(|bad| bad > 0), Bad)),
        Some(Method::Sites) => Some((one.visit().is_some(), Visit)),
        Some(Method::Judgement) => Some((!one.reasons().is_empty(), Reasons)),
        Some(Method::All) | None => None,
    };
    let mut missing = Vec::new();
    if let Some((false, field)) = needs {
        missing.push(Missing::in_field(field.name(), format!("{} is empty", field.field().label)));
    }
    if one.confidence().is_some_and(|percent| !(50..=99).contains(&percent)) {
        missing.push(Missing::in_field(Confidence.name(), "Type a percentage from 50 to 99"));
    }
    missing
}

fn sample_is_of_the_universe(facts: &Facts) -> Vec<Missing> {
    let one = AuditProgramme(facts.record);
    let strange = one.sample().iter().filter(|id| !one.universe().contains(id)).count();
    if strange == 0 {
        return Vec::new();
    }
    vec![Missing::in_field(
        AuditProgrammeField::Sample.name(),
        format!("{} not of the universe chosen from", counted(strange, "area is", "areas are")),
    )]
}

/// Those who owned it when its areas were chosen, and its owner.
fn owners(facts: &Facts) -> Vec<Hand> {
    let past = facts.past();
    let chosen = past
        .iter()
        .filter(|version| version.is_by(&[AuditProgrammeMove::Draw, AuditProgrammeMove::Replace]))
        .map(|version| &version.record);
    let chosen = chosen.filter_map(|record| {
        let deed = format!("owned {} when its areas were chosen", record.reference());
        Hand::of(AuditProgramme(record).owner(), deed)
    });
    let now = Hand::of(AuditProgramme(facts.record).owner(), format!("owns {}", facts.record.reference()));
    chosen.chain(now).collect()
}
