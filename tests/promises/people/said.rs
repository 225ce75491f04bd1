//! How something was said is shown for what it is, and who recorded it is who sat at the terminal.

use crate::fixture::Fixture;
use crate::review::held::{self, script};
use crate::review::tools::ok;
use crate::sample::sample;

const NC_8: &str = "nonconformity verify NC-8 --verified-by P-12 --verified-how";

#[test]
fn a_message_a_signature_and_a_meeting_are_on_file_or_said_not_to_be() {
    for (how, said, kind) in [
        ("message", "by message", "message"),
        ("signature", "by signature", "signature"),
        ("meeting", "in a meeting", "minutes"),
    ] {
        let file = sample();
        ok(&file, &format!("{NC_8} {how} --evidence 'Two lists compared'"));
        let missing = format!("Maeve Adelakun, 23 November 2026, {said}, not on file, recorded by Noor Halvorsen");
        let printed = || ok(&file, "nonconformity print NC-8");
        assert!(printed().contains(&missing), "{}", printed());
        // Neither a proof, nor something of another type, nor what somebody else wrote puts it on file.
        let other = if kind == "message" { "signature" } else { "message" };
        script(
            &file,
            &format!(
                "
                evidence add 'A list' --about NC-8 --type proof --said-by P-12
                evidence add 'Another mail' --about NC-8 --type {other} --said-by P-12
                evidence add 'Not about it' --about NC-9 --type {kind} --said-by P-12
                "
            ),
        );
        if kind != "minutes" {
            ok(&file, &format!("evidence add 'Of another' --about NC-8 --type {kind} --said-by P-4"));
        }
        assert!(printed().contains(&missing), "{}", printed());
        ok(
            &file,
            &format!("evidence add 'What they said' --about NC-8 --type {kind} --said-by P-12 --dated 2026-11-23"),
        );
        // Words alone are told.
        assert!(printed().contains(&missing.replace("not on file", "told, not on file")), "{}", printed());
        let place = "--place 'Records room' --keeper P-1";
        let added = ok(&file, &format!("evidence add 'The sheet' --about NC-8 --type {kind} --said-by P-12 {place}"));
        // Who put it there is told: a file shows no more than that.
        let put = added.split_whitespace().find(|word| word.starts_with("E-")).unwrap().trim_matches(':');
        let told = missing.replace(", not on file", &format!(", put on file as {put} by Noor Halvorsen"));
        assert!(printed().contains(&told), "{}", printed());
    }
}

#[test]
fn who_recorded_is_who_sat_at_the_terminal() {
    let file = sample();
    let printed = |file: &Fixture| ok(file, "nonconformity print NC-8");
    let own = file.copy();
    own.become_user("ovardy");
    ok(&own, &format!("{NC_8} message"));
    assert!(
        printed(&own)
            .contains("Maeve Adelakun, 23 November 2026, by message, not on file, recorded by Oluwaseun Vardy")
    );
    // Typed by the secretary in the name of who verified.
    ok(&file, "nonconformity verify NC-8 --verified-how signature --as P-12");
    let told = "by signature, not on file, recorded by Noor Halvorsen, in the name of Maeve Adelakun";
    assert!(printed(&file).contains(told), "{}", printed(&file));
    assert!(printed(&file).contains("| Noor Halvorsen, in the name of Maeve Adelakun |"), "{}", printed(&file));
    // At a terminal that nobody of the file is known at.
    let strange = own.copy();
    strange.become_user("nightly");
    ok(
        &strange,
        "nonconformity extend NC-8 --due 2027-02-01 --extended-by P-3 --extended-how message --reason 'Late' --as P-1",
    );
    assert!(printed(&strange).contains("recorded by the user nightly, in the name of Noor Halvorsen"));
    let block = printed(&strange).split("## Terminals").nth(1).unwrap().to_owned();
    for user in ["nightly", "ovardy", "rosa", "costerlund"] {
        assert!(block.contains(user), "{user}: {block}");
    }
}

/// A case that came back is verified anew, and whoever recorded that is named, not who recorded the first time.
#[test]
fn who_recorded_is_who_recorded_it_last() {
    let file = sample();
    script(
        &file,
        "
        nonconformity reopen NC-6 --reopened-on-evidence 'Unsigned again' --reason 'It came back'
        nonconformity analyse NC-6 --cause 'A gap in the plan' --cause-method other --similar-searched All --similar-cases None --correction-stands yes
        ",
    );
    file.become_user("ovardy");
    let approved = "--no-action-reason 'It was put right' --no-action-approved-by P-2 --no-action-approved-how message";
    ok(&file, &format!("nonconformity correct NC-6 {approved} --verified-by P-1 --verified-how signature"));
    let printed = ok(&file, "nonconformity print NC-6");
    let told = "Noor Halvorsen, 23 November 2026, by signature, not on file, recorded by Oluwaseun Vardy";
    assert!(printed.contains(told), "{printed}");
}

#[test]
fn an_approval_that_the_secretary_typed_says_so() {
    let file = Fixture::after(held::judge);
    script(&file, "review conclude MR-1\nreview minutes MR-1 --circulate");
    let approve = |file: &Fixture| {
        ok(file, "review approve MR-1 --for chair --how signature --as 'Iris Falk'");
        ok(file, "review approve MR-1 --for secretary --how signature");
        ok(file, "review minutes MR-1")
    };
    let signed = file.copy();
    let sealed = approve(&file);
    let chair = "Approved by Iris Falk (chair) on 23 November 2026 by signature, not on file; recorded by Rosa Lindt, in the \
                 name of Iris Falk.";
    assert!(sealed.contains(chair), "{sealed}");
    assert!(
        sealed.contains("Rosa Lindt (secretary) on 23 November 2026 by signature, entered by themselves;"),
        "{sealed}"
    );
    ok(
        &signed,
        "evidence add 'The signed page' --about MR-1 --type signature --said-by 'Iris Falk' --place 'Minute book' --keeper me",
    );
    let sealed = approve(&signed);
    let chair =
        "Approved by Iris Falk (chair) on 23 November 2026 by signature, put on file as E-1 by Rosa Lindt; recorded by";
    assert!(sealed.contains(chair), "{sealed}");
    assert_eq!(signed.verify(), Vec::<String>::new());
}
