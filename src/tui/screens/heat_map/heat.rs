//! How many risks there are of each likelihood and impact, by the criteria in force.

use crate::domain::field::Field;
use crate::domain::risk::{self, RiskField};
use crate::domain::risk_criteria::{self, Impact, Level, Likelihood, RiskMatrix};
use crate::domain::spelling::grouped;
use crate::store::list::{Filter, Query, Tally};
use crate::store::{Error, View};
use crate::tui::desk::Desk;
use crate::tui::loaded::Loaded;
use crate::tui::screens::filters;
use crate::tui::told::Told;
use crate::workflow::risks::Movement;

/// Which of a risk's levels is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    #[default]
    Current,
    Residual,
    Inherent,
}

impl Basis {
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Current => "as they are today",
            Self::Residual => "after treatment",
            Self::Inherent => "before controls",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Current => Self::Residual,
            Self::Residual => Self::Inherent,
            Self::Inherent => Self::Current,
        }
    }

    /// Likelihood, impact and level.
    pub(super) fn fields(self) -> [&'static Field; 3] {
        match self {
            Self::Current => [RiskField::Likelihood, RiskField::Impact, RiskField::Level],
            Self::Residual => [RiskField::ResidualLikelihood, RiskField::ResidualImpact, RiskField::ResidualLevel],
            Self::Inherent => [RiskField::InherentLikelihood, RiskField::InherentImpact, RiskField::InherentLevel],
        }
        .map(RiskField::field)
    }
}

/// How many risks stand in each cell, by the criteria in force.
#[derive(Debug, Default)]
pub struct Heat {
    pub(super) basis: Basis,
    /// By which they were counted last.
    pub(super) criteria: Option<RiskMatrix>,
    pub(super) counted: Loaded<Box<Counted>>,
}

/// What finds risks of which the acceptance is over, or proven no more.
const OVER: &str = "acceptance=ended,unproven";

/// How many risks there are of each likelihood and impact, and how many without.
#[derive(Debug)]
pub(super) struct Counted {
    criteria: RiskMatrix,
    /// Whether the organisation has criteria of its own.
    pub(super) own: bool,
    /// The highest level that owners may accept by themselves; none where they may accept nothing.
    pub(super) appetite: Option<Level>,
    pub(super) cells: [[u64; 5]; 5],
    /// Those of which the acceptance is over.
    pub(super) over: [[u64; 5]; 5],
    unassessed: u64,
    /// What moved since the last review; none before the first, and of other levels than those of today.
    pub(super) movement: Option<Movement>,
}

impl Heat {
    /// Lets the risks be counted anew.
    pub fn changed(&mut self) {
        self.counted.stale();
    }

    /// Another level is looked at.
    pub(super) fn turn(&mut self) {
        self.basis = self.basis.next();
        self.counted.forget();
    }

    pub fn asks(&self) -> bool {
        self.counted.is_stale()
    }

    pub(super) fn is_fresh(&self) -> bool {
        self.counted.is_fresh()
    }

    pub fn ask(&mut self, desk: &Desk) -> Result<(), Error> {
        let home = filters::home(&risk::REGISTER);
        let query = |filter: &str| filters::query(&risk::REGISTER, filter, "number", desk);
        let (Some(open), Some(over)) = (query(&home)?, query(OVER)?) else { return Ok(()) };
        let [likelihood, impact, level] = self.basis.fields();
        let current = self.basis == Basis::Current;
        let question = move |view: View| {
            let all = view.page(&Query::new(&risk_criteria::REGISTER))?.records;
            let today = view.circumstances()?.today();
            let criteria = risk_criteria::in_force(&all, today).and_then(|criteria| criteria.table());
            let own = risk_criteria::in_force(&all, today).is_some();
            let criteria = criteria.unwrap_or(RiskMatrix::STARTING);
            let owner_may = |level: &Level| risk_criteria::owner_accepts(&all, today, *level);
            let appetite = Level::ALL.iter().copied().take_while(owner_may).last();
            let tally = view.tally(&open, likelihood, impact)?;
            let over = counted(&view.tally(&over, likelihood, impact)?);
            let mut unassessed = open.clone();
            unassessed.filters.push(Filter::Empty(level));
            let unassessed = view.count(&unassessed)?;
            let movement = if current { Movement::read(view)? } else { None };
            Ok(Box::new(Counted { criteria, own, appetite, cells: counted(&tally), over, unassessed, movement }))
        };
        self.counted.ask(desk, question);
        Ok(())
    }

    pub fn told(&mut self, told: &mut Told) -> bool {
        let told = self.counted.told(told);
        if let (true, Some(counted)) = (told, self.counted.get()) {
            self.criteria = Some(counted.criteria);
        }
        told
    }

    /// Risks with a level, those without, and those of which the acceptance is over: `38, 2 not assessed, 1 acceptance over`.
    pub fn note(&self) -> String {
        let Some(counted) = self.counted.get() else { return self.counted.instead("…").into_owned() };
        let assessed: u64 = counted.cells.iter().flatten().sum();
        let mut note = grouped(assessed);
        if counted.unassessed > 0 {
            note.push_str(&format!(", {} not assessed", grouped(counted.unassessed)));
        }
        match counted.over.iter().flatten().sum() {
            0 => {}
            1 => note.push_str(", 1 acceptance over"),
            some => note.push_str(&format!(", {} acceptances over", grouped(some))),
        }
        note
    }

    /// The cell of the highest level in which there are risks; the worst corner while there are none.
    pub(super) fn worst(&self) -> (usize, usize) {
        let (Some(counted), Some(criteria)) = (self.counted.get(), self.criteria) else { return (4, 4) };
        let all =
            Likelihood::ALL.iter().flat_map(|likelihood| Impact::ALL.iter().map(move |impact| (*likelihood, *impact)));
        let some = all.filter(|(likelihood, impact)| counted.cells[*likelihood as usize][*impact as usize] > 0);
        let worst = some.max_by_key(|(likelihood, impact)| {
            (criteria.level(*likelihood, *impact), *likelihood as usize + *impact as usize)
        });
        worst.map_or((4, 4), |(likelihood, impact)| (likelihood as usize, impact as usize))
    }
}

fn counted(tally: &Tally) -> [[u64; 5]; 5] {
    let mut counts = [[0; 5]; 5];
    for (likelihood, impact, count) in tally {
        if let (Some(likelihood), Some(impact)) = (Likelihood::of_key(likelihood), Impact::of_key(impact)) {
            counts[likelihood as usize][impact as usize] += count;
        }
    }
    counts
}
