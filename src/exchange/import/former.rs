//! A mapping and a table in words of before: what they name is found, and which words were former ones is told.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Field, Target};
use crate::domain::former::Former;
use crate::domain::register::Register;

use super::mapping::Source;
use super::{FileTable, Mapping, fold};

impl Mapping {
    /// Gives the register and the fields that it names their names of today, and says which were former ones.
    pub fn reword(&mut self, register: &'static Register) -> Vec<Former> {
        let mut former = Vec::new();
        if let Some(one) = register.former_name(&self.register) {
            former.push(one);
            one.now.clone_into(&mut self.register);
        }
        for (name, mut source) in std::mem::take(&mut self.fields) {
            let linked = register.called(&name).and_then(linked);
            former.extend(linked.map(|linked| source.reword(linked)).unwrap_or_default());
            let name = today(register, name, &mut former);
            self.fields.entry(name).or_insert(source);
        }
        former
    }

    /// The former words among the columns of a table, in its cells, and in the texts that stand in for them.
    pub fn former(&self, register: &'static Register, table: &FileTable) -> Vec<Former> {
        let mut former = Vec::new();
        for (field, source) in self.fields.iter().filter_map(|(name, source)| Some((register.field(name)?, source))) {
            let columns = source.columns.iter();
            let names = columns.filter_map(|name| register.former(&fold::plain(name).replace(' ', "_")));
            former.extend(names.filter(|one| one.now == field.name));
            if field.kind.choices().iter().all(|choice| choice.was.is_empty()) {
                continue;
            }
            let said = source.values.values().chain(source.when.iter().map(|when| &when.then)).chain(&source.otherwise);
            let mut texts: Vec<&str> = said.map(String::as_str).collect();
            for column in source.columns.iter().filter_map(|name| table.column(name)) {
                texts.extend(table.rows.iter().map(|row| row.cell(column)));
            }
            texts.sort_unstable();
            texts.dedup();
            former.extend(texts.iter().flat_map(|text| field.former(&text.replace([';', '\n', '|'], ","))));
        }
        former
    }
}

impl Source {
    fn reword(&mut self, linked: &'static Register) -> Vec<Former> {
        let mut former = Vec::new();
        self.find_by = self.find_by.take().map(|name| today(linked, name, &mut former));
        self.create = self.create.take().map(|words| {
            let each = words.into_iter().map(|(name, text)| {
                former.extend(linked.called(&name).map(|field| field.former(&text)).unwrap_or_default());
                (today(linked, name, &mut former), text)
            });
            each.collect()
        });
        former
    }
}

/// The register of the records to which a field points.
fn linked(field: &'static Field) -> Option<&'static Register> {
    match field.kind.target()? {
        Target::Register(name) => CATALOGUE.named(name),
        Target::Any => None,
    }
}

fn today(register: &'static Register, name: String, former: &mut Vec<Former>) -> String {
    match register.former(&name) {
        Some(one) => {
            former.push(one);
            one.now.to_owned()
        }
        None => name,
    }
}
