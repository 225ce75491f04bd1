//! The examples of the README are no examples: they are the code.

use std::fs;
use std::path::Path;

/// The marker before a block of code, with the file in which that stands.
const FROM: &str = "<!-- from ";

#[test]
fn the_code_in_the_readme_stands_in_the_files_that_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut blocks = 0;
    for part in readme.split(FROM).skip(1) {
        let (file, rest) = part.split_once(" -->\n```rust\n").expect("a block of code follows");
        let (block, _) = rest.split_once("\n```").unwrap();
        let source = fs::read_to_string(root.join(file)).unwrap();
        assert!(block.lines().count() > 5 && source.contains(block), "{file} does not hold:\n{block}");
        blocks += 1;
    }
    assert_eq!(blocks, 6, "a register, a standing, an operation, keys for a move, a sheet and a place");
}
