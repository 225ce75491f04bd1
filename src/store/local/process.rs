//! Telling whether a process that had something open still runs.

/// This process: its number, and when it started where the system tells, so that a number given again is not mistaken.
pub fn own() -> String {
    spell(std::process::id())
}

/// Whether the process of this name still runs.
pub fn runs(name: &str) -> bool {
    let number = name.split('@').next().and_then(|number| number.parse::<u32>().ok());
    let number = number.and_then(|number| i32::try_from(number).ok()).and_then(rustix::process::Pid::from_raw);
    let Some(number) = number else { return false };
    let there = match rustix::process::test_kill_process(number) {
        Ok(()) => true,
        Err(error) => error == rustix::io::Errno::PERM,
    };
    there && u32::try_from(number.as_raw_nonzero().get()).is_ok_and(|number| spell(number) == name)
}

fn spell(number: u32) -> String {
    match started(number) {
        Some(started) => format!("{number}@{started}"),
        None => number.to_string(),
    }
}

/// When a process started, in the system's own count.
#[cfg(target_os = "linux")]
fn started(number: u32) -> Option<String> {
    let line = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The name of the program stands in brackets and may hold anything; the start is the twentieth word after it.
    line.rsplit_once(')')?.1.split_whitespace().nth(19).map(str::to_owned)
}

#[cfg(not(target_os = "linux"))]
fn started(_: u32) -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_process_is_told_from_a_later_one_with_its_number() {
        let own = super::own();
        assert!(super::runs(&own));
        assert!(!super::runs(&format!("{own}0")), "another start");
        for gone in ["", "x", "0", "2147483000@5", "-4"] {
            assert!(!super::runs(gone), "{gone}");
        }
    }
}
