//! Files: what is read is a file, what is written is new, whole and for its user only.

mod full;
mod inputs;
mod leftovers;
mod outputs;
mod permissions;
mod restored;
mod sharing;
mod undoing;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What stands in a folder and below it: each path with its bytes, each link with where it leads.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let (path, kind) = (entry.path(), entry.file_type().unwrap());
        let name = path.to_str().unwrap().to_owned();
        if kind.is_dir() {
            found.insert(name, Vec::new());
            found.extend(contents(&path));
        } else if kind.is_symlink() {
            found.insert(name, fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes());
        } else if kind.is_file() {
            found.insert(name, fs::read(&path).unwrap());
        } else {
            found.insert(name, b"no file".to_vec());
        }
    }
    found
}
