//! Whether words were respelled and nothing else: a slip of the hand is put right, and what is said stays. Which words carry
//! what is said is data.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The words that carry what is said, each with what it is.
static KEEPS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/spelling/keeps.txt").lines().filter(|line| !line.starts_with('#'));
    let words = lines.filter_map(|line| line.split_once(' '));
    words.flat_map(|(what, words)| words.split_whitespace().map(move |word| (word, what))).collect()
});

/// The most words in which slips are put right at once.
const SLIPS: usize = 3;

/// Why words are not a respelling of others; nothing where they are. `names` are those of people, which stay as they are.
pub fn why_not(before: &str, after: &str, names: &[&str]) -> Option<String> {
    let (was, now) = (words(before), words(after));
    if was.is_empty() || now.is_empty() {
        return Some("No words are left".to_owned());
    }
    let missing = taken(&was, &now, names, true).or_else(|| taken(&now, &was, names, false));
    if let Some((word, what)) = missing {
        return Some(format!("“{word}” is a {what}, which says something else where it changes"));
    }
    let slips: Vec<_> = match undoubled(&was, &now) {
        Some(pairs) => pairs.into_iter().filter(|(one, other)| !same(one, other)).collect(),
        // A space that was left out or put in is a slip of its own.
        None if letters(&was.concat()) == letters(&now.concat()) => Vec::new(),
        None => return Some("Words were added, or taken away".to_owned()),
    };
    if let Some((one, other)) = slips.iter().find(|(one, other)| !is_slip(one, other)) {
        return Some(format!("“{one}” and “{other}” are two words"));
    }
    (slips.len() > SLIPS).then(|| format!("{} words differ, and a slip is in {SLIPS} at most", slips.len()))
}

/// The words of a text, with the signs within them: a number and a day are one word.
fn words(text: &str) -> Vec<&str> {
    let ends = |sign: char| !sign.is_alphanumeric() && !matches!(sign, '%' | '€' | '$' | '£' | '+' | '<' | '>' | '=');
    text.split_whitespace().map(|word| word.trim_matches(ends)).filter(|word| !word.is_empty()).collect()
}

fn letters(word: &str) -> String {
    word.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

/// What a word is that carries what is said.
fn kept(place: usize, word: &str, names: &[&str]) -> Option<&'static str> {
    let signs = |one: char| !one.is_alphanumeric() && !matches!(one, '\'' | '’' | '-' | '.');
    if word.chars().any(|one| one.is_numeric() || signs(one)) {
        return Some("number");
    }
    if let Some(what) = KEEPS.get(word.to_lowercase().replace('’', "'").as_str()) {
        return Some(what);
    }
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    let named = names.iter().flat_map(|name| name.split_whitespace()).any(|part| same(part, word));
    let inside = place > 0 && word.chars().next().is_some_and(char::is_uppercase);
    (named || inside || capitals > 1).then_some("name")
}

/// The first word of one text that carries what is said and is missing in the other. A verb is a slip where what stood there
/// was none.
fn taken<'a>(from: &[&'a str], to: &[&str], names: &[&str], verbs: bool) -> Option<(&'a str, &'static str)> {
    let counts = |words: &[&str], one: &str| words.iter().filter(|other| other.to_lowercase() == one).count();
    let kept = from.iter().enumerate().filter_map(|(place, word)| Some((*word, kept(place, word, names)?)));
    let mut kept = kept.filter(|(_, what)| verbs || *what != "verb");
    kept.find(|(word, _)| {
        let word = word.to_lowercase();
        counts(from, &word) != counts(to, &word)
    })
}

/// Words beside those that took their place, where there are as many once a word that stands twice is taken once.
fn undoubled<'a>(was: &[&'a str], now: &[&'a str]) -> Option<Vec<(&'a str, &'a str)>> {
    let mut was = was.to_vec();
    if was.len() > now.len() {
        was.dedup_by(|one, other| same(one, other));
    }
    (was.len() == now.len()).then(|| was.iter().copied().zip(now.iter().copied()).collect())
}

