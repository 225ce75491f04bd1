//! The tour of the README leads where it says.

use crate::screen::desk::Desk;

use super::sample;

#[test]
fn explore() {
    let fixture = sample();
    let mut desk = Desk::sized(&fixture, 120, 40);
    for line in std::env::var("TOUR").unwrap_or_default().split(';') {
        match line.strip_prefix('"') {
            Some(text) => {
                desk.text(text);
            }
            None if line.is_empty() => {}
            None => {
                desk.press(line);
            }
        }
        desk.quiet();
        println!("##### {line}\n{}", desk.screen());
    }
}
