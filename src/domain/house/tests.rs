use super::language::Language;
use super::said::Words;
use super::shipped::{ENGLISH, GERMAN, shipped};
use super::template::{NAMES, read};
use super::words::DECLARED;
use super::{House, faults};
use crate::domain::paper::Paper;

#[test]
fn each_language_has_every_word_and_none_that_no_document_asks_for() {
    for (language, source) in [(Language::English, ENGLISH), (Language::German, GERMAN)] {
        let (file, (texts, faults)) = (shipped(language), read(source, None));
        assert_eq!(faults, [], "{language:?}");
        assert!(file.texts().eq(texts.iter()), "{language:?}: its sections, each read by itself, are the file");
        for key in DECLARED.iter().map(|one| one.key).chain(["dates.long", "dates.short"]) {
            assert!(texts.contains_key(key), "{language:?} has no {key}");
        }
    }
    let english = shipped(Language::English);
    assert!(
        !english.texts().any(|(key, _)| NAMES.iter().any(|section| key.starts_with(section))),
        "English names are declared"
    );
}

#[test]
fn what_is_wrong_in_the_words_of_a_house_is_told_with_its_line_and_key() {
    let told = |source: &str| faults(source).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(told("[minutes]\napproval = \"Sign-off\"\n[labels]\n\"Chair\" = \"Head\""), Vec::<String>::new());
    for (source, says) in [
        ("[labels]\n\"Not carried\" = \"Carried!\"", "line 2: “labels.Not carried” would be called as “"),
        ("[labels]\n\"Not carried\" = \"angenommen\"", "line 2: “labels.Not carried” would be called as “"),
        ("[frame]\nown_words = \"{own}\"", "line 2: “frame.own_words” is said as it is, and not otherwise"),
        ("[frame]\n\npaeg = \"x\"", "line 3: no document asks for “frame.paeg”; did you mean frame.page?"),
        ("[frame]\npage = \"Page {page}\"", "line 2: “frame.page” leaves out {pages}"),
        ("[minutes]\napproval = \"By {who}\"", "line 2: nothing fills {who} in “minutes.approval”"),
        ("[minutes]\napproval = \" \"", "line 2: “minutes.approval” says nothing"),
        ("[minutes]\napproval = 4", "line 2: “minutes.approval” is no text"),
        ("approval = \"x\"", "line 1: “approval” stands in no section, such as [frame]"),
        ("[dates]\nlong = [\"Jan\"]", "line 2: “dates.long” names 1 months, and a year has 12"),
        ("[labels]\n\"Nobody\" = \"x\"", "line 2: no document asks for “labels.Nobody”"),
        ("[order]\npack = [\"agenda\", \"inputs\"]", "line 2: “order.pack” leaves out “changes”"),
        ("[order]\npack = [\"weather\"]", "line 2: “weather” in “order.pack” is no part"),
    ] {
        let told = told(source);
        assert!(told.len() == 1 && told[0].starts_with(says), "{source}: {told:?}");
    }
    assert!(told("[frame").first().is_some_and(|fault| fault.starts_with("line 1: ")));
}

#[test]
fn a_house_says_some_words_otherwise_and_the_rest_as_its_language_has_them() {
    let house = House::of(Language::German, "[minutes]\napproval = \"Freigabe\"", " Haus \n\nWeg 1", Paper::Letter);
    assert_eq!((house.words.approval(), house.words.agenda()), ("Freigabe", "Tagesordnung"));
    let frame = house.frame();
    assert_eq!((frame.letterhead.join("|").as_str(), frame.paper()), ("Haus|Weg 1", Paper::Letter));
    assert_eq!(frame.words().page(2, 5), "Seite 2 von 5");
    let english = House::of(Language::English, "", "", Paper::A4);
    assert!(english.frame().is_usual(), "nothing is kept of it");
    assert_eq!(english.words.day("2026-07-03".parse().unwrap()), "3 July 2026");
    assert_eq!(house.words.day("2026-03-03".parse().unwrap()), "3. März 2026");
}

#[test]
fn counts_that_are_kept_in_english_are_told_whole_or_as_they_are_kept() {
    let german = Words::of(Language::German);
    let kept = "3 for, 1 against, 0 abstaining; 3 of the 4 votes cast are for; 3 are needed: carried";
    assert_eq!(
        german.kept(kept),
        "3 dafür, 1 dagegen, 0 Enthaltungen; 3 der 4 abgegebenen Stimmen sind dafür; 3 sind nötig: angenommen"
    );
    let other = "3 for, 1 asleep";
    assert_eq!(german.kept(other), other, "no half of it");
    assert_eq!(Words::default().kept(kept), kept);
}
