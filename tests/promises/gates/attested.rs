//! Files in which, together, every state that attests something has a record.

use gavel::store::Act;

use crate::fixture::Fixture;
use crate::review::held;
use crate::review::tools::{by_itself, called, commit, ok};
use crate::sample::sample;

/// The sample, one whose programme is over, and a review with a provisional decision whose minutes are approved and not
/// yet sealed.
pub fn every_attested_state() -> [Fixture; 3] {
    let finished = sample();
    ok(&finished, "audit-programme finish AUP-1 --reason 'The next one begins' --agreed-by P-2 --agreed-how meeting");
    let approved = Fixture::after(held::judge);
    held::script(
        &approved,
        "
        review leave MR-1 'Ben Okafor' 'Carla Stein'
        review propose MR-1 'One form for all' --subject improvement
        review decide MR-1 D-3
        review conclude MR-1
        review minutes MR-1 --circulate
        review approve MR-1 --for chair --how meeting
        ",
    );
    let approval = "approval add --role secretary --person 'Rosa Lindt' --approved-on 2026-11-23 --how meeting \
                    --minutes MIN-1 --review MR-1";
    let review = called(&approved, "MR-1").id;
    let approve = Act::Move { record: review, name: "approve".to_owned(), based_on: None, given: Vec::new() };
    commit(&approved, [by_itself(&approved, approval).unwrap(), approve]).unwrap();
    [sample(), finished, approved]
}
