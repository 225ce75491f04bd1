//! An exception excuses somebody for something, approved by somebody who could; what was done under it says so for ever.

use crate::fixture::Fixture;
use crate::gates::clock::days;
use crate::review::held::{script, words};
use crate::review::tools::{ok, refused, refused_with};
use crate::sample::sample;

const NC_8: &str = "nonconformity verify NC-8 --verified-how message --as";

/// A letter that somebody wrote, as a file.
fn letter(file: &Fixture) -> String {
    let path = file.folder().join("letter.txt");
    std::fs::write(&path, "We agree. The board.").unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn the_exception_of_the_sample_is_of_one_validator_and_for_data_science() {
    let file = sample();
    // P-7 owns NC-8 and did its action; it is of no unit.
    refused(&file, &format!("{NC_8} P-7"), &["Oluwaseun Vardy put NC-8 right", "SX-1 is for Ravi Stellenbach"]);
    script(&file, "nonconformity edit NC-8 --unit 'Data science'");
    refused(&file, &format!("{NC_8} P-7"), &["SX-1 is for Ravi Stellenbach"]);
    script(&file, "nonconformity edit NC-8 --owner P-11 --unit 'data science'");
    let elsewhere = file.copy();
    script(&elsewhere, "nonconformity edit NC-8 --unit Actuarial");
    refused(&elsewhere, &format!("{NC_8} P-11"), &["Ravi Stellenbach owns NC-8", "SX-1 is for Data science"]);
    // Where it was meanwhile counts, too.
    script(&elsewhere, "nonconformity edit NC-8 --unit 'Data science'");
    refused(
        &elsewhere,
        &format!("{NC_8} P-11"),
        &["SX-1 is for Data science, and NC-8 was of Actuarial in this cycle"],
    );
    ok(&file, &format!("{NC_8} P-11"));
    let told = "Verified on 2026-11-23 by Ravi Stellenbach, who owns NC-8; by exception SX-1, ";
    assert!(ok(&file, "nonconformity show NC-8").contains(told));
    // And what it was verified for, it stays of.
    refused(&file, "nonconformity edit NC-8 --unit ''", &["NC-8"]);
    refused(&file, "nonconformity edit NC-8 --unit Actuarial", &["NC-8"]);
    refused(&file, "nonconformity edit NC-8 --system SYS-1", &["NC-8"]);
    assert!(ok(&file, "nonconformity print NC-8").contains(&format!("Done and checked by one person: {told}")));
}

#[test]
fn nobody_approves_or_records_their_own_where_somebody_else_could() {
    let file = sample();
    let add = "separation-exception add 'I am quick' --person P-7 --records NC-8 --duty verification --starts 2026-11-23 --ends 2026-12-31";
    let letter = letter(&file);
    for (line, told) in [
        (format!("{add} --approved-by P-7"), "It is for them: Eamon Castellane is of top management"),
        (format!("{add} --approved-by P-7 --compensating 'A look back'"), "It is for them: Eamon Castellane"),
        (format!("{add} --approved-by P-6"), "Priyanka Thornbury is not of top management"),
        (
            format!("{add} --approved-outside 'Jane Roe, accountant' --document {letter}"),
            "Eamon Castellane is of top management",
        ),
        (add.to_owned(), "Approved by is empty: Eamon Castellane"),
        (format!("{add} --approved-by P-2 --approved-outside 'Jane Roe'"), "both filled"),
        (format!("{add} --approved-by P-2 --as P-7"), "hand over the approval in writing"),
        (
            format!("{add} --approved-by P-2").replace("--starts 2026-11-23", "--starts 2026-11-01"),
            "today is 2026-11-23",
        ),
        (format!("{add} --approved-by P-2").replace("--person P-7", ""), "For whom it is is not said"),
        (format!("{add} --approved-by P-2").replace("--records NC-8", ""), "Neither a unit nor a record"),
        (format!("{add} --approved-by P-2").replace("--records NC-8", "--records ORG-1"), "not the whole organisation"),
    ] {
        refused(&file, &line, &[told]);
    }
    // Who sits at the terminal is not who is named: P-7 does not record it in the name of another either.
    file.become_user("ovardy");
    refused(&file, &format!("{add} --approved-by P-2 --as P-2"), &["hand over the approval in writing"]);
    ok(&file.copy(), &format!("{add} --approved-by P-2 --document {letter}"));
    file.become_user("rosa");
    ok(&file, &format!("{add} --approved-by P-2"));
    ok(&file, &format!("{NC_8} P-7"));
}

#[test]
fn an_exception_that_was_used_and_ended_is_told_in_its_words() {
    let file = sample();
    let add = "separation-exception add 'Only they can read the model' --person P-7 --records NC-8 --duty verification,plan --starts 2026-11-23 --ends 2026-12-31 --approved-by P-2";
    ok(&file, add);
    ok(&file, &format!("{NC_8} P-7"));
    let told = "Verified on 2026-11-23 by Oluwaseun Vardy, who put NC-8 right on 2026-07-17; by exception SX-2, 2026-11-23 \
                to 2026-12-31, approved by Eamon Castellane: Only they can read the model";
    refused(&file, "separation-exception edit SX-2 --why 'Any other words'", &["Reason was approved as it was"]);
    refused(&file, "separation-exception edit SX-2 --person P-8", &["For was approved as it was"]);
    refused(&file, "separation-exception edit SX-2 --ends 2027-02-01", &["Until was approved as it was"]);
    refused(
        &file,
        "separation-exception void SX-2 --reason 'Two can read it'",
        &["stays in sight", "use “end” instead"],
    );
    refused(&file, "separation-exception edit SX-2 --ends ''", &["Until"]);
    days(&file, 3);
    for ends in ["2026-11-23", "2026-11-25"] {
        let line = format!("separation-exception end SX-2 --reason 'Two can read it now' --ends {ends}");
        refused(&file, &line, &["NC-8 was attested under it: end it on 2026-11-26 or later"]);
    }
    ok(&file, "separation-exception end SX-2 --reason 'Two can read it now'");
    refused_with(&file, 2, "separation-exception end SX-2 --reason 'Once more'", &["SX-2 ends on 2026-11-26 already"]);
    days(&file, 4);
    for line in ["nonconformity show NC-8", "nonconformity print NC-8", "nonconformity history NC-8"] {
        assert!(ok(&file, line).contains(told), "{line}: {}", ok(&file, line));
    }
    // It excuses nobody any more.
    ok(&file, "nonconformity edit NC-8 --owner P-14");
    let close = "nonconformity close NC-8 --effectiveness effective --effectiveness-evidence 'Two lists' --checked-by P-7 --checked-on 2026-11-27 --checked-how message --changes-needed no --no-change-reason 'One sheet was lost'";
    refused(&file, close, &["and can't judge its effect"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

#[test]
fn an_exception_that_nobody_used_is_withdrawn_and_does_not_come_back() {
    let file = sample();
    let add = "separation-exception add 'Only they can read the model' --person P-7 --records NC-8 --duty verification --starts 2026-11-23 --ends 2026-12-31 --approved-by P-2";
    ok(&file, add);
    ok(&file, "separation-exception void SX-2 --reason 'Two can read it now'");
    refused(&file, "separation-exception unvoid SX-2", &["It was withdrawn"]);
    refused(&file, &format!("{NC_8} P-7"), &["Oluwaseun Vardy put NC-8 right"]);
}

/// What was done under it may be opened again, and taken from sight: the exception was used all the same.
#[test]
fn an_exception_stays_used_whatever_becomes_of_what_was_done_under_it() {
    let file = alone();
    ok(
        &file,
        "separation-exception add 'There is one of us' --person P-1 --records ORG-1 --duty confirmation --starts 2026-11-23 --ends 2027-11-23 --approved-by P-1 --compensating 'A look back'",
    );
    script(
        &file,
        "
        action add 'Write the policy' --owner me
        action done A-1 --evidence 'The policy'
        action confirm A-1 --confirmed-how signature
        action reopen A-1 --reason 'It was a draft'
        action void A-1 --reason 'Written elsewhere'
        ",
    );
    refused(&file, "separation-exception void SX-1 --reason 'Not used'", &["A-1 was attested under it"]);
    assert_eq!(file.verify(), Vec::<String>::new());
}

/// One officer alone: nobody else could approve anything.
fn alone() -> Fixture {
    let file = Fixture::new();
    script(&file, "person edit 'Rosa Lindt' --active yes");
    file
}

#[test]
fn where_nobody_else_could_somebody_outside_or_the_person_themself_approves() {
    let file = alone();
    let letter = letter(&file);
    let add = "separation-exception add 'There is one of us' --person P-1 --records ORG-1 --duty confirmation --starts 2026-11-23 --ends 2027-11-23";
    refused(&file, &format!("{add} --approved-by P-1"), &["say what makes up for it"]);
    refused(&file, &format!("{add} --approved-outside 'Jane Roe, accountant'"), &["hand over the approval in writing"]);
    refused(&file, add, &["name somebody outside, or the person themself"]);
    let outside = file.copy();
    ok(&outside, &format!("{add} --approved-outside 'Jane Roe, accountant' --document {letter}"));
    ok(&file, &format!("{add} --approved-by P-1 --compensating 'The accountant looks back each June'"));
    assert!(ok(&file, "separation-exception list").contains("SX-1"));
    assert!(ok(&file, "separation-exception show SX-1").contains("Self-approved"));
    for (file, told) in [
        (&outside, "approved outside by Jane Roe, accountant: There is one of us"),
        (&file, "self-approved; instead: The accountant looks back each June: There is one of us"),
    ] {
        script(file, "action add 'Write the policy' --owner me\naction done A-1 --evidence 'The policy'");
        ok(file, "action confirm A-1 --confirmed-how signature");
        let shown = ok(file, "action show A-1");
        assert!(shown.contains(told) && shown.contains("By one person"), "{shown}");
        // Once somebody else is there who can approve it, it has to be approved by them.
        script(
            file,
            "
            person add 'Iris Falk' --active yes --top-management yes
            action add 'Print the policy' --owner P-1
            action done A-2 --evidence 'A print'
            ",
        );
        refused(
            file,
            "action confirm A-2 --confirmed-how signature",
            &["Iris Falk can", "and Iris Falk can approve one now"],
        );
    }
}

#[test]
fn an_old_exception_names_nobody_and_excuses_nobody_and_what_was_done_under_it_is_told() {
    let file = crate::upgrade::rich();
    let told = file.fails(1, &words("nonconformity verify NC-8 --verified-how message --verified-by P-7 --as P-1"));
    assert!(told.contains("SX-1 names nobody and so excuses nobody"), "{told}");
}

/// P-2 is of top management, and steps aside so that nobody else could approve.
#[test]
fn nobody_is_put_aside_for_an_exception() {
    let file = alone();
    ok(&file, "person add 'Iris Falk' --active yes --top-management yes");
    let add = "separation-exception add 'There is one of us' --person P-1 --records ORG-1 --duty confirmation --starts 2026-11-23 --ends 2027-11-23 --approved-by P-1 --compensating 'A look back'";
    refused(&file, add, &["Iris Falk is of top management"]);
    refused(&file, "person edit P-2 --top-management no", &["Nobody else is of it: mark somebody else first"]);
    ok(&file, "person add 'Tom Ekwall' --active yes");
    let lately = "was of top management within the last 7 days";
    for aside in [
        "person edit P-2 --active no",
        "person edit P-2 --active no --last-day 2026-01-01",
        "person void P-2 --reason 'Left'",
    ] {
        let copy = file.copy();
        ok(&copy, "person edit P-3 --active no");
        ok(&copy, aside);
        let who = if aside.contains("void") { "P-2" } else { "Iris Falk" };
        refused(&copy, add, &[who, lately, "3 people took part within the last 7 days"]);
        days(&copy, 7);
        refused(
            &copy,
            &add.replace("2026-11-23", "2026-11-30").replace("--ends 2027-11-23", "--ends 2027-10-30"),
            &[lately],
        );
        days(&copy, 9);
        ok(&copy, &add.replace("2026-11-23", "2026-12-02").replace("2027-11-23", "2027-10-30"));
    }
}

#[test]
fn only_another_of_top_management_ends_it() {
    let file = sample();
    refused(
        &file,
        "person edit P-2 --top-management no",
        &["Top management ends", "Somebody else of it does so, such as"],
    );
    refused(&file, "person edit P-2 --top-management no --as P-7", &["Somebody else of it does so"]);
    ok(&file, "person edit P-2 --top-management no --as P-3");
}
