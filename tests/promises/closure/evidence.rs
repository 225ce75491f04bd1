//! Evidence that comes through a pipe.

use gavel::domain::evidence::{self, Evidence};
use gavel::domain::value::Held;
use gavel::store::list::Query;

use crate::review::held::words;

use super::walk::{Case, Round};
use gavel::domain::nonconformity::State;

#[test]
fn what_comes_from_standard_input_is_kept_as_a_file() {
    let case = Case::at(State::Implemented, Round::First);
    let line = format!("{} --evidence - --evidence-name pipeline.log", case.line("verify"));
    let run = case.fixture.answer(&words(&line), Some("refused\u{1b}[31m\nrefused again\n"));
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'));
    let store = case.fixture.store();
    let found = store.view().page(&Query::new(&evidence::REGISTER)).unwrap().records;
    let kept = Evidence(found.last().unwrap()).file().unwrap();
    let Held::Here(hash) = kept.held else { panic!("it is held elsewhere") };
    assert_eq!(kept.name, "pipeline.log");
    assert_eq!(store.view().bytes(hash).unwrap().unwrap(), "refused\u{1b}[31m\nrefused again\n".as_bytes());
    assert_eq!(case.fixture.verify(), Vec::<String>::new());
}

#[test]
fn nothing_too_much_or_twice_is_told_and_changes_nothing() {
    let case = Case::at(State::Implemented, Round::First);
    let line = case.line("verify");
    let head = case.fixture.store().view().head().unwrap();
    for (options, input, code, told) in [
        ("--evidence -", String::new(), 2, "Nothing came from standard input"),
        ("--evidence - --evidence -", "proof".to_owned(), 2, "can be read once"),
        ("--evidence -", "x".repeat(9 * 1024 * 1024), 2, "larger than 8 MiB"),
        ("--evidence - --evidence-name ../log.txt", "proof".to_owned(), 2, "without folders"),
        ("--evidence-name log.txt", "proof".to_owned(), 2, "--evidence"),
    ] {
        let run = case.fixture.answer(&words(&format!("{line} {options}")), Some(&input));
        assert_eq!(run.code, code, "{options}: {}", run.err);
        assert!(run.err.contains(told), "{options}: {}", run.err);
        assert_eq!(case.fixture.store().view().head().unwrap(), head);
    }
}
