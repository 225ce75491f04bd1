//! What programs are told of a sheet: each fact and each block under its key.

use crate::domain::canonical::{Json, Object};

use super::{Block, Body, Fact, Matrix, Row, Sheet, Table, tile};

impl Sheet {
    /// The sheet for programs.
    pub fn json(&self) -> Json {
        let mut all = Object::new();
        tell(&mut all, &self.facts, &self.blocks);
        Json::Object(all)
    }
}

fn tell(all: &mut Object, facts: &[Fact], blocks: &[Block]) {
    all.extend(facts.iter().filter_map(|fact| Some((fact.key?.to_owned(), fact.cell.value.clone()?))));
    for block in blocks {
        let told = match (&block.body, block.key) {
            (Body::Facts(facts), None) => {
                tell(all, facts, &[]);
                None
            }
            (Body::Facts(facts), Some(_)) => Some(object(facts, &[])),
            (Body::Table(table), Some(_)) => Some(table.json()),
            (Body::Tiles(tiles), Some(_)) => Some(tile::table(tiles).json()),
            (Body::Matrix(matrix), Some(_)) => Some(matrix.json()),
            (Body::Prose(lines) | Body::List(lines), Some(_)) => {
                Some(Json::List(lines.iter().map(|line| line.text.as_str().into()).collect()))
            }
            (Body::Part(part), Some(key)) => {
                let list = all.entry(key.to_owned()).or_insert_with(|| Json::List(Vec::new()));
                if let Json::List(parts) = list {
                    parts.push(object(&[], part));
                }
                None
            }
            _ => None,
        };
        all.extend(block.key.zip(told).map(|(key, told)| (key.to_owned(), told)));
    }
}

fn object(facts: &[Fact], blocks: &[Block]) -> Json {
    let mut one = Object::new();
    tell(&mut one, facts, blocks);
    Json::Object(one)
}

fn data(data: &[(&'static str, Json)]) -> impl Iterator<Item = (String, Json)> {
    data.iter().map(|(key, value)| ((*key).to_owned(), value.clone()))
}

impl Table {
    fn json(&self) -> Json {
        let row = |row: &Row| {
            let told = self.columns.iter().zip(&row.cells);
            Json::Object(
                told.filter_map(|(column, cell)| Some((column.key?.to_owned(), cell.value.clone()?))).collect(),
            )
        };
        Json::List(self.rows.iter().map(row).collect())
    }
}

impl Matrix {
    fn json(&self) -> Json {
        let (seen, name) = self.across_keys;
        let mut rows = Vec::new();
        for group in &self.groups {
            for row in &group.rows {
                let marks = row.marks.iter().filter_map(|(place, mark)| {
                    let across = self.across.get(*place)?;
                    let mut told: Object = data(&across.data).chain(data(&mark.data)).collect();
                    told.insert(name.to_owned(), across.code.as_str().into());
                    told.insert("how".to_owned(), mark.words.as_str().into());
                    Some(Json::Object(told))
                });
                let marks = Json::List(marks.collect());
                let mut told: Object = data(&row.data).collect();
                told.insert("code".to_owned(), row.code.as_str().into());
                told.insert("kind".to_owned(), group.key.as_str().into());
                told.insert("title".to_owned(), row.title.as_str().into());
                told.insert(seen.to_owned(), marks);
                rows.push(Json::Object(told));
            }
        }
        Json::List(rows)
    }
}
