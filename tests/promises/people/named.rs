//! Nobody takes another one's name, nor comes to be called otherwise without being told of; and what rests on somebody's word
//! keeps them.

use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::{self, script};
use crate::review::tools::{flat, has, ok, refused};

const CALL: &str = "review call --date 2027-03-01 --period-start 2026-11-24 --period-end 2027-02-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'";

fn begun() -> Fixture {
    let file = Fixture::after(held::conclude);
    days(&file, 1);
    file
}

#[test]
fn nobody_is_called_as_another_is_or_was() {
    let file = begun();
    let agreed = "--reason 'She married' --agreed-by 'Dev Anand' --agreed-how message";
    for name in ["Ben Okafor", "ben  okafor"] {
        refused(&file, &format!("person add '{name}'"), &["P-3 is called so, or was"]);
        refused(&file, &format!("person edit P-4 --name '{name}' {agreed}"), &["P-3 is called so, or was"]);
    }
    refused(&file, "person edit P-4 --name 'Carla Brandt'", &["A reason is missing", "Agreed by"]);
    refused(&file, "person edit P-4 --name 'Carla Brandt' --reason 'She married'", &["Agreed by"]);
    ok(&file, &format!("person edit P-4 --name 'Carla Brandt' {agreed}"));
    refused(&file, "person add 'Carla Stein'", &["P-4 is called so, or was"]);
    ok(&file, CALL);
    for page in ["review pack MR-2", "review minutes MR-2"] {
        let page = flat(&ok(&file, page));
        has(&page, &["Name Carla Stein, now Carla Brandt", "She married", "P-5 Dev Anand, by message"]);
    }
    // What the name was is kept where it can be erased, and nowhere else.
    let kept = ok(&file, "favourable-change list --json");
    assert!(kept.contains("P-4 name changed") && !kept.contains("Carla"), "{kept}");
    file.ok(&["erase", "person", "P-4", "name", "--reason", "left and asked for it", "--approved-by", "P-2"]);
    refused(&file, "person edit P-4 --name 'Somebody Else' --reason 'She left'", &["Agreed by"]);
    assert!(!ok(&file, "review minutes MR-2").contains("Carla"), "nothing of it is left on a page that is written now");
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn whoever_was_typed_wrongly_today_is_put_right_until_something_rests_on_them() {
    let file = begun();
    script(
        &file,
        "
        action add 'Ask for offers' --owner 'Ben Okafor' --due 2026-12-04
        person add 'Ana Ruis'
        person edit P-7 --name 'Ana Ruiz'
        person add 'Uma Vale'
        person void P-8 --reason 'Typed twice'
        person add 'Uma Vale'
        ",
    );
    days(&file, 2);
    script(
        &file,
        "
        person add 'Eve Lund'
        action edit A-2 --due 2027-03-01 --reason 'The seller is late' --agreed-by 'Eve Lund' --agreed-how meeting
        ",
    );
    refused(&file, "person edit 'Eve Lund' --name 'Eva Lund'", &["Agreed by"]);
    refused(&file, "person void 'Eve Lund' --reason 'Typed twice'", &["FC-1 rests on this person’s word"]);
    ok(&file, "person edit 'Eve Lund' --active no");
    assert_eq!(file.verify(), Vec::<String>::new());
}
