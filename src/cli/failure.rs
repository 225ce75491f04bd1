//! How a command ends when it does not do what was asked.

use crate::store::Error;
use crate::workflow::Trouble;

use super::operation::spelled;

/// Why a command did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// What was typed is at fault: exit code 2.
    Usage(String),
    /// A rule refused it, a check failed, or the file stood in the way: exit code 1.
    Refused(String),
    /// Already told to the person; exit code 1.
    Told,
    /// What was to be checked can't be judged, and why where that is not told yet: exit code 2.
    NotJudged(Option<String>),
    /// Nobody reads the output any more, as after `| head`: no fault.
    Unread,
}

/// What went wrong with a file, with the command that puts it right where there is one.
pub fn told(error: &Error) -> String {
    let command = match error {
        Error::NoFile(_) => "gavel init --db FILE",
        Error::Damaged(_) => "gavel restore BACKUP --db NEW-FILE",
        Error::Journal { .. } | Error::Misfit { .. } | Error::Older { .. } => "gavel verify",
        _ => return error.to_string(),
    };
    format!("{error}: {command}")
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::NoRecord(_)
            | Error::NoFile(_)
            | Error::NoFolder(_)
            | Error::NotAFile { .. }
            | Error::Unread { .. }
            | Error::TooLarge { .. } => Self::Usage(told(&error)),
            other => Self::Refused(told(&other)),
        }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Input(what) => Self::Usage(what),
            Trouble::Until(why) => Self::Usage(spelled(&why, None)),
            Trouble::Store(error) => error.into(),
        }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::Unread
        } else {
            Self::Refused(format!("The output can't be written: {error}"))
        }
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self::Refused(format!("The output can't be written: {other:?}")),
        }
    }
}
