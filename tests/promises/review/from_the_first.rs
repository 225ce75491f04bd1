//! What a record says from the first, of which an edit would have to be agreed to; and whose work an internal audit looked at.

use super::held::{self, script};
use super::tools::{flat, has, import, ok, refused};
use crate::fixture::Fixture;
use crate::gates::clock::days;

/// The pack and the minutes of the next review.
fn pages(file: &Fixture) -> [String; 2] {
    ["review pack MR-2", "review minutes MR-2"].map(|page| flat(&ok(file, page)))
}

fn sealed() -> Fixture {
    let file = Fixture::after(held::seal);
    days(&file, 1);
    ok(&file, "review call --date 2026-12-01 --chair 'Iris Falk' --secretary 'Rosa Lindt'");
    file
}

#[test]
fn what_is_left_out_from_the_first_is_told_by_name_and_why() {
    let file = sealed();
    script(
        &file,
        "
        control add 'Provenance of data' --code A.7.5 --applicable no --justification 'All our data are bought'
        control add 'Data quality' --code A.7.4 --applicable yes --justification 'We train on claims'
        audit-area add 'Fraud score' --unit Claims --excluded yes --excluded-because 'Nobody has time for it'
        audit-area add 'Claims triage' --unit Claims
        ",
    );
    for page in pages(&file) {
        has(&page, &["Provenance of data", "Applicable: no", "All our data are bought"]);
        has(&page, &["Fraud score", "Excluded: yes", "Nobody has time for it"]);
        assert!(!page.contains("We train on claims"), "{page}");
    }
    // Many at once are named up to a number, and the last of these says that there are more.
    import(&file, "control", "code,name,applicable,justification", 60, &|one| {
        format!("X.{one},Control {one},no,Nothing of that is done here")
    });
    let minutes = flat(&ok(&file, "review minutes MR-2"));
    has(&minutes, &["Control 49", "10 more were left out with it", "controls: 11 new"]);
}

#[test]
fn a_finding_is_carried_on_by_what_is_open_and_no_less_grave_and_that_is_told() {
    let file = sealed();
    script(
        &file,
        "
        audit add 'Audit' --type internal --lead 'Edda Holm' --unit Claims --starts-on 2026-11-20 --ends-on 2026-11-20
        finding add 'Vendor never assessed' --audit AU-1 --grade major --raised-on 2026-11-23 --owner 'Ben Okafor'
        finding add 'No date on a form' --audit AU-1 --grade minor --raised-on 2026-11-23 --owner 'Ben Okafor'
        nonconformity add 'Another matter' --grade minor --owner 'Ben Okafor' --source monitoring
        nonconformity add 'No such thing' --grade major --owner 'Ben Okafor' --source monitoring
        nonconformity add 'Vendor never assessed' --grade major --owner 'Ben Okafor' --source audit
        nonconformity reject NC-2 --reason 'Another case tells of the same' --rejected-by 'Iris Falk' --rejected-how message
        ",
    );
    refused(&file, "finding raise F-1 --nonconformity NC-1", &["NC-1 is minor, and the finding is major"]);
    refused(&file, "finding raise F-2 --nonconformity NC-2", &["NC-2 is rejected: raise another one"]);
    ok(&file, "finding raise F-1 --nonconformity NC-3");
    ok(
        &file,
        "nonconformity reject NC-3 --reason 'Another case tells of the same' --rejected-by 'Iris Falk' --rejected-how message",
    );
    refused(&file, "finding settle F-1 --evidence 'Seen'", &["NC-3 was rejected", "withdraw the finding"]);
    for page in pages(&file) {
        has(&page, &["raised, major nonconformity; carried on as NC-3 Vendor never assessed (rejected)"]);
    }
}

#[test]
fn an_internal_audit_says_of_what_it_is_and_its_areas_are_told_with_what_became_of_them() {
    let file = sealed();
    script(
        &file,
        "
        person edit 'Ben Okafor' --unit Claims
        obligation add 'Audit the system' --type audit --every-months 12 --next-due 2026-12-20
        audit add 'Quick' --type internal --lead 'Ben Okafor' --starts-on 2026-11-23 --ends-on 2026-11-24 --objectives 'Whether it holds' --criteria 42001 --scope 'Claims, all of it' --conclusion 'It holds'
        ",
    );
    let of_nothing = "Neither an area nor a system nor a unit is named";
    refused(&file, "audit begin AU-1", &[of_nothing, "gavel audit edit AU-1 --areas"]);
    script(&file, "audit-area add 'Claims desk' --unit Claims");
    refused(&file, "audit edit AU-1 --areas AA-1", &["belongs to Claims"]);
    script(
        &file,
        "
        audit-area add 'Claims work' --unit Elsewhere
        audit edit AU-1 --areas AA-2
        audit begin AU-1
        checklist-item add 'Who tests it?' --audit AU-1 --type own --answer conforms --answered-by 'Ben Okafor'
        ",
    );
    file.ok(&["--as", "P-3", "audit", "report", "AU-1"]);
    script(&file, "audit-area edit AA-2 --title 'Archive'");
    for page in pages(&file) {
        has(&page, &["Claims work (of Elsewhere), recorded by", "area since Archive", "meets OB-"]);
    }
}
