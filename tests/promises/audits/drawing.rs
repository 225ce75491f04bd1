//! Areas are chosen so that anybody can choose them again.

use gavel::domain::audit_area::{self, AuditArea, AuditAreaField};
use gavel::domain::audit_programme::AuditProgramme;
use gavel::domain::system::Tier;
use gavel::domain::value::Value;
use gavel::store::{Act, Proposal};

use super::tools::called;
use crate::fixture::Fixture;

/// So many areas of each tier, in so many sites.
fn with_areas(tiers: &[(Option<Tier>, usize)], sites: usize) -> Fixture {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Ines Aubert", "--active", "yes"]);
    let mut acts = Vec::new();
    for (tier, count) in tiers {
        for _ in 0..*count {
            let number = acts.len();
            let mut fields = vec![
                (AuditAreaField::Title.field(), Value::Text(format!("Area {number}"))),
                (AuditAreaField::Unit.field(), Value::Text("Claims".into())),
                (AuditAreaField::Site.field(), Value::Text(format!("Site {}", number % sites))),
            ];
            fields.extend(tier.map(|tier| (AuditAreaField::Tier.field(), Value::Choice(tier.key()))));
            acts.push(Act::Create { id: fixture.ambient.identity(), register: &audit_area::REGISTER, fields });
        }
    }
    fixture.store().commit(fixture.author.clone(), Proposal::of(acts)).unwrap();
    fixture
}

fn programme(fixture: &Fixture, method: &[&str]) {
    let days = ["--starts-on", "2027-01-01", "--ends-on", "2029-12-31", "--method"];
    fixture.ok(&[&["audit-programme", "add", "Audits 2027 to 2029"][..], &days, method].concat());
}

fn by_tier(fixture: &Fixture, programme: &str) -> Vec<(Option<Tier>, usize)> {
    let record = called(fixture, programme);
    let store = fixture.store();
    let tiers = AuditProgramme(&record).sample().iter().map(|id| {
        let area = store.view().record(*id).unwrap().unwrap();
        AuditArea(&area).tier()
    });
    let tiers: Vec<_> = tiers.collect();
    let all = [Some(Tier::Critical), Some(Tier::High), Some(Tier::Medium), Some(Tier::Low), None];
    all.iter().map(|tier| (*tier, tiers.iter().filter(|one| *one == tier).count())).collect()
}

