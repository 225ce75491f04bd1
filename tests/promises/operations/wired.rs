//! What can be done is declared once: nothing is wired by hand beside its declaration.

use crate::imports::code_of;
use crate::rooms::room;

/// The files of the command line that read words of their own: what takes an operation's and a register's, what is read
/// only, and the commands of the program itself, which are no feature.
const READS_WORDS: [&str; 23] = [
    "cli",
    "cli::check",
    "cli::completions",
    "cli::demo",
    "cli::erase",
    "cli::evidence",
    "cli::export",
    "cli::files",
    "cli::form",
    "cli::help",
    "cli::import",
    "cli::init",
    "cli::log",
    "cli::operation",
    "cli::reading",
    "cli::register",
    "cli::restore",
    "cli::search",
    "cli::sheet",
    "cli::undo",
    "cli::verify",
    "cli::backup",
    "cli::papers",
];

#[test]
fn a_feature_has_no_words_of_its_own_on_the_command_line() {
    let own = |module: &str| {
        READS_WORDS.iter().any(|one| {
            module == *one || (*one != "cli" && module.strip_prefix(one).is_some_and(|rest| rest.starts_with("::")))
        })
    };
    let wired: Vec<_> =
        code_of("cli").into_iter().filter(|(module, code)| code.contains("Arg::new") && !own(module)).collect();
    let wired: Vec<_> = wired.into_iter().map(|(module, _)| module).collect();
    assert_eq!(wired, Vec::<String>::new(), "what can be done is declared as an operation");
    assert!(code_of("cli").iter().any(|(module, code)| module == "cli::operation" && code.contains("Arg::new")));
}

#[test]
fn nothing_below_the_command_line_says_what_to_type_on_it() {
    let rooms = ["domain", "analysis", "store", "workflow", "report", "exchange"];
    let mut seen = 0;
    for (path, source) in rooms.into_iter().flat_map(room) {
        for (place, line) in source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            seen += 1;
            let says = line.match_indices("gavel ").any(|(at, _)| {
                let typed = line[at + 6..].starts_with(|c: char| c.is_ascii_lowercase());
                let begins = line[..at].ends_with(['"', ' ', '(', '`', '“']);
                // The words under which hashes of different things are kept apart.
                typed && begins && !line.contains("b\"gavel ")
            });
            // Whoever holds a paper has no program in front of them: it says how a copy is checked.
            let on_paper = line.contains("gavel review verify {reference} COPY");
            assert!(!says || on_paper, "{}, line {}: {line}", path.display(), place + 1);
        }
    }
    assert!(seen > 10_000, "{seen}");
}
