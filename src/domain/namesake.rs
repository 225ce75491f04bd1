//! People of one name: whose names could be meant for one, and what tells them apart where they are named.

use std::borrow::Cow;
use std::collections::HashMap;

use super::folding::{folded, in_words};

/// Somebody, as far as that tells them from others.
#[derive(Debug, Clone)]
pub struct Somebody<K> {
    pub key: K,
    pub name: String,
    pub role: String,
    pub unit: String,
    /// Their number, which tells them apart where nothing else does.
    pub reference: String,
}

/// What those are called whose name others have, too: with the role or the unit that tells them apart, or their number.
pub fn told<K: Copy>(people: &[Somebody<K>]) -> Vec<(K, String)> {
    let mut of_name: HashMap<Cow<str>, Vec<usize>> = HashMap::new();
    for (place, one) in people.iter().enumerate() {
        of_name.entry(folded(&one.name)).or_default().push(place);
    }
    let shared = |(place, one): (usize, &Somebody<K>)| {
        let others: Vec<_> = of_name.get(&folded(&one.name))?.iter().filter(|other| **other != place).collect();
        let tells = |of: fn(&Somebody<K>) -> &str| {
            let own = of(one);
            let differs = others.iter().all(|other| folded(of(&people[**other])) != folded(own));
            (!own.is_empty() && differs).then_some(own)
        };
        let by = tells(|one| &one.role).or_else(|| tells(|one| &one.unit)).unwrap_or(&one.reference);
        (!others.is_empty()).then(|| (one.key, format!("{} ({by})", one.name)))
    };
    people.iter().enumerate().filter_map(shared).collect()
}

/// The fewest letters of names in which one letter may be a slip.
const LONG: usize = 8;

/// Whether two names could be meant for one: the same words in any order, or with one letter of them otherwise.
pub fn are_alike(one: &str, other: &str) -> bool {
    let sorted = |name: &str| {
        let mut words: Vec<String> = in_words(name).split(' ').map(str::to_owned).collect();
        words.sort_unstable();
        words.concat()
    };
    let (one, other) = (sorted(one), sorted(other));
    // A number tells apart.
    let digits = |name: &str| name.chars().filter(|c| c.is_numeric()).collect::<String>();
    let may_slip = one.chars().count().min(other.chars().count()) >= LONG && digits(&one) == digits(&other);
    !one.is_empty() && (one == other || (may_slip && strsim::osa_distance(&one, &other) == 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_could_be_meant_for_one_person_are_alike() {
        for (one, other) in [
            ("Zoë Straßer", "Zoe STRASSER"),
            ("Okafor, Ben", "Ben Okafor"),
            ("Carla Stein", "Carla Stien"),
            ("Li Wu", "li wu"),
        ] {
            assert!(are_alike(one, other), "{one} and {other}");
        }
        for (one, other) in [
            ("Li Wu", "Li Xu"),
            ("Ben Okafor", "Ben Ekwall"),
            ("Carla Stein", "Carlo Steyn"),
            ("Auditor 31", "Auditor 32"),
        ] {
            assert!(!are_alike(one, other), "{one} and {other}");
        }
    }

    #[test]
    fn people_of_one_name_are_told_by_what_tells_them_apart() {
        let one = |key: u8, name: &str, role: &str, unit: &str| Somebody {
            key,
            name: name.to_owned(),
            role: role.to_owned(),
            unit: unit.to_owned(),
            reference: format!("P-{key}"),
        };
        let people = [
            one(1, "Zoë Stein", "Auditor", "Claims"),
            one(2, "Zoe Stein", "Lawyer", "Claims"),
            one(3, "Li Wu", "Auditor", "Claims"),
            one(4, "Li Wu", "auditor", "Legal"),
            one(5, "Li Wu", "", "Legal"),
            one(6, "Ben Okafor", "Auditor", "Claims"),
        ];
        let told: Vec<_> = told(&people).into_iter().map(|(key, told)| format!("{key} {told}")).collect();
        let wanted =
            ["1 Zoë Stein (Auditor)", "2 Zoe Stein (Lawyer)", "3 Li Wu (Claims)", "4 Li Wu (P-4)", "5 Li Wu (P-5)"];
        assert_eq!(told, wanted);
    }
}