#[test]
fn a_small_stratum_is_not_forgotten_and_the_top_tier_is_taken_whole() {
    // 12 over 5, 15, 30 and 50 would be 0, 2, 4 and 6.
    let of = [(Some(Tier::High), 5), (Some(Tier::Medium), 15), (Some(Tier::Low), 30), (None, 50)];
    let fixture = with_areas(&of, 10);
    programme(&fixture, &["stratified", "--size", "12"]);
    let told = fixture.ok(&["audit-programme", "draw", "AUP-1", "--seed", "42"]);
    for words in
        ["High: 1 of 5\n", "Medium: 2 of 15\n", "Low: 3 of 30\n", "Without a tier: 6 of 50\n", "Seed 42, named by hand"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let counts: Vec<usize> = by_tier(&fixture, "AUP-1").into_iter().map(|(_, count)| count).collect();
    assert_eq!(counts, [0, 1, 2, 3, 6]);

    let fixture = with_areas(&[(Some(Tier::Critical), 5), (Some(Tier::High), 15), (None, 80)], 10);
    programme(&fixture, &["stratified", "--size", "12"]);
    fixture.ok(&["audit-programme", "draw", "AUP-1"]);
    let counts: Vec<usize> = by_tier(&fixture, "AUP-1").into_iter().map(|(_, count)| count).collect();
    assert_eq!(counts, [5, 1, 0, 0, 6]);
    programme(&fixture, &["stratified", "--size", "6"]);
    let why = fixture.fails(2, &["audit-programme", "draw", "AUP-2"]);
    assert!(why.contains("AUP-2 audits 6 areas and needs 7"), "{why}");
}

#[test]
fn the_same_seed_draws_the_same_areas() {
    let fixture = with_areas(&[(Some(Tier::High), 20), (Some(Tier::Low), 60)], 10);
    for _ in 0..3 {
        programme(&fixture, &["stratified", "--size", "12"]);
    }
    fixture.ok(&["audit-programme", "draw", "AUP-1", "--seed", "2026"]);
    fixture.ok(&["audit-programme", "draw", "AUP-2", "--seed", "2026"]);
    fixture.ok(&["audit-programme", "draw", "AUP-3", "--seed", "2027"]);
    let sample = |reference: &str| AuditProgramme(&called(&fixture, reference)).sample().to_vec();
    assert_eq!(sample("AUP-1"), sample("AUP-2"));
    assert_ne!(sample("AUP-1"), sample("AUP-3"));
}

#[test]
fn discovery_and_sites_are_as_large_as_they_must_be() {
    let fixture = with_areas(&[(Some(Tier::Low), 50)], 26);
    programme(&fixture, &["discovery", "--bad", "3"]);
    let told = fixture.ok(&["audit-programme", "draw", "AUP-1"]);
    assert!(told.contains("31 of 50 areas") && told.contains("95 % confidence"), "{told}");
    assert_eq!(AuditProgramme(&called(&fixture, "AUP-1")).sample().len(), 31);
    for (number, (visit, count)) in
        [("initial", 6), ("surveillance", 4), ("recertification", 5)].into_iter().enumerate()
    {
        programme(&fixture, &["sites", "--visit", visit]);
        let told = fixture.ok(&["audit-programme", "draw", &format!("AUP-{}", number + 2)]);
        assert!(told.contains(&format!("{count} of 26 sites")), "{visit}: {told}");
        assert!(told.contains("the central function is audited besides"), "{told}");
    }
}

#[test]
fn what_is_chosen_by_judgement_is_labelled_so() {
    let fixture = with_areas(&[(Some(Tier::Low), 6)], 2);
    fixture.ok(&["audit-area", "edit", "AA-6", "--excluded", "yes", "--excluded-because", "Ends in spring"]);
    let why = "Where it changed most";
    programme(&fixture, &["judgement", "--reasons", why]);
    let unnamed = fixture.fails(2, &["audit-programme", "draw", "AUP-1"]);
    assert!(unnamed.contains("AUP-1 is chosen by judgement; name its areas (--areas)"), "{unnamed}");
    let left_out = fixture.fails(2, &["audit-programme", "draw", "AUP-1", "--areas", "AA-1,AA-6"]);
    assert!(left_out.contains("1 of the areas named are excluded"), "{left_out}");
    let told = fixture.ok(&["audit-programme", "draw", "AUP-1", "--areas", "AA-1,AA-4"]);
    assert!(told.contains("from 5 areas; 1 more are excluded from programmes"), "{told}");
    assert!(told.contains("chosen by judgement; what is found tells nothing of the rest. Reasons: Where it"), "{told}");
    assert_eq!(AuditProgramme(&called(&fixture, "AUP-1")).seed(), None);
    assert!(fixture.ok(&["audit-programme", "check", "AUP-1"]).contains("chosen by judgement"));
    programme(&fixture, &["all"]);
    fixture.ok(&["audit-programme", "draw", "AUP-2"]);
    assert_eq!(AuditProgramme(&called(&fixture, "AUP-2")).sample().len(), 5);
}

#[test]
fn a_sample_that_was_changed_is_found() {
    let fixture = with_areas(&[(Some(Tier::High), 5), (Some(Tier::Low), 15)], 4);
    programme(&fixture, &["stratified", "--size", "6"]);
    assert!(fixture.fails(1, &["audit-programme", "check", "AUP-1"]).contains("were not chosen yet"));
    fixture.ok(&["audit-programme", "draw", "AUP-1"]);
    let told = fixture.ok(&["audit-programme", "check", "AUP-1"]);
    assert!(told.starts_with("Seed ") && told.contains("gives the areas that were recorded"), "{told}");

    // Tiers and size are those of the day of the draw.
    fixture.ok(&["audit-programme", "edit", "AUP-1", "--size", "9"]);
    for number in 1..=5 {
        fixture.ok(&["audit-area", "edit", &format!("AA-{number}"), "--tier", "low"]);
    }
    fixture.ok(&["audit-programme", "check", "AUP-1"]);

    // A replacement is told with its reason.
    let record = called(&fixture, "AUP-1");
    let store = fixture.store();
    let names = |ids: &[gavel::domain::identity::RecordId]| -> Vec<String> {
        ids.iter().map(|id| store.view().record(*id).unwrap().unwrap().reference().to_string()).collect()
    };
    let one = AuditProgramme(&record);
    let mut sample = names(one.sample());
    let spare = names(one.universe()).into_iter().find(|name| !sample.contains(name)).unwrap();
    let out = std::mem::replace(&mut sample[0], spare.clone());
    fixture.ok(&["audit-programme", "replace", "AUP-1", "--sample", &sample.join(","), "--reason", "It was shut down"]);
    let told = fixture.ok(&["audit-programme", "check", "AUP-1"]);
    assert!(told.contains("It was shut down"), "{told}");
    assert!(told.contains(&format!("taken out: {out} ")) && told.contains(&format!("put in: {spare} ")), "{told}");

    // What was changed behind the program's back is told too.
    fixture
        .raw()
        .execute_batch(&format!(
            "DELETE FROM link WHERE relation = 'sample' AND to_id = (SELECT id FROM record WHERE register = 'audit_area'
             AND number = {})",
            spare.trim_start_matches("AA-")
        ))
        .unwrap();
    let run = fixture.run(&["audit-programme", "check", "AUP-1"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("without a step of the journal") && run.out.contains(&spare), "{}", run.out);
}
