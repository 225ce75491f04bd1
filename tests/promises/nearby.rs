//! Everything about a record: nothing within two steps of it is left out without being told so.

use std::collections::{BTreeMap, BTreeSet};

use crate::fixture::Fixture;
use crate::sample::sample;

/// What says nothing of whatever it hangs on: everybody and everything is connected by it.
const EVERYWHERE: [&str; 2] = ["person", "organisation"];

/// What is about many things at once.
const TELLS: [&str; 3] = ["evidence", "note", "reminder"];

/// Every record that is not hidden, with its register, and what points to what.
struct Links {
    records: BTreeMap<Vec<u8>, (String, String)>,
    to: Vec<(Vec<u8>, String, Vec<u8>)>,
}

impl Links {
    fn of(fixture: &Fixture) -> Self {
        let file = fixture.peek();
        let prefix = |register: &str| gavel::domain::catalogue::CATALOGUE.named(register).unwrap().prefix;
        let mut statement = file.prepare("SELECT id, register, number FROM record WHERE voided = 0").unwrap();
        let records = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get::<_, i64>(2)?)))).unwrap();
        let records = records.map(Result::unwrap).map(|(id, (register, number)): (_, (String, i64))| {
            let reference = format!("{}-{number}", prefix(&register));
            (id, (register, reference))
        });
        let mut statement = file.prepare("SELECT from_id, relation, to_id FROM link").unwrap();
        let to = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        Self { records: records.collect(), to: to.map(Result::unwrap).collect() }
    }

    fn register(&self, id: &[u8]) -> &str {
        self.records.get(id).map_or("", |(register, _)| register)
    }

    /// What is one step away; where more than so many hang on it by one field, they are left out.
    fn step(&self, id: &[u8], few: usize) -> BTreeSet<Vec<u8>> {
        let mut found: BTreeSet<_> =
            self.to.iter().filter(|(from, ..)| from == id).map(|(.., to)| to.clone()).collect();
        let mut hanging: BTreeMap<(&str, &str), Vec<&Vec<u8>>> = BTreeMap::new();
        for (from, relation, _) in self.to.iter().filter(|(from, _, to)| to == id && self.records.contains_key(from)) {
            hanging.entry((self.register(from), relation)).or_default().push(from);
        }
        found.extend(hanging.into_values().filter(|group| group.len() <= few).flatten().cloned());
        found.retain(|id| self.records.contains_key(id) && !EVERYWHERE.contains(&self.register(id)));
        found
    }

    /// What is within two steps of a record, by reference.
    fn around(&self, reference: &str) -> BTreeSet<String> {
        let id = self.records.iter().find(|(_, (_, own))| own == reference).unwrap().0;
        let mut all = self.step(id, usize::MAX);
        if !EVERYWHERE.contains(&self.register(id)) {
            for one in all.clone() {
                let register = gavel::domain::catalogue::CATALOGUE.named(self.register(&one)).unwrap();
                if !register.composed && !TELLS.contains(&register.name) {
                    all.extend(self.step(&one, 25));
                }
            }
        }
        all.remove(id);
        all.iter().map(|id| self.records[id].1.clone()).collect()
    }
}

/// The references of a sheet, without those of what mentions the record only.
fn told(sheet: &serde_json::Value) -> Vec<String> {
    let tables = sheet.as_object().unwrap().iter().filter(|(key, _)| *key != "mentions");
    let rows = tables.filter_map(|(_, value)| value.as_array()).flatten();
    rows.filter_map(|row| Some(row.get("number")?.as_str()?.to_owned())).collect()
}

#[test]
fn all_that_is_within_two_steps_is_told_once() {
    let fixture = sample();
    let links = Links::of(&fixture);
    for reference in ["SYS-1", "SYS-3", "R-37", "NC-12", "C-21", "AU-4", "K-3", "P-12", "E-9"] {
        let sheet = fixture.json(&format!("about {reference}"));
        let told = told(&sheet);
        let once: BTreeSet<_> = told.iter().cloned().collect();
        assert_eq!(once.len(), told.len(), "{reference}: {told:?}");
        assert!(!once.is_empty(), "{reference}");
        assert_eq!(once, links.around(reference), "{reference}");
        assert_eq!(sheet["near"], told.len(), "{reference}");
    }
}

