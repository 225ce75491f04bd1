//! The screen of an import, drawn.

use ratatui::layout::{Constraint, Layout, Rect};

use crate::domain::spelling::grouped;
use crate::exchange::import::FileTable;
use crate::exchange::import::matching::Sure;
use crate::exchange::import::run::Mode;
use crate::exchange::import::run::report::Report;
use crate::exchange::import::table::Remark;
use crate::tui::canvas::{Canvas, Pane, centered, wrapped};
use crate::tui::theme::Role;

use super::ImportView;
use super::held::{Asked, Words};
use super::lines::TrialLine;

impl ImportView {
    /// Draws the columns and the trial, and above them what is typed.
    pub(super) fn draw_import(&self, canvas: &mut Canvas, area: Rect) {
        if let Some(table) = &self.table {
            let below = (area.height / 2).clamp(6, 16);
            let [fields, trial] = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]).areas(area);
            draw_fields(self, table, canvas, fields);
            match &self.words {
                Some(words) => draw_words(self, words, canvas, trial),
                None => draw_trial(self, canvas, trial),
            }
        }
        if self.typing.is_some() {
            draw_typing(self, canvas, area);
        }
    }
}

fn draw_fields(view: &ImportView, table: &FileTable, canvas: &mut Canvas, area: Rect) {
    let form = table.told().join(" · ");
    let note = format!("{} · {form}", rows(table.rows.len()));
    let inner = canvas.pane(area, Pane { title: &table.name, note: &note, focused: !view.reading });
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let label = (inner.width / 4).clamp(12, 26);
    let from = (inner.width.saturating_sub(label) * 2 / 5).max(8);
    let columns = [label, from, inner.width.saturating_sub(label + from + 2)];
    let put = |canvas: &mut Canvas, y: u16, cells: [&str; 3], roles: [Role; 3]| {
        let mut x = inner.x;
        for ((cell, width), role) in cells.into_iter().zip(columns).zip(roles) {
            canvas.put(x, y, width, cell, role);
            x += width + 1;
        }
    };
    if inner.height < 4 {
        return;
    }
    put(canvas, inner.y, ["Field", "Comes from", "Such as"], [Role::Quiet; 3]);
    let room = usize::from(inner.height - 3);
    for (place, y) in view.scroll.window(room, view.fields.len()).zip(inner.y + 1..) {
        let field = view.fields[place];
        let source = view.mapping.fields.get(field.name);
        let perhaps = view.perhaps.iter().find(|one| one.field == field).map(|one| one.column.as_str());
        let lacks = field.required && !field.by_move && source.is_none() && !view.mapping.update_only;
        let comes = match source {
            Some(source) if view.sure.get(field.name) == Some(&Sure::Likely) => format!("likely {}", source.told()),
            Some(source) => source.told(),
            None if lacks => "required: choose one, or t".to_owned(),
            None if perhaps.is_some() => format!("perhaps {}", perhaps.unwrap_or_default()),
            None => canvas.look.sign("–", "-").to_owned(),
        };
        let samples = source.and_then(|source| table.column(source.columns.first()?));
        let samples = samples.map_or_else(Vec::new, |column| table.samples(column, 3));
        let reading = view.readings.get(field.name).map(String::as_str);
        let samples = reading.into_iter().chain(samples).collect::<Vec<_>>().join(" · ");
        let selected = place == view.scroll.cursor() && !view.reading;
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(Rect { y, height: 1, ..inner }, style);
            canvas.cursor = Some((inner.x, y).into());
        }
        let role_of = |role| if selected { Role::Selected } else { role };
        let plain = if source.is_some() { Role::Text } else { Role::Quiet };
        let comes_role = if lacks { Role::Watch } else { plain };
        put(canvas, y, [field.label, &comes, &samples], [plain, comes_role, Role::Quiet].map(role_of));
    }
    let recognised = match (&view.mapping.reference, view.mapping.key.as_slice()) {
        (Some(column), _) => format!("the reference in {column}"),
        (None, []) => "their content; r chooses a key instead".to_owned(),
        (None, key) => key.join(" + "),
    };
    let dates = view.mapping.dates.map_or(String::new(), |order| format!(" · dates {}", order.word()));
    let numbers = view.mapping.numbers.map_or(String::new(), |sign| format!(" · decimal {}", sign.word()));
    let day = view.mapping.day.map_or(String::new(), |edge| format!(" · {} day of a period", edge.word()));
    let line = format!("Records are recognised by {recognised}{dates}{numbers}{day}");
    canvas.put(inner.x, inner.bottom() - 2, inner.width, &line, Role::Quiet);
    let unused = view.mapping.unused(table);
    let line = if unused.is_empty() {
        "Every column is used".to_owned()
    } else {
        format!("Columns not used: {}", unused.join(", "))
    };
    canvas.put(inner.x, inner.bottom() - 1, inner.width, &line, Role::Quiet);
}

