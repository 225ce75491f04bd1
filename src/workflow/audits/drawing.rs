//! Choosing the areas of a programme: by tier and at random, enough to find what is bad, sites, by judgement, or all. What
//! chance chose can be drawn again by anyone from the seed that is recorded.

use crate::analysis::sampling::allocation::{Claim, Stratum, allocate};
use crate::analysis::sampling::{draw, size};
use crate::domain::audit_area::{self, AuditArea, AuditAreaField};
use crate::domain::audit_programme::{AuditProgramme, AuditProgrammeField as Field, AuditProgrammeMove, Method, Visit};
use crate::domain::identity::RecordId;
use crate::domain::record::Record;
use crate::domain::system::Tier;
use crate::domain::value::Value;
use crate::store::list::Query;
use crate::store::{Act, Ambient, Error, Proposal, View};
use crate::workflow::Trouble;
use crate::workflow::operation::Why;

use super::operations::FROM_SYSTEMS;

/// The tiers from which areas are drawn, in the order of their streams; last those without one.
const TIERS: [Option<Tier>; 5] = [Some(Tier::Critical), Some(Tier::High), Some(Tier::Medium), Some(Tier::Low), None];

/// Confidence in percent where nothing is said.
const CONFIDENCE: i64 = 95;

/// By what the areas are chosen, beside the method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A seed that chance gave.
    Chance(u32),
    /// A seed that somebody named.
    Seed(u32),
    /// Areas that somebody named.
    Names(Vec<RecordId>),
}

/// The areas that were chosen, and how.
#[derive(Debug, Clone)]
pub struct Drawn {
    pub universe: Vec<RecordId>,
    /// In the order of identities.
    pub sample: Vec<RecordId>,
    pub seed: Option<u32>,
    /// How the choice came about, in words.
    pub account: String,
}

/// The areas that programmes choose from, by number, and how many are excluded from programmes.
pub fn universe(view: View) -> Result<(Vec<Record>, usize), Error> {
    let fields = [
        AuditAreaField::Title,
        AuditAreaField::Unit,
        AuditAreaField::Site,
        AuditAreaField::Tier,
        AuditAreaField::Excluded,
    ];
    let all = view.page(&Query::new(&audit_area::REGISTER).only(&fields.map(AuditAreaField::field)))?.records;
    let count = all.len();
    let kept: Vec<Record> = all.into_iter().filter(|area| AuditArea(area).excluded() != Some(true)).collect();
    let left_out = count - kept.len();
    Ok((kept, left_out))
}

