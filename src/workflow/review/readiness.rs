//! Readiness: what is missing or stale before the day, input by input, while there is still time.

use chrono::{Days, Months, NaiveDate};

use crate::domain::agenda_item::{AgendaItem, AgendaItemField, Input};
use crate::domain::house::said::Words;
use crate::domain::identity::RecordId;
use crate::domain::organisation::Organisation;
use crate::domain::person::Person;
use crate::domain::review::{Review, ReviewField, State};
use crate::domain::spelling::{self, near};
use crate::domain::transaction::What;
use crate::domain::value::Value;
use crate::store::{Error, View};
use crate::workflow::pack::{Pack, Section, needed};
use crate::workflow::said::Recorded;

use super::commentary::{self, Word};
use super::{Proceedings, notice};

/// How something stands before the meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Without it the review can't be called or concluded, or an input not be considered.
    Missing,
    /// It is there, and deserves a look.
    Stale,
    Ready,
}

impl Standing {
    /// The word for it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale => "to look at",
            Self::Ready => "ready",
        }
    }
}

/// One line of readiness.
#[derive(Debug, Clone)]
pub struct Ready {
    /// What it is about: `d1 Nonconformities and corrective actions`, `Minutes of MR-3`.
    pub about: String,
    pub standing: Standing,
    /// What is missing, and what to do.
    pub what: String,
    /// The record where it is put right, and the field of it.
    pub leads_to: Option<(RecordId, Option<&'static str>)>,
    /// Who owes it, where it is for one person to do.
    pub owed_by: Option<RecordId>,
}

/// What is ready and what is not, for the meeting as a whole and for each item of the agenda.
///
/// # Errors
/// Where the file can't be read.
pub fn readiness(view: View, proceedings: &Proceedings, pack: &Pack) -> Result<Vec<Ready>, Error> {
    let today = view.circumstances()?.today();
    let mut lines = meeting(proceedings, today);
    let is_review = proceedings.review().is_management_review();
    lines.extend(interval(proceedings, pack, today).filter(|_| is_review));
    lines.extend(previous_minutes(pack));
    for section in &pack.sections {
        let item = input(proceedings, section, pack, (today, asked_before(view, section)?));
        let item = considered(view, proceedings, section, item)?;
        lines.push(in_own_words(view, section, item)?);
    }
    let asked = |input: &&Input| is_review && input.is_required();
    let absent = Input::ALL.iter().filter(asked).filter(|input| proceedings.item_of(**input).is_none());
    lines.extend(absent.map(|input| Ready {
        about: input.words(),
        standing: Standing::Missing,
        what: "It is not on the agenda; calling the review puts it there".to_owned(),
        leads_to: Some((proceedings.id(), None)),
        owed_by: None,
    }));
    lines.extend(circulation(proceedings, today));
    Ok(lines)
}

fn meeting(proceedings: &Proceedings, today: NaiveDate) -> Vec<Ready> {
    let review = proceedings.review();
    let id = proceedings.id();
    let mut lines = Vec::new();
    let mut ask = |absent: bool, field: ReviewField| {
        if absent {
            lines.push(Ready {
                about: field.field().label.to_owned(),
                standing: Standing::Missing,
                what: "A call needs it".to_owned(),
                leads_to: Some((id, Some(field.name().as_str()))),
                owed_by: None,
            });
        }
    };
    ask(review.date().is_none(), ReviewField::Date);
    let is_review = review.is_management_review();
    ask(is_review && review.period_start().is_none(), ReviewField::PeriodStart);
    ask(is_review && review.period_end().is_none(), ReviewField::PeriodEnd);
    ask(review.chair().is_none(), ReviewField::Chair);
    ask(review.secretary().is_none(), ReviewField::Secretary);
    ask(review.members().is_empty(), ReviewField::Members);
    let invited = super::minutes::recipients(proceedings);
    let top = proceedings
        .meeting
        .people
        .iter()
        .any(|one| invited.contains(&one.id) && Person(one).top_management() == Some(true));
    if is_review && !top && !invited.is_empty() {
        lines.push(Ready {
            about: "Top management".to_owned(),
            standing: Standing::Missing,
            what: "Nobody of top management is invited (9.3.1); mark it in the people register".to_owned(),
            leads_to: Some((id, Some(ReviewField::Members.name().as_str()))),
            owed_by: None,
        });
    }
    let asked = proceedings.meeting.rules().asked;
    for (_, why) in proceedings.meeting.unseated() {
        lines.push(Ready {
            about: "Voting members".to_owned(),
            standing: Standing::Missing,
            what: format!("{why}: no seat, and no vote"),
            leads_to: Some((id, Some(ReviewField::Members.name().as_str()))),
            owed_by: None,
        });
    }
    for field in [ReviewField::Chair, ReviewField::Secretary] {
        let person = if field == ReviewField::Chair { review.chair() } else { review.secretary() };
        let person = proceedings.meeting.people.iter().find(|one| Some(one.id) == person);
        if let Some(why) = person.and_then(|one| Person(one).why_not_on(today)) {
            lines.push(Ready {
                about: field.field().label.to_owned(),
                standing: Standing::Missing,
                what: format!("{why}: name somebody else"),
                leads_to: Some((id, Some(field.name().as_str()))),
                owed_by: None,
            });
        }
    }
    let (members, seats) = (proceedings.meeting.members().len(), proceedings.meeting.seats());
    let needed = asked.needed(seats);
    if needed > members {
        lines.push(Ready {
            about: "Quorum".to_owned(),
            standing: Standing::Missing,
            what: match seats > members {
                true => format!("{needed} of {seats} voting members are needed and {members} are named"),
                false => format!("{needed} voting members are needed and {members} are named"),
            },
            leads_to: Some((id, Some(ReviewField::Members.name().as_str()))),
            owed_by: None,
        });
    }
    lines
}

/// Whether the review comes within the organisation's own interval: one that is called for a later day can still be called
/// for an earlier one, until that has passed.
fn interval(proceedings: &Proceedings, pack: &Pack, today: NaiveDate) -> Option<Ready> {
    let months = Organisation(&proceedings.meeting.organisation).review_interval()?;
    let last = pack.since?;
    let latest = last.checked_add_months(Months::new(u32::try_from(months).ok()?))?;
    let date = proceedings.review().date().unwrap_or(today);
    (date > latest).then(|| Ready {
        about: "Interval".to_owned(),
        standing: if latest < today { Standing::Stale } else { Standing::Missing },
        what: format!("The last review was on {last}; within {months} months it is due by {latest} (9.3.1)"),
        leads_to: Some((proceedings.id(), Some(ReviewField::Date.name().as_str()))),
        owed_by: None,
    })
}

fn previous_minutes(pack: &Pack) -> Option<Ready> {
    let previous = pack.previous.as_ref()?;
    let state = Review(previous).state()?;
    let about = format!("Minutes of {}", previous.reference());
    let leads_to = Some((previous.id, None));
    Some(if state == State::Sealed {
        Ready { about, standing: Standing::Ready, what: "Approved and sealed".to_owned(), leads_to, owed_by: None }
    } else {
        let what = format!("They are {}; this review can approve them", state.label().to_lowercase());
        Ready { about, standing: Standing::Stale, what, leads_to, owed_by: None }
    })
}

/// The line of an input, which is not ready where what it stands on is not there, or says nothing.
fn considered(view: View, proceedings: &Proceedings, section: &Section, line: Ready) -> Result<Ready, Error> {
    let lacks = needed::lacking(view, &proceedings.items, &section.item)?;
    let empty = needed::empty_words(view, &proceedings.items, &section.item)?;
    let words: Vec<_> = lacks.into_iter().chain(empty).collect();
    if words.is_empty() {
        return Ok(line);
    }
    // What else is missing is said behind it; what there is, is not enough.
    let also = Some(line.what).filter(|_| line.standing != Standing::Ready);
    let what = words.into_iter().chain(also).collect::<Vec<_>>().join(" ");
    Ok(Ready { standing: Standing::Missing, what, ..line })
}

/// The line of an input whose commentary somebody else typed than its contributor, or who put themselves in the place of
/// another: it is not their word. Nor is it quite, where it was typed in their name.
fn in_own_words(view: View, section: &Section, line: Ready) -> Result<Ready, Error> {
    let item = section.item();
    let (Some(contributor), true) = (item.contributor(), item.is_commented()) else { return Ok(line) };
    let field = AgendaItemField::Commentary.name();
    let versions = view.versions(section.item.id)?;
    let mut replaced = None;
    for (place, version) in versions.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| versions.get(place)).map(|one| &one.record);
        let asked = before.and_then(|one| AgendaItem(one).contributor());
        if AgendaItem(&version.record).contributor() == Some(contributor) && asked != Some(contributor) {
            replaced = asked.zip(Some(version.sequence));
        }
    }
    let leads_to = Some((section.item.id, Some(field.as_str())));
    if let Some((asked, at)) = replaced
        && let Some(entry) = view.entry(at)?
    {
        let recorded = Recorded::then(view, &entry.header)?;
        if recorded.acting == contributor || recorded.at_terminal == Some(contributor) {
            let (who, asked) = (view.name_of(contributor)?, view.name_of(asked)?);
            let what = format!("{who} put themselves in the place of {asked}, who was asked for it. {}", line.what);
            return Ok(Ready { standing: Standing::Missing, what, leads_to, ..line });
        }
    }
    let (standing, what) = match commentary::word(view, &section.item)? {
        Word::Theirs | Word::Nobodys => return Ok(line),
        Word::InTheirName(by) => {
            (line.standing.min(Standing::Stale), format!("The commentary was typed by {}.", by.words(view)?))
        }
        Word::OfAnother(by) => {
            (Standing::Missing, format!("The commentary was typed by {}, not by its contributor.", by.words(view)?))
        }
    };
    Ok(Ready { standing, what: format!("{what} {}", line.what), leads_to, ..line })
}