fn draw_trial(view: &ImportView, canvas: &mut Canvas, area: Rect) {
    let (title, note) = match (&view.running, &view.report) {
        (Some(running), _) => {
            let (done, total) = running.progress.so_far();
            let note = match total {
                0 => "waiting for others who write".to_owned(),
                total => format!("{} of {}", grouped(done as u64), grouped(total as u64)),
            };
            let title = if running.mode == Mode::Trial { "Trying it" } else { "Writing" };
            (title, note)
        }
        (None, Some(report)) if report.kept => ("Written", counts(report)),
        (None, Some(report)) => ("What it would do", counts(report)),
        (None, None) => ("What it would do", String::new()),
    };
    let inner = canvas.pane(area, Pane { title, note: &note, focused: view.reading });
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    if let Some(why) = view.wrong.as_ref().filter(|_| view.typing.is_none()) {
        for (line, y) in wrapped(why, inner.width).iter().zip(inner.y..inner.bottom()) {
            canvas.put(inner.x, y, inner.width, line, Role::Watch);
        }
        return;
    }
    if let Some(running) = &view.running {
        let (done, total) = running.progress.so_far();
        let width = usize::from(inner.width);
        let filled = (width * done).checked_div(total).unwrap_or(0);
        let bar = canvas.look.sign("━", "=").repeat(filled);
        canvas.put(inner.x, inner.y, inner.width, &bar, Role::Accent);
        let words = if running.mode == Mode::Trial {
            "Nothing is written by a trial."
        } else {
            "Esc stops it, and nothing is written. Others who write wait until it is over."
        };
        canvas.put(inner.x, inner.y + 1, inner.width, words, Role::Quiet);
        return;
    }
    let Some(report) = &view.report else { return };
    let mut lines: Vec<(String, Role)> = Vec::new();
    lines.extend(TrialLine::all(report).map(|line| told(&line)));
    let mut y = inner.y;
    let remarks = view.table.iter().flat_map(|table| &table.remarks);
    let remarks = remarks.map(Remark::told);
    for line in remarks.chain(asides(report)) {
        if y >= inner.bottom() {
            return;
        }
        canvas.put(inner.x, y, inner.width, &line, Role::Quiet);
        y += 1;
    }
    if lines.is_empty() && y < inner.bottom() {
        canvas.put(inner.x, y, inner.width, "Everything is there already: nothing is to be written.", Role::Quiet);
        return;
    }
    let room = usize::from(inner.bottom().saturating_sub(y));
    for (place, y) in view.lines.window(room, lines.len()).zip(y..) {
        let (line, role) = &lines[place];
        let selected = view.reading && place == view.lines.cursor();
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(Rect { y, height: 1, ..inner }, style);
            canvas.cursor = Some((inner.x, y).into());
        }
        canvas.put(inner.x, y, inner.width, line, if selected { Role::Selected } else { *role });
    }
}

/// A line of the trial in words.
fn told(line: &TrialLine) -> (String, Role) {
    let before = |column: Option<&str>| column.map_or(String::new(), |column| format!("{column}: "));
    match line {
        TrialLine::Reason(column, why, count) => {
            (format!("{} refused · {}{why}", rows(*count), before(*column)), Role::Watch)
        }
        TrialLine::Refused(one) => {
            let value = if one.value.is_empty() { String::new() } else { format!("“{}” · ", one.value) };
            (format!("Line {} refused · {}{value}{}", one.line, before(one.column.as_deref()), one.why), Role::Watch)
        }
        TrialLine::Change(one) => (one.told(), Role::Text),
    }
}

