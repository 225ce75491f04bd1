//! A file that is opened, and the mapping with which its columns begin.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::domain::field::Field;
use crate::exchange::import::workbook::Broken;
use crate::exchange::import::{FileTable, Mapping, Unusable, matching};
use crate::tui::desk::Desk;
use crate::tui::effect::{Answer, Effects, open};
use crate::tui::told::Told;

use super::super::chooser::Chooser;
use super::ImportView;
use super::held::ImportAnswer;

impl ImportView {
    /// Puts the fields in order for a mapping that was just found or loaded.
    pub(super) fn order(&mut self) {
        let mapped = |field: &&Field| self.mapping.fields.contains_key(field.name);
        let fields = self.register.fields.iter();
        let mut fields: Vec<_> =
            fields.filter(|field| matching::can_come_in(self.register, field) || mapped(field)).collect();
        let perhaps = |field: &&Field| self.perhaps.iter().any(|one| one.field == *field);
        fields.sort_by_key(|field| match () {
            () if mapped(field) || (field.required && !field.by_move) => 0,
            () if perhaps(field) => 1,
            () => 2,
        });
        self.fields = fields;
        self.scroll.begin();
    }

    /// Reads the file behind the screen.
    pub(super) fn read(&mut self, desk: &Desk) {
        self.wrong = None;
        let (file, wanted) = (self.file.clone(), self.wanted.clone());
        self.opening.stale();
        self.opening.ask(desk, move |_| Ok(FileTable::read(&file, &wanted)));
    }

    /// Takes a table that was read.
    pub(super) fn begin(&mut self, table: FileTable, desk: &Desk) {
        let table = Arc::new(table);
        // The columns of the same names mean what they meant the last time.
        let mut kept: Option<Mapping> = desk.local.kept(&format!("import.{}", self.register.name));
        kept.iter_mut().for_each(|mapping| drop(mapping.reword(self.register)));
        let fits = |mapping: &Mapping| mapping.bind(self.register, &table).is_ok();
        let proposed = matching::propose(self.register, &table);
        self.perhaps = proposed.perhaps;
        let kept = kept.filter(fits);
        // What was said the last time is no guess.
        self.sure = if kept.is_some() { BTreeMap::new() } else { proposed.sure };
        self.mapping = kept.unwrap_or(proposed.mapping);
        self.table = Some(table);
        self.order();
        self.typing = None;
        self.try_soon();
    }

    pub(super) fn load(&mut self, path: &Path) -> Result<(), Unusable> {
        let mut mapping = Mapping::load(path)?;
        mapping.reword(self.register);
        if let Some(table) = &self.table {
            mapping.bind(self.register, table)?;
        }
        self.mapping = mapping;
        self.order();
        Ok(())
    }

    /// Takes a file that was read; of a workbook with several sheets one is asked for.
    pub(super) fn opened(&mut self, told: &mut Told, desk: &Desk) -> Option<Effects> {
        match self.opening.taken(told) {
            Some(Ok(table)) => self.begin(table, desk),
            Some(Err(Unusable::Workbook { why: Broken::Several(sheets), .. })) => {
                let mut chooser = Chooser::new("Which sheet?");
                for sheet in sheets {
                    chooser.offer(sheet.clone(), "", Answer::own(ImportAnswer::Sheet(sheet)));
                }
                return Some(open(chooser));
            }
            Some(Err(why)) => self.wrong = Some(why.to_string()),
            None => {}
        }
        None
    }
}