/// Who was asked last for the commentary of an item of which nobody is asked any more.
fn asked_before(view: View, section: &Section) -> Result<Option<RecordId>, Error> {
    if section.item().contributor().is_some() {
        return Ok(None);
    }
    let history = view.history(section.item.id)?;
    let contributor = AgendaItemField::Contributor.field();
    let cleared = history.iter().rev().find_map(|(_, change)| match &change.what {
        What::Update { fields, .. } => {
            fields.iter().find(|one| one.field == contributor).and_then(|one| one.before.clone())
        }
        _ => None,
    });
    Ok(match cleared {
        Some(Value::Link(person)) => Some(person),
        _ => None,
    })
}

fn input(
    proceedings: &Proceedings,
    section: &Section,
    pack: &Pack,
    (today, asked): (NaiveDate, Option<RecordId>),
) -> Ready {
    let item = section.item();
    let input = section.input();
    let about = format!("{} {}", input.letter(), section.item.title()).trim_start().to_owned();
    let ready = |standing: Standing, what: String, field: Option<AgendaItemField>| Ready {
        about: about.clone(),
        standing,
        what,
        leads_to: Some((section.item.id, field.map(|field| field.name().as_str()))),
        owed_by: item.contributor().filter(|_| standing != Standing::Ready && !item.is_commented()),
    };
    let commented = item.is_commented();
    if let (Some(contributor), false) = (item.contributor(), commented) {
        let name = proceedings.person(Some(contributor));
        let (standing, when) = match item.contribution_due() {
            Some(due) if due < today => (Standing::Missing, format!(", due {}", near(due, today))),
            Some(due) => (Standing::Stale, format!(", due {}", near(due, today))),
            None => (Standing::Stale, String::new()),
        };
        return ready(
            standing,
            format!("The commentary of {name} is not there{when}"),
            Some(AgendaItemField::Commentary),
        );
    }
    if let (Some(asked), false) = (asked, commented) {
        let name = proceedings.person(Some(asked));
        let what = format!("The commentary of {name} was asked for and is not there; nobody is asked for it any more");
        return ready(Standing::Stale, what, Some(AgendaItemField::Contributor));
    }
    if matches!(input, Input::Opening | Input::Conclusion | Input::Own | Input::AnyOther) {
        let what = match (item.presenter(), commented) {
            (Some(presenter), _) => format!("Presented by {}", proceedings.person(Some(presenter))),
            (None, true) => "Commentary is there".to_owned(),
            (None, false) => "Nothing is asked for".to_owned(),
        };
        return ready(Standing::Ready, what, None);
    }
    match (section.source, commented) {
        (None, false) => {
            let what = "No register of this file speaks to it: write a commentary and attach what there is";
            ready(Standing::Missing, what.to_owned(), Some(AgendaItemField::Commentary))
        }
        (None, true) => ready(Standing::Ready, "By its commentary; no register speaks to it".to_owned(), None),
        (Some(_), _) if !section.cautions.is_empty() => {
            ready(Standing::Stale, section.cautions.join(" "), Some(AgendaItemField::Commentary))
        }
        (Some(_), _) => {
            let figures: Vec<_> = section
                .figures
                .iter()
                .map(|one| spelling::figure(&one.words(&Words::default(), pack.from), one.value))
                .collect();
            let is_review = proceedings.review().is_management_review();
            let trend =
                is_review && pack.previous.is_some() && section.figures.iter().all(|one| one.before().is_none());
            let note = if trend { "; no earlier figures to compare with" } else { "" };
            ready(Standing::Ready, format!("{}{note}", figures.join(", ")), None)
        }
    }
}

