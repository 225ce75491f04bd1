//! The words of a file that mean nothing to a field yet, and what they can be said to mean.

use crate::domain::catalogue::CATALOGUE;
use crate::domain::field::{Kind, Target};
use crate::exchange::import::{fold, meaning};
use crate::store::Error;
use crate::store::list::Query;
use crate::tui::desk::Desk;
use crate::tui::effect::Answer;
use crate::tui::scroll::{Scroll, Step};

use super::super::chooser::Chooser;
use super::ImportView;
use super::held::{ImportAnswer, Words};
use super::lines::TrialLine;

/// The most records that are offered as what a word means; another one is typed.
const OFFERED: u32 = 300;

impl ImportView {
    /// The words that the selected line of the trial is about.
    pub(super) fn words_of(&self) -> Option<Words> {
        let report = self.report.as_ref()?;
        let field = match TrialLine::of(report, self.lines.cursor())? {
            TrialLine::Reason(column, ..) => report.refused.iter().find(|one| one.column.as_deref() == column)?.field?,
            TrialLine::Refused(one) => one.field?,
            TrialLine::Change(_) => return None,
        };
        let rows: Vec<_> =
            report.words_of(field.name).into_iter().map(|(word, rows)| (word.to_owned(), rows)).collect();
        (!rows.is_empty()).then(|| Words { field, rows, scroll: Scroll::default() })
    }

    /// What the selected word means from now on; the next one is selected.
    pub(super) fn means(&mut self, text: &str) {
        let Some(words) = &mut self.words else { return };
        let Some((word, _)) = words.rows.get(words.scroll.cursor()) else { return };
        let source = self.mapping.fields.entry(words.field.name.to_owned()).or_default();
        source.values.insert(word.clone(), text.to_owned());
        words.scroll.go(Step::Down, words.rows.len());
        self.try_soon();
    }

    /// What the selected word means already.
    pub(super) fn meaning_of(&self, words: &Words) -> Option<&str> {
        let (word, _) = words.rows.get(words.scroll.cursor())?;
        Some(self.mapping.fields.get(words.field.name)?.values.get(word)?)
    }

    /// The meanings that the selected word can have, the likeliest first.
    pub(super) fn meanings(&self, desk: &Desk) -> Result<Option<Chooser>, Error> {
        let Some(words) = &self.words else { return Ok(None) };
        let Some((word, _)) = words.rows.get(words.scroll.cursor()) else { return Ok(None) };
        let mut chooser = Chooser::new(format!("What does “{word}” mean?")).called("Meaning");
        let means = |text: &str| Answer::own(ImportAnswer::Means(Some(text.to_owned())));
        let kind = words.field.kind;
        let mut choices: Vec<_> = kind.choices().iter().collect();
        choices.sort_by_key(|choice| std::cmp::Reverse(fold::likeness(choice, word)));
        for choice in choices {
            chooser.offer(choice.label, choice.key, means(choice.key));
        }
        if kind == Kind::YesNo {
            ["yes", "no"].into_iter().for_each(|word| chooser.offer(word, "", means(word)));
        }
        if let Some(Target::Register(name)) = kind.target()
            && let Some(register) = CATALOGUE.named(name)
        {
            let mut query = Query::new(register);
            query.limit = Some(OFFERED);
            let records = desk.store.view().page(&query)?.records;
            for record in &records {
                let (reference, title) = (record.reference().to_string(), record.title());
                chooser.offer(title, &reference, means(&reference));
            }
            chooser.offer(format!("A new {}: {word}", register.singular()), "", means(meaning::NEW));
            for record in &records {
                let said = format!("{} {}", meaning::FOR, record.reference());
                chooser.offer(format!("{} answers for it", record.title()), "the words are kept", means(&said));
            }
        }
        chooser.offer("Nothing", "the field stays empty", means(""));
        chooser.offer("Something else …", "typed", Answer::own(ImportAnswer::Means(None)));
        Ok(Some(chooser))
    }
}
