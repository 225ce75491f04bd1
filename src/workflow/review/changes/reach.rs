//! Between which places of the journal a review is told of changes.

use chrono::NaiveDate;

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::pack::{self, Pack};
use crate::domain::record::Record;
use crate::domain::review::Review;
use crate::store::{Error, View};
use crate::workflow::review::Proceedings;
use crate::workflow::review::left_behind::{concluded, told_since};

/// From the conclusion of the last review before of which there are minutes to that of this one.
#[derive(Debug)]
pub(super) struct Reach {
    /// The review before; none where it is told from the beginning of the file.
    pub since: Option<Record>,
    /// The place after which changes are told.
    pub after: Sequence,
    /// The place after which everything else is: what came after the last pack of the review before stood in none yet.
    pub rest: Sequence,
    /// The day of that pack.
    pub pack: Option<NaiveDate>,
    /// The last place; none while this review is not concluded.
    pub until: Option<Sequence>,
}

impl Reach {
    pub fn of(view: View, proceedings: &Proceedings) -> Result<Self, Error> {
        let until = concluded(view, proceedings.id())?;
        let previous = told_since(view, &proceedings.meeting.review)?;
        let begins = previous.as_ref().map(|one| concluded(view, one.id)).transpose()?.flatten();
        let begins = begins.filter(|begins| until.is_none_or(|until| *begins < until));
        let since = previous.filter(|one| begins.is_some() && Review(one).state().is_some());
        let after = begins.unwrap_or(0);
        let pack = since.as_ref().map(|one| circulated(view, one.id)).transpose()?.flatten();
        let pack = pack.filter(|(circulated, _)| *circulated < after);
        let rest = pack.map_or(after, |(circulated, _)| circulated);
        Ok(Self { since, after, rest, pack: pack.and_then(|(_, on)| on), until })
    }
}

/// Where in the journal the last pack of a review was circulated, and on which day.
fn circulated(view: View, review: RecordId) -> Result<Option<(Sequence, Option<NaiveDate>)>, Error> {
    let linked = view.backlinks(review)?.into_iter().map(|one| one.record);
    let packs = linked.filter(|one| one.register == &pack::REGISTER && Pack(one).tabled() != Some(true));
    let Some(last) = packs.max_by_key(|one| Pack(one).version()) else { return Ok(None) };
    let first = view.history(last.id)?.first().map(|(sequence, _)| *sequence);
    Ok(first.map(|sequence| (sequence, Pack(&last).circulated_on())))
}