fn circulation(proceedings: &Proceedings, today: NaiveDate) -> Option<Ready> {
    if !proceedings.state().is_before() {
        return None;
    }
    let about = "Pack".to_owned();
    let leads_to = Some((proceedings.id(), None));
    if let Some(pack) = proceedings.last_pack() {
        let view = crate::domain::pack::Pack(pack);
        let version = view.version().unwrap_or_default();
        let on = view.circulated_on().map_or(String::new(), |day| format!(" on {day}"));
        let short = proceedings.review().date().and_then(|meets| notice::fell_short(proceedings, meets));
        let late = short.map_or(String::new(), |(days, asked)| {
            let before = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
            format!("; first circulated {before} before the meeting; {asked} are asked")
        });
        return Some(Ready {
            about,
            standing: if short.is_some() { Standing::Stale } else { Standing::Ready },
            what: format!("Version {version} frozen{on}, to be sent out{late}"),
            leads_to,
            owed_by: None,
        });
    }
    let notice = Organisation(&proceedings.meeting.organisation).notice_days().unwrap_or(0);
    let by = proceedings.review().date()?.checked_sub_days(Days::new(u64::try_from(notice).unwrap_or(0)))?;
    let standing = if by < today { Standing::Missing } else { Standing::Stale };
    Some(Ready {
        about,
        standing,
        what: format!("Not circulated yet; {notice} days of notice make it due on {}", spelling::day(by)),
        leads_to,
        owed_by: proceedings.review().secretary(),
    })
}
