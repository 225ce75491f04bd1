//! Drafts: what somebody was typing, kept until it is saved or thrown away.

use std::time::Duration;

use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::identity::{RecordId, Revision};
use crate::domain::value::{Instant, read_instant, spell_instant};

use super::process::{self, Holder};
use super::state::Local;

/// A draft's identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftId(Uuid);

impl DraftId {
    /// The draft of a form that was opened just now.
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }
}

impl Default for DraftId {
    fn default() -> Self {
        Self::new()
    }
}

/// What somebody was typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub id: DraftId,
    /// What is being written: a form of the same subject offers to go on with it.
    pub subject: String,
    /// The words for it: `New action`.
    pub label: String,
    pub saved_at: Instant,
    /// The record that is being changed, and its revision when the form was opened.
    pub record: Option<(RecordId, Revision)>,
    /// The fields that were touched.
    pub fields: Vec<Typed>,
}

impl Draft {
    /// The beginning of what was typed.
    pub fn first_words(&self) -> &str {
        let mut texts = self.fields.iter().map(|typed| typed.text.trim());
        texts.find(|text| !text.is_empty()).and_then(|text| text.lines().next()).unwrap_or_default()
    }
}

/// A draft that another running session of the same user has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldDraft {
    pub draft: Draft,
    pub holder: Holder,
}

/// What was typed into one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    pub field: String,
    pub text: String,
    /// What was picked: keys of choices, identities of records.
    #[serde(default)]
    pub picked: Vec<String>,
}

/// How long what was handed over is waited for.
const PATIENCE: Duration = Duration::from_secs(1);

const COLUMNS: &str = "id, subject, label, saved_at, record, revision, fields, process";

impl Local {
    /// Keeps a draft in place of what was kept of it before; this process has it open.
    pub fn keep_draft(&self, draft: &Draft) {
        let Ok(fields) = serde_json::to_string(&draft.fields) else { return };
        let (draft, os_user, process) = (draft.clone(), self.os_user.clone(), self.process.clone());
        self.write(move |connection| {
            let sql = "INSERT OR REPLACE INTO draft (id, os_user, subject, label, saved_at, record, revision, process, fields)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
            let (record, revision) = draft.record.unzip();
            let values = params![
                draft.id.0.to_string(),
                os_user,
                draft.subject,
                draft.label,
                spell_instant(draft.saved_at),
                record.map(|record| record.to_string()),
                revision,
                process,
                fields,
            ];
            connection.prepare_cached(sql)?.execute(values).map(drop)
        });
    }

    /// Closes a draft and keeps it for later.
    pub fn park_draft(&self, id: DraftId) {
        self.write(move |connection| {
            connection.execute("UPDATE draft SET process = NULL WHERE id = ?", [id.0.to_string()]).map(drop)
        });
    }

    pub(super) fn park_all(&self) {
        let process = self.process.clone();
        self.write(move |connection| {
            connection.execute("UPDATE draft SET process = NULL WHERE process = ?", [process]).map(drop)
        });
    }

    /// Forgets a draft: it was saved, or thrown away.
    pub fn drop_draft(&self, id: DraftId) {
        self.write(move |connection| {
            connection.execute("DELETE FROM draft WHERE id = ?", [id.0.to_string()]).map(drop)
        });
    }

    /// Takes a draft up for this process, as it was kept last; `None` where it is gone, or open in a running one.
    pub fn claim(&self, id: DraftId) -> Option<Draft> {
        let free = self.drafts().into_iter().find(|draft| draft.id == id)?;
        let sql = "UPDATE draft SET process = ?1 WHERE id = ?2 AND (process IS NULL OR process = ?3)";
        let held: Option<String> = self
            .own
            .connection
            .query_row("SELECT process FROM draft WHERE id = ?", [id.0.to_string()], |row| row.get(0))
            .ok()?;
        // Somebody else may take it up in this moment; then nothing is changed here.
        let taken = self.own.connection.execute(sql, params![self.process, id.0.to_string(), held]).ok()?;
        self.touched.set(true);
        (taken == 1).then_some(free)
    }

    /// This user's drafts that no running process has open, the newest first.
    pub fn drafts(&self) -> Vec<Draft> {
        let free = |process: &Option<String>| process.as_deref().is_none_or(|name| !process::runs(name));
        self.rows().into_iter().filter(|(process, _)| free(process)).map(|(_, draft)| draft).collect()
    }

    /// This user's drafts that another running session has open, the newest first.
    pub fn held_drafts(&self) -> Vec<HeldDraft> {
        let others = |name: &String| *name != self.process && process::runs(name);
        let held = |(process, draft): (Option<String>, Draft)| {
            Some(HeldDraft { draft, holder: Holder(process.filter(others)?) })
        };
        self.rows().into_iter().filter_map(held).collect()
    }

    /// This user's drafts with the process that has each open, the newest first.
    fn rows(&self) -> Vec<(Option<String>, Draft)> {
        self.flush(PATIENCE);
        let sql = format!("SELECT {COLUMNS} FROM draft WHERE os_user = ? ORDER BY saved_at DESC, id DESC");
        let Ok(mut statement) = self.own.connection.prepare_cached(&sql) else { return Vec::new() };
        let rows = statement.query_map([&self.os_user], |row| Ok((row.get::<_, Option<String>>(7)?, read(row)?)));
        rows.into_iter().flatten().flatten().filter_map(|(process, draft)| Some((process, draft?))).collect()
    }
}

fn read(row: &Row) -> rusqlite::Result<Option<Draft>> {
    let (id, saved_at): (String, String) = (row.get(0)?, row.get(3)?);
    let (record, revision): (Option<String>, Option<Revision>) = (row.get(4)?, row.get(5)?);
    let fields = serde_json::from_str(row.get_ref(6)?.as_str()?);
    let (Ok(id), Some(saved_at), Ok(fields)) = (Uuid::parse_str(&id), read_instant(&saved_at), fields) else {
        return Ok(None);
    };
    let record = record.as_deref().and_then(RecordId::parse).zip(revision);
    Ok(Some(Draft { id: DraftId(id), subject: row.get(1)?, label: row.get(2)?, saved_at, record, fields }))
}