/// The words of a field, in how many rows each of them stands, and what it means.
fn draw_words(view: &ImportView, words: &Words, canvas: &mut Canvas, area: Rect) {
    let values = view.mapping.fields.get(words.field.name).map(|source| &source.values);
    let left = words.rows.iter().filter(|(word, _)| values.is_none_or(|values| !values.contains_key(word))).count();
    let title = format!("What the words of {} mean", words.field.label);
    let note = format!("{left} of {} to be said · Enter says it, x nothing, t typed", words.rows.len());
    let inner = canvas.pane(area, Pane { title: &title, note: &note, focused: true });
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    let word_width = (inner.width / 2).max(10);
    for (place, y) in words.scroll.window(usize::from(inner.height), words.rows.len()).zip(inner.y..) {
        let (word, count) = &words.rows[place];
        let selected = place == words.scroll.cursor();
        if selected {
            let style = canvas.look.style(Role::Selected);
            canvas.paint(Rect { y, height: 1, ..inner }, style);
            canvas.cursor = Some((inner.x, y).into());
        }
        let role = |role| if selected { Role::Selected } else { role };
        let said = values.and_then(|values| values.get(word));
        let means = match said.map(String::as_str) {
            None => "?".to_owned(),
            Some("") => "nothing".to_owned(),
            Some(text) => words.field.choice(text).map_or(text, |choice| choice.label).to_owned(),
        };
        canvas.put(inner.x, y, word_width, word, role(if said.is_some() { Role::Quiet } else { Role::Watch }));
        canvas.put(inner.x + word_width + 1, y, 10, &rows(*count), role(Role::Quiet));
        let rest = inner.width.saturating_sub(word_width + 12);
        canvas.put(inner.x + word_width + 12, y, rest, &means, role(Role::Text));
    }
}

fn counts(report: &Report) -> String {
    let count = |number: usize| grouped(number as u64);
    let (added, changed) = if report.kept { ("added", "changed") } else { ("to add", "to change") };
    let mut parts = vec![
        format!("{added} {}", count(report.added)),
        format!("{changed} {}", count(report.updated)),
        format!("unchanged {}", count(report.unchanged)),
    ];
    if report.refused_rows > 0 {
        parts.push(format!("refused {}", count(report.refused_rows)));
    }
    parts.join(" · ")
}

/// A number of rows in words.
pub fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{} rows", grouped(count as u64)) }
}

/// What else is to be known of it.
fn asides(report: &Report) -> Vec<String> {
    let mut asides = Vec::new();
    let mut parts = Vec::new();
    for (plural, number) in &report.others {
        parts.push(format!("{} {plural} added with them", grouped(*number as u64)));
    }
    if report.repeated_rows > 0 {
        parts.push(match report.repeated_rows {
            1 => "1 row repeats another one and is taken once".to_owned(),
            rows => format!("{} rows repeat other ones and are taken once", grouped(rows as u64)),
        });
    }
    if report.blank_rows > 0 {
        parts.push(format!("without a word for a field: {}", rows(report.blank_rows)));
    }
    if report.merged > 0 {
        parts.push(format!("records of several rows: {} ({})", grouped(report.merged as u64), report.merged_told()));
    }
    if report.passed_over > 0 {
        parts.push(format!("not meant: {}", rows(report.passed_over)));
    }
    if !parts.is_empty() {
        asides.push(parts.join(" · "));
    }
    for (what, lines) in &report.left_out {
        let first = lines.first.first().copied().unwrap_or_default();
        asides.push(format!("Left out of {}, line {first} the first · {what}", rows(lines.count)));
    }
    asides
}

fn draw_typing(view: &ImportView, canvas: &mut Canvas, area: Rect) {
    let Some(typing) = &view.typing else { return };
    let (title, help) = match typing.what {
        Asked::File => (
            format!("Import into {}", view.register.plural),
            "The table: a CSV or XLSX file of any spreadsheet, or JSON. Nothing is written before you have seen what it would do."
                .to_owned(),
        ),
        Asked::Load => ("Use a mapping".to_owned(), "The JSON file in which a mapping was saved.".to_owned()),
        Asked::Save => ("Save the mapping".to_owned(), "The file in which it is kept for the next time.".to_owned()),
        Asked::Meaning => (
            "What the word means".to_owned(),
            "An answer, a day, a reference or a name; “new” and a name adds a record, “for” and a name keeps the words. \
             Empty means nothing."
                .to_owned(),
        ),
        Asked::Text(field) => {
            (format!("{} in every row that says nothing", field.label), format!("{} Empty takes it away.", field.help))
        }
    };
    let width = area.width.saturating_sub(4).min(76);
    let text = view.wrong.as_deref().unwrap_or(&help);
    let lines = wrapped(text, width.saturating_sub(4));
    let height = u16::try_from(lines.len()).unwrap_or(4).saturating_add(4);
    let area = centered(area, width, height);
    canvas.clear(area);
    let inner = canvas.pane(area, Pane { title: &title, note: "", focused: true });
    let inner = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
    canvas.cursor = typing.input.draw(canvas, Rect { height: 1, ..inner }, true);
    let role = if view.wrong.is_some() { Role::Watch } else { Role::Quiet };
    for (line, y) in lines.iter().zip(inner.y + 2..inner.bottom()) {
        canvas.put(inner.x, y, inner.width, line, role);
    }
}
