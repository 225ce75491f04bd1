//! With how much notice the pack went out.

use chrono::NaiveDate;

use crate::domain::organisation::Organisation;
use crate::domain::pack::Pack;

use super::Proceedings;

/// With how many days of notice the pack went out for a meeting on a day, and how many are asked, where those are more.
pub fn fell_short(proceedings: &Proceedings, meets: NaiveDate) -> Option<(i64, i64)> {
    let asked = Organisation(&proceedings.meeting.organisation).notice_days().filter(|days| *days > 0)?;
    let packs = proceedings.packs.iter().map(Pack).filter(|pack| pack.tabled() != Some(true));
    let days = (meets - packs.filter_map(Pack::circulated_on).min()?).num_days();
    (days < asked).then_some((days, asked))
}
