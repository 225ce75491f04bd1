//! What others looked at: suppliers that were audited, customers, authorities, certification bodies, and what a mock
//! rehearsed, each in a column of its own.

use crate::domain::audit::Party;
use crate::workflow::sheet::{Block, Body, Cell, Column, Lead, Row, Shown, Table};

use super::{Coverage, Held};

/// Audits by their references: `AU-2, AU-4 (under way)`.
pub(super) fn named<'a>(audits: impl Iterator<Item = &'a Held>) -> String {
    let name = |held: &Held| format!("{}{}", held.reference, if held.under_way { " (under way)" } else { "" });
    audits.map(name).collect::<Vec<_>>().join(", ")
}

/// The heading of somebody's audits.
fn heading(party: Party) -> &'static str {
    if party.gives_results() { party.label() } else { "Mock, counted nowhere" }
}

impl Coverage {
    /// Those whose audits there are besides the internal ones.
    fn others(&self) -> Vec<Party> {
        let there = |party: &Party| !party.is_internal() && self.audits.iter().any(|held| held.party == *party);
        Party::ALL.iter().copied().filter(there).collect()
    }

    /// How much each of them looked at; nothing where nobody else did.
    pub(super) fn by_party(&self) -> Block {
        let others = self.others();
        let parties: Vec<Party> = [Party::Internal].into_iter().chain(others).collect();
        let mut columns = vec![Column::words("what", "")];
        columns.extend(parties.iter().map(|party| Column::new(party.key(), heading(*party), Shown::Words)));
        let row = |label: &str, told: &dyn Fn(Party) -> String| {
            let cells = [label.to_owned()].into_iter().chain(parties.iter().map(|party| told(*party)));
            Row { cells: cells.map(Cell::text).collect(), lead: None }
        };
        let mut rows = Vec::new();
        if parties.len() > 1 {
            rows.push(row("Audits", &|party| named(self.audits.iter().filter(|held| held.party == party))));
            rows.extend(self.groups.iter().map(|group| {
                row(group.label, &|party| {
                    let (seen, all) = group.count_by(party);
                    format!("{seen} of {all}")
                })
            }));
        }
        Block::new("By whom it was audited", Body::Table(Table { columns, rows })).keyed("by_party")
    }

    /// What others looked at, line by line.
    pub(super) fn by_others(&self) -> Block {
        let parties = self.others();
        let mut columns = vec![Column::words("code", "Code"), Column::words("title", "What")];
        columns.extend(parties.iter().map(|party| Column::words(party.key(), heading(*party))));
        let lines = self.groups.iter().flat_map(|group| &group.lines);
        let rows = lines.filter_map(|line| {
            let seen: Vec<_> = parties.iter().map(|party| line.last_by(*party)).collect();
            let held = seen.iter().flatten().next().and_then(|seen| self.audits.get(seen.audit))?;
            let mut cells = vec![Cell::text(&*line.code), Cell::text(&*line.title)];
            cells
                .extend(seen.into_iter().map(|seen| Cell::text(seen.map_or(String::new(), |seen| self.briefly(seen)))));
            Some(Row { cells, lead: Some(Lead::Record(held.id)) })
        });
        let rows = rows.collect();
        Block::new("Looked at by others: no internal audit", Body::Table(Table { columns, rows })).keyed("by_others")
    }
}
