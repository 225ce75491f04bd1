//! What the command line touches of the world: where it reads and writes, who and where it is. Tests make their own.

use std::ffi::OsString;
use std::io::{BufRead, Read, Write};
use std::path::PathBuf;

use crate::domain::visible::visible;
use crate::report::manual::Keys;
use crate::store::Ambient;

/// The surroundings of one run.
pub struct World<'a> {
    pub out: &'a mut dyn Write,
    pub err: &'a mut dyn Write,
    pub input: &'a mut dyn BufRead,
    pub ambient: Ambient,
    /// The operating-system user.
    pub os_user: String,
    /// The columns of the terminal that is written to; none where it is a file or a pipe.
    pub width: Option<usize>,
    /// Whether somebody sits at a terminal and can be asked.
    pub interactive: bool,
    /// `GAVEL_DB`.
    pub database: Option<OsString>,
    /// `GAVEL_AS`.
    pub acting: Option<String>,
    /// Where the file is kept where none is named.
    pub default_database: PathBuf,
    /// The folder for what is kept of the program's runs, and can be made again.
    pub state: PathBuf,
    /// The time zone of this machine, offered to a new organisation.
    pub time_zone: Option<String>,
    /// The keys of the screens, for the manual.
    pub keys: Keys,
}

/// The operating-system user as the file knows them: by name, or by number where the system has no name for them.
pub fn os_user(name: Option<String>, number: u32) -> String {
    name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| number.to_string())
}

impl World<'_> {
    /// Writes a line; nothing in it moves a cursor or is hidden.
    pub fn say(&mut self, line: &str) -> std::io::Result<()> {
        writeln!(self.out, "{}", visible(line))
    }

    /// What somebody at the terminal answers to a question; `None` where nothing comes any more. No answer is endless.
    pub fn answer(&mut self, question: &str) -> std::io::Result<Option<String>> {
        const LONGEST: u64 = 4096;
        write!(self.out, "{} ", visible(question))?;
        self.out.flush()?;
        let mut line = String::new();
        if (&mut *self.input).take(LONGEST).read_line(&mut line)? == 0 {
            writeln!(self.out)?;
            return Ok(None);
        }
        Ok(Some(line.trim().to_owned()))
    }
}