/// Whether one word is another with a slip of the hand: one letter too many, too few, another or in the other order, and
/// letters that stand twice or once; never the first letter, and no ending that says how many.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    let first = |word: &str| word.chars().next();
    let plural =
        |short: &str, long: &str| long.strip_prefix(short).is_some_and(|rest| matches!(rest, "s" | "es" | "n" | "en"));
    if plural(&one, &other) || plural(&other, &one) {
        return false;
    }
    // Two letters in the other order may be the first two.
    let turned = |one: &str, other: &str| {
        let (one, other): (Vec<_>, Vec<_>) = (one.chars().collect(), other.chars().collect());
        one.len() > 2 && one.len() == other.len() && one[0] == other[1] && one[1] == other[0] && one[2..] == other[2..]
    };
    if first(&one) != first(&other) {
        return turned(&one, &other);
    }
    let single = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.dedup();
        letters
    };
    one_edit(&single(&one), &single(&other))
}

/// Whether two words differ by one letter at most, or by two in the other order.
fn one_edit(one: &[char], other: &[char]) -> bool {
    let ahead = one.iter().zip(other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[ahead..], &other[ahead..]);
    let behind = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - behind], &other[..other.len() - behind]);
    match (one, other) {
        ([], [] | [_]) | ([_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::why_not;

    const NAMES: [&str; 2] = ["Ben Okafor", "Carla Stein"];

    #[test]
    fn a_slip_of_the_hand_is_put_right() {
        for (before, after) in [
            ("Pause releeses without a bais report", "Pause releases without a bias report"),
            ("Teh comittee recieves the report", "The committee receives the report"),
            ("Buy a data base for the registers", "Buy a database for the registers"),
            ("Keep the the registers", "Keep the registers"),
            ("Pasue releases", "Pause releases"),
            ("buy a scanner", "Buy a scanner."),
            ("Ben Okafor writes seperate minutes", "Ben Okafor writes separate minutes"),
            (
                "Pause claims triage until 4 May 2027 , unless aproved",
                "Pause claims triage until 4 May 2027, unless approved",
            ),
        ] {
            assert_eq!(why_not(before, after, &NAMES), None, "{before} → {after}");
            assert_eq!(why_not(before, before, &NAMES), None);
        }
    }

    #[test]
    fn what_is_said_is_no_slip() {
        for (before, after, told) in [
            ("Pause releases", "Do not pause releases", "“not” is a negation"),
            ("Do not pause releases", "Do now pause releases", "“not” is a negation"),
            ("Do now pause releases", "Do not pause releases", "“not” is a negation"),
            ("Work on it", "Work no it", "“no” is a negation"),
            ("Spend EUR 9000", "Spend EUR 90000", "is a number"),
            ("Spend 9.000", "Spend 9,000", "is a number"),
            ("Stop at 5 %", "Stop at 5", "is a number"),
            ("Hire two validators", "Hire ten validators", "is a number"),
            ("Start on 4 June", "Start on 4 March", "is a day"),
            ("Ends on Monday", "Ends on Sunday", "is a day"),
            ("Ben Okafor decides", "Ben Okafer decides", "is a name"),
            ("Tell Carla Stein", "Tell Karla Stein", "is a name"),
            ("Use Veritane", "Use Veritene", "is a name"),
            ("Tell the DPO", "Tell the CPO", "is a name"),
            ("Hire a validator", "Fire a validator", "is a verb"),
            ("Approve all changes", "Approve any changes", "is a measure"),
            ("The owner may decide", "The owner must decide", "is a"),
            ("Buy a scanner", "Buy a scanners", "are two words"),
            ("Buy a scanner", "Buy a scraper", "are two words"),
            ("Buy a scanner", "Buy a new scanner", "Words were added"),
            ("Buy a big scanner", "Buy a scanner", "Words were added"),
            ("Cut the tariff", "Put the tariff", "are two words"),
            ("a bcd efg hik lmo prs", "a bcx efx hix lmx prs", "4 words differ"),
        ] {
            let why = why_not(before, after, &NAMES);
            assert!(why.as_deref().is_some_and(|why| why.contains(told)), "{before} → {after}: {why:?}");
        }
    }
}
