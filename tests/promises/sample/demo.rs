//! `gavel demo`: on a terminal, in a pipe, a second time, and anew.

use portable_pty::CommandBuilder;

use crate::fixture::Fixture;
use crate::pty::Terminal;

fn demo(fixture: &Fixture, arguments: &[&str]) -> Terminal {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_gavel"));
    command.arg("demo");
    command.args(arguments);
    // Whoever is named elsewhere is unknown here.
    command.env("GAVEL_AS", "nobody of this organisation");
    Terminal::spawn(fixture, command)
}

#[test]
fn it_lands_on_today_with_a_hint_and_gives_the_terminal_back() {
    let fixture = Fixture::empty();
    let mut terminal = demo(&fixture, &[]);
    terminal.wait("Press 2: the management review MR-3 is due");
    terminal.wait("On the clock");
    terminal.wait("Brackwater Mutual");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert!(terminal.is_given_back());

    // What was done in it is there the next time, until a fresh one is asked for.
    let path = fixture.folder().join("gavel/demo/demo.gavel");
    let before = std::fs::read(&path).unwrap();
    let mut terminal = demo(&fixture, &[]);
    terminal.wait("Press 2: the management review MR-3 is due");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let mut terminal = demo(&fixture, &["--fresh"]);
    terminal.wait("Press 2: the management review MR-3 is due");
    terminal.press("q");
    assert_eq!(terminal.end(), 0);
    assert_ne!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn in_a_pipe_it_says_where_it_is() {
    let fixture = Fixture::empty();
    let run = fixture.run(&["demo"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let path = fixture.folder().join("state/demo/demo.gavel");
    assert!(run.out.contains(&path.display().to_string()) && run.out.contains("gavel demo"), "{}", run.out);
    assert!(run.err.starts_with("Making a sample organisation"), "{}", run.err);
    let again = fixture.run(&["demo"]);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    assert!(!fixture.path.exists(), "the file that GAVEL_DB names is not touched");
}

#[test]
fn it_touches_no_file_of_yours() {
    let fixture = Fixture::new();
    let told = fixture.fails(2, &["demo", "--fresh", "--db", fixture.path.to_str().unwrap()]);
    assert!(told.contains("gavel init --sample"), "{told}");
    let told = fixture.fails(1, &["init", "--sample"]);
    assert!(told.contains("already"), "{told}");
    assert_eq!(fixture.verify(), Vec::<String>::new());
    let told = fixture.fails(2, &["init", "--sample", "--organisation", "Aldgate Mutual"]);
    assert!(told.contains("--sample"), "{told}");
}

#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let fixture = Fixture::empty();
    std::fs::write(fixture.folder().join("state"), "in the way").unwrap();
    let told = fixture.fails(1, &["demo"]);
    assert!(told.contains("demo"), "{told}");
}