/// A seed that chance gives.
///
/// # Errors
/// Where the system gives no chance.
pub fn seed(ambient: &Ambient) -> Result<u32, Error> {
    let bytes = ambient.random()?;
    Ok(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// Chooses the areas of a programme and records how.
///
/// # Errors
/// [`Trouble::Input`] where the programme does not say enough, or says more than there is.
pub fn draw(view: View, programme: &Record, by: &By) -> Result<(Drawn, Proposal), Trouble> {
    let (areas, left_out) = universe(view)?;
    let drawn = choose(programme, &areas, left_out, by)?;
    let mut given = vec![
        (Field::Universe.field(), Some(Value::Links(drawn.universe.clone()))),
        (Field::Sample.field(), Some(Value::Links(drawn.sample.clone()))),
        (Field::Account.field(), Some(Value::Text(drawn.account.clone()))),
    ];
    given.extend(drawn.seed.map(|seed| (Field::Seed.field(), Some(Value::Number(i64::from(seed))))));
    let based_on = Some(programme.revision);
    let act = Act::Move { record: programme.id, name: AuditProgrammeMove::Draw.into(), based_on, given };
    Ok((drawn, Proposal::of([act])))
}

/// Chooses from these areas, which stand in the order of their numbers.
///
/// # Errors
/// [`Trouble::Input`] where the programme does not say enough, or says more than there is.
pub fn choose(programme: &Record, areas: &[Record], left_out: usize, by: &By) -> Result<Drawn, Trouble> {
    let reference = programme.reference();
    if areas.is_empty() {
        let why = "There is no area to choose from";
        return Err(Why::until(why, &FROM_SYSTEMS, "makes them from the systems").into());
    }
    let one = AuditProgramme(programme);
    let method = one.method().ok_or_else(|| Trouble::input("The programme does not say how areas are chosen"))?;
    let seed = match (method.is_random(), by) {
        (true, By::Chance(seed) | By::Seed(seed)) => Some(*seed),
        (true, By::Names(_)) => {
            return Err(Trouble::Input(format!(
                "{reference} is drawn at random, so no areas are named; to name them, let it be chosen by judgement, with \
                 reasons"
            )));
        }
        (false, By::Seed(_)) => {
            return Err(Trouble::Input(format!("{reference} is not drawn at random, so it takes no seed")));
        }
        (false, _) => None,
    };
    let number = u64::from(seed.unwrap_or_default());
    let (chosen, words) = match method {
        Method::Stratified => by_tier(one, areas, number)?,
        Method::Discovery => to_find(one, areas, number)?,
        Method::Sites => by_site(one, areas, number)?,
        Method::Judgement => by_judgement(one, areas, by)?,
        Method::All => {
            ((0..areas.len()).collect(), "All areas are audited; nothing was left to chance or judgement.".to_owned())
        }
    };
    let mut account = match left_out {
        0 => format!("{}, from {} areas.", method.label(), areas.len()),
        some => format!("{}, from {} areas; {some} more are excluded from programmes.", method.label(), areas.len()),
    };
    account.push('\n');
    account.push_str(&words);
    if let Some(seed) = seed {
        let whence = if matches!(by, By::Chance(_)) { "given by chance" } else { "named by hand" };
        account
            .push_str(&format!("\nSeed {seed}, {whence}: the same seed draws the same areas from the same universe."));
    }
    let mut sample: Vec<RecordId> = chosen.iter().filter_map(|place| areas.get(*place)).map(|area| area.id).collect();
    sample.sort_unstable();
    let mut universe: Vec<RecordId> = areas.iter().map(|area| area.id).collect();
    universe.sort_unstable();
    Ok(Drawn { universe, sample, seed, account })
}

type Chosen = Result<(Vec<usize>, String), Trouble>;

fn tier_label(tier: Option<Tier>) -> &'static str {
    tier.map_or("Without a tier", Tier::label)
}

fn by_tier(programme: AuditProgramme, areas: &[Record], seed: u64) -> Chosen {
    let size = programme.size().and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
    let strata: Vec<Vec<usize>> = TIERS
        .iter()
        .map(|tier| (0..areas.len()).filter(|place| AuditArea(&areas[*place]).tier() == *tier).collect())
        .collect();
    let claimed: Vec<Stratum> = TIERS
        .iter()
        .zip(&strata)
        .map(|(tier, places)| {
            let claim = if *tier == Some(Tier::Critical) { Claim::All } else { Claim::One };
            Stratum { size: places.len(), claim }
        })
        .collect();
    let takes = allocate(size, &claimed).map_err(|small| {
        let reference = programme.0.reference();
        Trouble::Input(format!(
            "{reference} audits {size} areas and needs {}: all of the critical tier and one of each other; put its size \
             right",
            small.needed
        ))
    })?;
    let chosen = draw::stratified(seed, &strata, &takes);
    let mut lines = Vec::new();
    for ((tier, places), take) in TIERS.iter().zip(&strata).zip(&takes).filter(|((_, places), _)| !places.is_empty()) {
        let all = if *take == places.len() { ", all of them" } else { "" };
        lines.push(format!("{}: {take} of {}{all}", tier_label(*tier), places.len()));
    }
    let whole = takes.iter().sum::<usize>() == areas.len();
    let means = if whole {
        "Every area was taken, so that nothing was left to chance."
    } else {
        "Within a tier each area was as likely as another, so that what is found in them can be said of their tier; tiers \
         were not drawn evenly, so a share over all of them has to be weighted."
    };
    lines.push(means.to_owned());
    Ok((chosen, lines.join("\n")))
}

fn to_find(programme: AuditProgramme, areas: &[Record], seed: u64) -> Chosen {
    let whole = |number: i64| u32::try_from(number).unwrap_or(0);
    let bad = whole(programme.bad().unwrap_or(0));
    let confidence = programme.confidence().unwrap_or(CONFIDENCE);
    let count = u32::try_from(areas.len()).unwrap_or(u32::MAX);
    let alpha = f64::from(whole(100 - confidence)) / 100.0;
    let take = size::discovery(count, bad, alpha).ok_or_else(|| {
        Trouble::Input(format!(
            "{bad} bad areas can't be among {count}; put right how many may be bad before it matters"
        ))
    })?;
    let chosen = draw::draw(seed, areas.len(), take as usize);
    let words = format!(
        "{take} of {count} areas: were {bad} or more of them bad, at least one would be among these with {confidence} % \
         confidence. Where nothing is found in any of them, fewer than {bad} are bad, with that confidence."
    );
    Ok((chosen, words))
}

/// Where an area is: its site, its unit where it names none, or itself.
fn place_of(area: &Record) -> &str {
    let one = AuditArea(area);
    let named = [one.site(), one.unit()].into_iter().map(str::trim).find(|name| !name.is_empty());
    named.unwrap_or(area.title())
}

fn by_site(programme: AuditProgramme, areas: &[Record], seed: u64) -> Chosen {
    let visit = programme.visit().unwrap_or(Visit::Initial);
    let mut sites: Vec<&str> = Vec::new();
    for area in areas {
        let place = place_of(area);
        if !sites.iter().any(|known| known.eq_ignore_ascii_case(place)) {
            sites.push(place);
        }
    }
    let kind = match visit {
        Visit::Initial => size::Visit::Initial,
        Visit::Surveillance => size::Visit::Surveillance,
        Visit::Recertification => size::Visit::Recertification,
    };
    let take = size::sites(kind, u32::try_from(sites.len()).unwrap_or(u32::MAX));
    let mut drawn: Vec<&str> = draw::draw(seed, sites.len(), take as usize).into_iter().map(|at| sites[at]).collect();
    drawn.sort_unstable();
    let chosen = (0..areas.len())
        .filter(|place| drawn.iter().any(|site| site.eq_ignore_ascii_case(place_of(&areas[*place]))))
        .collect();
    let words = format!(
        "{} of {} sites, as IAF MD 1 counts them for {} visits: {}. All of them were drawn by chance, where a quarter has to \
         be; the central function is audited besides. Where no site is named, the unit stands for it.",
        drawn.len(),
        sites.len(),
        visit.label().to_lowercase(),
        drawn.join(", ")
    );
    Ok((chosen, words))
}

fn by_judgement(programme: AuditProgramme, areas: &[Record], by: &By) -> Chosen {
    let named = match by {
        By::Names(named) if !named.is_empty() => named,
        _ => {
            let why = format!("{} is chosen by judgement; name its areas", programme.0.reference());
            return Err(Why::of(Field::Sample.field(), why).into());
        }
    };
    let chosen: Vec<usize> = (0..areas.len()).filter(|place| named.contains(&areas[*place].id)).collect();
    if chosen.len() < named.len() {
        let strange = named.len() - chosen.len();
        return Err(Trouble::Input(format!("{strange} of the areas named are excluded from programmes, or voided")));
    }
    let words = format!(
        "{} of {} areas, chosen by judgement; what is found tells nothing of the rest. Reasons: {}",
        chosen.len(),
        areas.len(),
        programme.reasons()
    );
    Ok((chosen, words))
}
