//! The manual: on the command line and on the screens, made from the program where it can be, and true.

use clap::error::ErrorKind;
use gavel::cli;
use gavel::domain::catalogue::CATALOGUE;
use gavel::report::document::{Block, Document};
use gavel::report::manual::{self, TOPICS};
use gavel::tui::command::{ENTRIES, keys};
use gavel::workflow::{check, reading};
use unicode_width::UnicodeWidthStr;

use crate::fixture::Fixture;
use crate::screen::desk::Desk;

/// What the documents say, each with its name: the README and every topic.
fn written() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| (path.to_owned(), std::fs::read_to_string(root.join(path)).unwrap());
    let topics = TOPICS.iter().map(|topic| read(&format!("data/manual/{}.md", topic.name)));
    std::iter::once(read("README.md")).chain(topics).collect()
}

fn texts(document: &Document) -> Vec<String> {
    let one = |block: &Block| match block {
        Block::Heading { text, .. } | Block::Paragraph(text) | Block::Caution(text) | Block::Summary(text) => {
            vec![text.clone()]
        }
        Block::Facts(facts) => facts.iter().flat_map(|(label, text)| [label.clone(), text.clone()]).collect(),
        Block::List(items) => items.clone(),
        Block::Table(table) => table.rows.concat(),
        Block::Drawing(_) | Block::Chart(_) | Block::Decision(_) | Block::Figures(_) | Block::Pictures(_) => Vec::new(),
    };
    document.blocks.iter().flat_map(one).collect()
}

#[test]
fn every_topic_is_a_word_that_no_command_has_and_every_command_it_is_about_is_one() {
    let commands = cli::command();
    for topic in TOPICS {
        assert!(commands.find_subcommand(topic.name).is_none(), "{} is a command", topic.name);
        for name in topic.commands {
            assert!(commands.find_subcommand(name).is_some(), "{}: {name} is no command", topic.name);
            assert!(std::ptr::eq(manual::about(name).unwrap(), *topic), "{name} has two topics");
        }
    }
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/data/manual")).unwrap();
    assert_eq!(files.count(), TOPICS.len(), "each file is a topic");
}

#[test]
fn a_topic_is_broken_to_the_terminal_and_nothing_of_its_spelling_is_left() {
    let fixture = Fixture::new();
    for topic in TOPICS {
        let document = topic.document(keys);
        assert!(!document.title.is_empty() && document.blocks.len() > 1, "{}", topic.name);
        for text in texts(&document) {
            assert!(
                !["**", "](", "```", "<!--", "| "].iter().any(|sign| text.contains(sign)),
                "{}: {text}",
                topic.name
            );
            assert_eq!(text.matches('`').count() % 2, 0, "{}: {text}", topic.name);
        }
        for columns in [60, 80, 100] {
            fixture.width.set(Some(columns));
            let told = fixture.ok(&["help", topic.name]);
            let drawn = |line: &str| {
                document.blocks.iter().any(|block| match block {
                    Block::Drawing(lines) => lines.iter().any(|drawn| drawn.trim() == line.trim()),
                    _ => false,
                })
            };
            // The name of a test is one word.
            let word = |line: &str| line.split_whitespace().filter(|word| *word != "-").count() == 1;
            let wide = told.lines().find(|line| line.width() > columns && !drawn(line) && !word(line));
            assert_eq!(wide, None, "{} in {columns} columns", topic.name);
            let all: String = told.split_whitespace().collect();
            for text in texts(&document) {
                let words: Vec<_> = text.split_whitespace().collect();
                assert!(
                    words.iter().all(|word| all.contains(word)),
                    "{} in {columns} columns lacks {text}",
                    topic.name
                );
            }
        }
    }
}

#[test]
fn help_of_a_command_is_what_it_says_itself_and_names_its_topic() {
    let fixture = Fixture::new();
    let itself = fixture.ok(&["action", "done", "--help"]);
    assert_eq!(fixture.ok(&["help", "action", "done"]), format!("{itself}\nThe manual: gavel help typing\n"));
    assert_eq!(fixture.ok(&["action", "help", "done"]), format!("{itself}\nThe manual: gavel help typing\n"));
    assert_eq!(fixture.ok(&["help", "backup"]).lines().last(), Some("The manual: gavel help proof"));
    // By whatever word the command is known.
    for word in ["nc", "nonconformities", "nonconformity"] {
        assert_eq!(fixture.ok(&["help", word]).lines().last(), Some("The manual: gavel help closure"));
    }
    assert_eq!(fixture.ok(&["help"]), fixture.ok(&["--help"]));
    let list = fixture.ok(&["help"]);
    for topic in TOPICS {
        assert!(list.contains(topic.name) && list.contains(topic.title()), "{}", topic.name);
    }
    assert!(fixture.fails(2, &["help", "nothing", "such"]).contains("neither a command nor a topic “nothing such”"));
    assert!(fixture.fails(2, &["action", "help", "such"]).contains("“action such”"));
    for command in cli::command().get_subcommands() {
        fixture.ok(&["help", command.get_name()]);
    }
}

