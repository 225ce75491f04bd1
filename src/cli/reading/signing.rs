//! `gavel review sign`: the signature is made by `ssh-keygen`, run here or elsewhere. The private key is read by that alone.
//! It runs another program and reads what that wrote: nothing here is a sheet.

use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command as Program, Stdio};

use clap::{Arg, ArgMatches};

use crate::domain::signature::SignatureField;
use crate::domain::value::Value;
use crate::store::source::{self, Source};
use crate::workflow::operation::Given;
use crate::workflow::review::signing::{NAMESPACE, sealed, signed_document};

use super::super::context::Context;
use super::super::failure::Failure;
use super::super::files::input;
use super::review::proceedings;

const KEY: &str = "key";
const SIGNATURE: &str = "signature";

/// The largest signature that is read, in bytes: one has a few hundred.
const LARGEST: u64 = 64 * 1024;

/// What runs and makes signatures.
const PROGRAM: &str = "ssh-keygen";

/// Where the signature comes from.
pub fn options() -> [Arg; 2] {
    [
        input(KEY).long(KEY).conflicts_with(SIGNATURE).help(
            "Runs ssh-keygen with this key: the private one, or the public one of a key that an agent or a device has",
        ),
        input(SIGNATURE)
            .long(SIGNATURE)
            .help("Takes what “ssh-keygen -Y sign -n gavel-minutes” wrote for the JSON of the sealed minutes"),
    ]
}

/// Makes the signature, or reads the one that was made.
pub fn made(given: &ArgMatches, context: &mut Context, _: &[Given]) -> Result<Option<Vec<Given>>, Failure> {
    let bytes = match (given.get_one::<Source>(SIGNATURE), given.get_one::<Source>(KEY)) {
        (Some(file), _) => source::read(file.path(), LARGEST)?,
        (None, Some(key)) => {
            let proceedings = proceedings(given, context)?;
            let minutes = sealed(&proceedings);
            let document = minutes.map(|minutes| signed_document(context.view(), minutes)).transpose()?.flatten();
            // What is not sealed is refused for that by the operation.
            let Some(document) = document else { return Ok(Some(Vec::new())) };
            sign(key.path(), &document.bytes)?
        }
        (None, None) => return Ok(Some(Vec::new())),
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Some(vec![(SignatureField::Armored.field(), Some(Value::Text(text)))]))
}

/// Runs `ssh-keygen`, which asks for a passphrase, or a touch, by itself.
fn sign(key: &Path, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut program = Program::new(PROGRAM);
    program.args(["-Y", "sign", "-n", NAMESPACE, "-f"]).arg(key).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = program.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::Refused(format!(
            "There is no {PROGRAM} on this machine: sign the JSON of the sealed minutes where there is one, and hand \
             over what it wrote (--signature)"
        )),
        _ => Failure::Refused(format!("{PROGRAM} can't be run: {error}")),
    })?;
    if let Some(mut to) = running.stdin.take() {
        // Where it ended already, it says itself why.
        let _ = to.write_all(bytes);
    }
    let done = running.wait_with_output()?;
    if !done.status.success() {
        return Err(Failure::Refused(format!("{PROGRAM} made no signature with {}", key.display())));
    }
    Ok(done.stdout)
}
