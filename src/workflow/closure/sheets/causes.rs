//! The causes of a case as a tree of whys, or as a fishbone, read back with “therefore”.

use crate::domain::canonical::Json;
use crate::domain::cause::{self, Cause};
use crate::domain::house::said::Words;
use crate::domain::nonconformity::REGISTER;
use crate::domain::record::Record;
use crate::store::view::named;
use crate::store::{Error, View};
use crate::workflow::closure::causes::{Signs, drawn, of_case, therefore};
use crate::workflow::closure::fishbone as bones;
use crate::workflow::operation::{Why, own};
use crate::workflow::reading::{Choice, Of, Reading, Wanted};
use crate::workflow::sheet::{Block, Body, Cell, Column, Drawing, Row, Sheet, Shown};

/// The causes of the present cycle.
pub static CAUSES: Reading = Reading {
    title: "Causes",
    about: "Draws the causes found in the present cycle: a tree of whys, read back with “therefore”",
    of: Of::Record,
    choices: &[
        Choice::Flag { name: FISHBONE, was: &[], help: "As a fishbone of six branches" },
        Choice::Flag { name: TREE, was: &[], help: "As a tree, which is drawn where nothing else is asked for" },
        Choice::Flag { name: ASCII, was: &[], help: "With plain signs only" },
    ],
    ..Reading::new(&REGISTER, "causes", read)
};

const FISHBONE: &str = "fishbone";
const TREE: &str = "tree";
/// The flags that ask for every drawing.
pub const DRAWINGS: [&str; 2] = [FISHBONE, TREE];
const ASCII: &str = "ascii";

/// People see the drawings.
const COLUMNS: [Column; 6] = [
    Column::new("number", "", Shown::Never),
    Column::new("why", "", Shown::Never),
    Column::new("leads_to", "", Shown::Never),
    Column::new("root", "", Shown::Never),
    Column::new("known", "", Shown::Never),
    Column::new("shown_by", "", Shown::Never),
];

fn read(view: View, wanted: &Wanted) -> Result<Sheet, Error> {
    let case = wanted.record(view)?;
    let causes = of_case(view, &case)?;
    let (reference, words) = (case.reference(), Words::default());
    let number = |id| causes.iter().find(|cause| Some(cause.id) == id).map(|cause| cause.reference().to_string());
    let row = |record: &Record| {
        let cause = Cause(record);
        let root = Cell { value: Some(Json::Bool(cause.root() == Some(true))), ..Cell::default() };
        let leads_to = Cell { value: Some(number(cause.leads_to()).map_or(Json::Null, Json::from)), ..Cell::default() };
        let known = crate::workflow::closure::causes::remark(&words, cause);
        let told = [record.reference().to_string(), cause.why().to_owned(), known, cause.shown_by().to_owned()];
        let [number, why, known, shown_by] = told.map(Cell::text);
        Row::of([number, why, leads_to, root, known, shown_by])
    };
    let rows = causes.iter().map(row).collect();
    let back = therefore(&words, case.title(), &causes).into_iter().map(Cell::text).collect();
    let mut blocks = vec![Block::table("causes", "", &COLUMNS, rows)];
    let ascii = wanted.has(ASCII);
    let drawing = |draw: fn(&Words, &str, &[Record], usize, Signs) -> Vec<String>| {
        let (words, title, causes) = (words.clone(), case.title().to_owned(), causes.clone());
        Body::Drawing(Drawing::new(move |width, plain| {
            draw(&words, &title, &causes, width, if ascii || plain { Signs::Ascii } else { Signs::Drawn })
        }))
    };
    let fishbone = wanted.has(FISHBONE);
    let tree = wanted.has(TREE) || !fishbone;
    // One drawing by itself needs no titles.
    let title = |title| if tree && fishbone { title } else { "" };
    if fishbone {
        blocks.push(Block::new(title("Fishbone"), drawing(bones::drawn)));
    }
    if tree {
        blocks.push(Block::new(title("Whys"), drawing(drawn)));
        blocks.push(Block::new(title("Read back"), Body::Prose(back)).keyed("read_back"));
    }
    let none = || Why {
        first: own::add(&cause::REGISTER).ok().map(|add| (add, "adds the first")),
        ..Why::is(format!("No cause of {reference} is recorded yet"))
    };
    Ok(Sheet { note: named(&case), nothing: causes.is_empty().then(none), blocks, ..Sheet::default() })
}