#[test]
fn shells_and_the_manual_page_know_the_topics() {
    let fixture = Fixture::new();
    for told in [fixture.ok(&["completions", "bash"]), fixture.ok(&["completions", "zsh"]), fixture.ok(&["man"])] {
        for topic in TOPICS {
            assert!(told.contains(topic.name), "{}", topic.name);
        }
    }
}

#[test]
fn what_can_be_made_from_declarations_is_whole() {
    let fixture = Fixture::new();
    let told = |topic| fixture.ok(&["help", topic]).split_whitespace().collect::<Vec<_>>().join(" ");
    let (checks, registers, glossary, sheets) = (told("checks"), told("registers"), told("glossary"), told("sheets"));
    for check in check::all() {
        assert!(checks.contains(check.name), "{}", check.name);
    }
    for reading in reading::all() {
        assert!(sheets.contains(reading.name) && sheets.contains(reading.about), "{}", reading.name);
    }
    for register in CATALOGUE.registers() {
        assert!(
            registers.contains(&format!("({}-1; clause {})", register.prefix, register.clause)),
            "{}",
            register.name
        );
        let (_, mut part) = glossary.split_once(&format!("({}, {}) ", register.prefix, register.clause)).unwrap();
        for field in register.fields {
            let (_, rest) = part.split_once(field.label).unwrap_or_else(|| panic!("{}.{}", register.name, field.name));
            part = rest;
            let choices = field.kind.choices();
            assert!(choices.iter().all(|choice| part.contains(choice.key)), "{}.{}", register.name, field.name);
        }
    }
}

/// A line as a shell would read it.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        match place % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

/// Commands that somebody may type from what is written: lines of blocks, and what stands between backticks.
fn commands(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (place, part) in text.split("```").enumerate() {
        if place % 2 == 0 {
            found.extend(part.split('`').skip(1).step_by(2).map(|inline| inline.replace('\n', " ")));
        } else if let Some(block) = part.strip_prefix("sh\n") {
            let lines = block.replace("\\\n", " ");
            found.extend(lines.lines().map(|line| line.split(" #").next().unwrap_or_default().to_owned()));
        }
    }
    let typed = |line: &String| line.find("gavel ").filter(|at| *at == 0 || line[..*at].ends_with("| ")).is_some();
    found.into_iter().filter(typed).map(|line| line[line.find("gavel ").unwrap()..].to_owned()).collect()
}

#[test]
fn every_command_of_the_documents_can_be_typed() {
    let tree = cli::command();
    let mut typed = 0;
    for (name, text) in written() {
        for line in commands(&text) {
            let mut words = words(&line);
            // Words in capitals stand for something, and an ellipsis for what is left out.
            if words.iter().any(|word| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase())) {
                continue;
            }
            if words.last().is_some_and(|last| last == "…") && !words[words.len() - 2].starts_with("--") {
                words.pop();
            }
            if words[1] == "help" {
                let known = |word: &String| manual::named(word).is_some() || tree.find_subcommand(word).is_some();
                assert!(words.iter().skip(2).take(1).all(known), "{name}: {line}");
            }
            let said = tree.clone().try_get_matches_from(&words);
            let understood = said.as_ref().map_or_else(
                |error| {
                    matches!(
                        error.kind(),
                        ErrorKind::MissingRequiredArgument
                            | ErrorKind::DisplayHelp
                            | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
                    )
                },
                |_| true,
            );
            assert!(understood, "{name}: {line}: {}", said.unwrap_err());
            typed += 1;
        }
    }
    assert!(typed > 100, "{typed} commands are written");
    assert!(tree.clone().try_get_matches_from(["gavel", "review", "opne", "MR-1"]).is_err(), "a slip is seen");
}

#[test]
fn the_help_of_a_screen_leads_to_its_topic_and_to_every_passage() {
    let fixture = Fixture::new();
    for entry in ENTRIES.iter() {
        let leads = entry.scope.topic().is_some();
        assert!(leads || entry.scope.label() == "In help", "{}", entry.scope.label());
    }
    let mut desk = Desk::sized(&fixture, 80, 24);
    desk.press("6 ?").sees("Audits, from the programme to the finding").press("Enter").sees("The universe");
    desk.press("Enter").sees("t lists all topics");
    desk.press("t").text("mapping").sees("importing").press("Enter").sees("A mapping is a JSON file");
    desk.press("Esc Esc Esc").sees("Audits");
    desk.press("9 ? Enter").sees("chain of SHA-256 hashes");
}
