//! With how much notice the pack went out.

use chrono::NaiveDate;

use crate::domain::organisation::Organisation;
use crate::domain::pack::Pack;

use super::Proceedings;

/// What of the notice fell short of what is asked, for a meeting on a day: `circulated 2 days before the meeting; 10 are
/// asked`.
pub fn fell_short(proceedings: &Proceedings, meets: NaiveDate) -> Option<String> {
    let asked = Organisation(&proceedings.meeting.organisation).notice_days().filter(|days| *days > 0)?;
    let packs = proceedings.packs.iter().map(Pack).filter(|pack| pack.tabled() != Some(true));
    let days = (meets - packs.filter_map(Pack::circulated_on).min()?).num_days();
    let before = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    (days < asked).then(|| format!("circulated {before} before the meeting; {asked} are asked"))
}
