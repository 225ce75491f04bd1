//! Arguments that name files: what a command reads, and what it writes. There is no other way to declare one, so that
//! none writes over what is there.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Arg, ArgMatches, ValueHint};

use crate::store::output::{Folder, NewFile};
use crate::store::source::Source;

use super::failure::Failure;

/// An argument that names a new file, which the command writes.
pub fn output(id: &'static str) -> Arg {
    Arg::new(id)
        .value_name("FILE")
        .value_hint(ValueHint::FilePath)
        .value_parser(PathBufValueParser::new().map(NewFile::named))
}

/// An argument that names a folder that is there, into which the command writes new files.
pub fn folder(id: &'static str) -> Arg {
    Arg::new(id)
        .value_name("FOLDER")
        .value_hint(ValueHint::DirPath)
        .value_parser(PathBufValueParser::new().map(Folder::named))
}

/// An argument that names a file that is there, which the command reads.
pub fn input(id: &'static str) -> Arg {
    Arg::new(id)
        .value_name("FILE")
        .value_hint(ValueHint::FilePath)
        .value_parser(PathBufValueParser::new().map(Source::named))
}

/// The argument for the database, which a command works on.
pub fn database(id: &'static str) -> Arg {
    Arg::new(id)
        .value_name("FILE")
        .value_hint(ValueHint::FilePath)
        .value_parser(PathBufValueParser::new().map(Database))
}

/// The file that a command works on.
#[derive(Debug, Clone)]
pub struct Database(pub PathBuf);

/// The new file that was named; that it can be written is known before anything is done.
pub fn new_file<'g>(given: &'g ArgMatches, id: &str) -> Result<Option<&'g NewFile>, Failure> {
    let file = given.get_one::<NewFile>(id);
    file.map_or(Ok(()), NewFile::check)?;
    Ok(file)
}

/// The folder that was named; that it is there is known before anything is done.
pub fn into_folder<'g>(given: &'g ArgMatches, id: &str) -> Result<Option<&'g Folder>, Failure> {
    let folder = given.get_one::<Folder>(id);
    folder.map_or(Ok(()), Folder::check)?;
    Ok(folder)
}