#[test]
fn what_is_not_told_one_by_one_is_counted() {
    let fixture = sample();
    // All risks are judged by one set of criteria, and that connects none of them with another.
    let text = fixture.ok(&["about", "R-37"]);
    assert!(text.contains("RC-1 Risk criteria 2, after the appetite workshop: 40 risks hang on it"), "{text}");
    assert!(!text.contains("R-13 "), "{text}");
}

#[test]
fn a_record_is_named_by_number_or_by_the_whole_of_its_title() {
    let fixture = sample();
    let by_number = fixture.ok(&["about", "SYS-1"]);
    assert!(by_number.starts_with("SYS-1 Claims triage\n"), "{by_number}");
    assert!(by_number.contains("Mentioned in words: "), "{by_number}");
    // A column in which nothing stands has no heading either.
    let evidence = by_number.lines().skip_while(|line| !line.starts_with("Evidence: ")).nth(1).unwrap();
    assert!(evidence.contains("How it hangs together") && !evidence.contains("Due"), "{evidence}");
    assert_eq!(fixture.ok(&["about", "Claims triage"]), by_number);
    let unknown = fixture.fails(2, &["about", "Claims tri"]);
    assert!(unknown.contains("There is no record “Claims tri”; name it by its reference, such as A-31"), "{unknown}");
}

#[test]
fn nothing_around_a_record_is_said_to_be_nothing() {
    let fixture = Fixture::new();
    fixture.ok(&["system", "add", "Claims triage", "--purpose", "It sorts claims by how hard they are"]);
    let text = fixture.ok(&["about", "SYS-1"]);
    assert!(text.contains("0 within two steps, 0 in words"), "{text}");
}

#[test]
fn everything_about_a_record_is_handed_on_as_a_folder_whose_list_proves_it() {
    let fixture = sample().copy();
    fixture.ok(&["note", "add", "Nobody else reads this", "--about", "SYS-1", "--type", "restricted"]);
    let folder = fixture.folder().join("handed");
    std::fs::create_dir(&folder).unwrap();
    let to = folder.to_str().unwrap();
    let told = fixture.ok(&["about", "SYS-1", "--to", to]);
    assert!(told.contains("index.html") && told.contains("SHA256SUMS"), "{told}");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap();
    let sums = String::from_utf8(read("SHA256SUMS")).unwrap();
    let mut listed = std::collections::BTreeSet::from(["SHA256SUMS".to_owned()]);
    for line in sums.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        assert_eq!(gavel::workflow::review::minutes::sha256(&read(name)).to_string(), hash, "{name}");
        listed.insert(name.to_owned());
    }
    let there = std::fs::read_dir(&folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap());
    assert_eq!(there.collect::<std::collections::BTreeSet<_>>(), listed);
    let index = String::from_utf8(read("index.md")).unwrap();
    // Whatever is listed has a page of its own, with what was done with it.
    let told: serde_json::Value = serde_json::from_str(&fixture.ok(&["about", "SYS-1", "--json"])).unwrap();
    assert!(told["near"].as_u64().unwrap() >= 5, "{told}");
    let pages = listed.iter().filter(|name| name.ends_with(".md") && *name != "index.md").count() as u64;
    let restricted = 1;
    let all = told["near"].as_u64().unwrap() + told["mentions"].as_array().map_or(0, |all| all.len() as u64) + 1;
    assert_eq!(pages, all - restricted, "{listed:?}");
    assert!(String::from_utf8(read("SYS-1.md")).unwrap().contains("History"));
    for name in &listed {
        assert!(!String::from_utf8_lossy(&read(name)).contains("Nobody else reads this"), "{name}");
    }
    assert!(index.contains("Notes that are restricted, and printed nowhere: 1"), "{index}");
    // The same again is left; what is there and says something else is not written over.
    fixture.ok(&["about", "SYS-1", "--to", to]);
    std::fs::write(folder.join("SYS-1.md"), "Mine").unwrap();
    fixture.fails(1, &["about", "SYS-1", "--to", to]);
    assert_eq!(read("SYS-1.md"), b"Mine");
}
