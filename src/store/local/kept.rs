//! How each person left their screens: settings, orders, filters, places in lists.

use rusqlite::{OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::state::Local;

impl Local {
    /// What was kept under a name; nothing where there is none, or where it is from a program that kept it otherwise.
    pub fn kept<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let value: Option<String> = self
            .own
            .connection
            .prepare_cached("SELECT value FROM kept WHERE os_user = ? AND name = ?")
            .and_then(|mut statement| statement.query_row([&self.os_user, name], |row| row.get(0)).optional())
            .ok()
            .flatten();
        serde_json::from_str(&value?).ok()
    }

    /// Keeps something under a name.
    pub fn keep(&self, name: &str, value: &impl Serialize) {
        let Ok(value) = serde_json::to_string(value) else { return };
        let (os_user, name) = (self.os_user.clone(), name.to_owned());
        self.write(move |connection| {
            connection
                .prepare_cached("INSERT OR REPLACE INTO kept (os_user, name, value) VALUES (?, ?, ?)")?
                .execute(params![os_user, name, value])
                .map(drop)
        });
    }
}
