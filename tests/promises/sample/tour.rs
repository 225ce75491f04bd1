//! The README shows the screen as it is, and its tour leads where it says, key by key and command by command.

use ratatui::layout::Size;

use crate::fixture::Fixture;
use crate::screen::desk::Desk;

use super::sample;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn readme() -> String {
    std::fs::read_to_string(README).unwrap()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("the README has {start}"));
    rest.split_once(end).unwrap_or_else(|| panic!("the README has {end}")).0
}

/// A cell of the table: keys between backticks, typed texts between quotation marks.
fn press(desk: &mut Desk, cell: &str) {
    let mut rest = cell;
    while let Some(at) = rest.find(['`', '“']) {
        let typed = rest[at..].starts_with('“');
        rest = &rest[at + if typed { '“'.len_utf8() } else { 1 }..];
        let (word, after) = rest.split_once(if typed { '”' } else { '`' }).unwrap();
        if typed {
            desk.text(word);
        } else {
            desk.press(word);
        }
        rest = after;
    }
}

fn walk(fixture: &Fixture, width: u16, height: u16) {
    let readme = readme();
    let table = between(&readme, "<!-- tour -->", "<!-- end of tour -->");
    let rows: Vec<Vec<&str>> =
        table.lines().skip(3).map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect();
    assert!(rows.len() > 10, "a tour is not that short");
    let mut desk = Desk::first(fixture, "rosa", Size::new(width, height));
    for row in rows {
        let [keys, _, look_for] = row[..] else { panic!("{row:?} has not three cells") };
        press(&mut desk, keys);
        let wanted = look_for.split("**").nth(1).unwrap_or_else(|| panic!("{look_for} has nothing in bold"));
        desk.sees(wanted);
    }
}

#[test]
fn the_screen_in_the_readme_is_the_screen() {
    let screen = format!("```text\n{}\n```\n", Desk::first(&sample(), "rosa", Size::new(80, 24)).screen().trim_end());
    let readme = readme();
    let shown = between(&readme, "<!-- screen -->\n", "<!-- end of screen -->");
    if std::env::var_os("GAVEL_WRITE_SCREEN").is_some() {
        std::fs::write(README, readme.replace(shown, &screen)).unwrap();
        return;
    }
    assert_eq!(shown, screen, "run the test with GAVEL_WRITE_SCREEN=1 to write it");
}

#[test]
fn the_keys_of_the_tour_lead_where_it_says() {
    walk(&sample(), 120, 40);
}

#[test]
fn the_tour_can_be_gone_over_ssh_in_a_small_window() {
    walk(&sample(), 80, 24);
}

#[test]
fn the_commands_of_the_tour_work_after_it() {
    let fixture = sample();
    walk(&fixture, 120, 40);
    let readme = readme();
    let tour = between(&readme, "## A tour of five minutes", "\n## ");
    let commands: Vec<_> =
        between(tour, "```sh\n", "```").lines().map(|line| line.split('#').next().unwrap()).collect();
    let (export, commands) = commands.split_first().unwrap();
    assert_eq!(export.trim(), "export GAVEL_DB=~/.local/state/gavel/demo/demo.gavel");
    for command in commands {
        let words: Vec<_> = command.split_whitespace().skip(1).collect();
        fixture.ok(&words);
    }
}
