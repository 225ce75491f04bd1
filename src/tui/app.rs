//! The app: a stack of screens, and the only place where what they ask for is carried out.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::organisation;
use crate::domain::transaction::{Change, Channel, What};
use crate::store::local::Present;
use crate::store::schema::GAVEL;
use crate::store::view::named;
use crate::store::{Ambient, Background, Error, Local, Outcome, Store};
use crate::workflow::entry::Reader;
use crate::workflow::{Trouble, account, acting};

use super::canvas::Canvas;
use super::chrome::{self, Top};
use super::command::{Command, Scope, find};
use super::desk::{Acting, Desk};
use super::effect::{Answer, Effect, Effects, Notice, Submission};
use super::event::{Event, Post, Told};
use super::keys::Key;
use super::layer::{Layer, Screen};
use super::screens::overview::Overview;
use super::screens::refusal::RefusalView;
use super::settings::{Settings, Surroundings};
use super::theme::{Look, Role};

/// How long the cursor has to rest before what can wait is shown.
const REST: Duration = Duration::from_millis(90);

/// The smallest window that screens are drawn in.
const SMALLEST: Size = Size { width: 40, height: 8 };

/// What only the loop around the app can do.
#[derive(Debug, PartialEq, Eq)]
pub enum Request {
    /// Send a text to the terminal's clipboard.
    Copy(String),
    Suspend,
    Redraw,
    /// Turn the mouse on or off.
    Mouse(bool),
    /// End, with this exit code.
    Quit(u8),
}

/// Who sits at the terminal, and what it is like.
#[derive(Debug, Clone)]
pub struct Person {
    pub os_user: String,
    /// Who acts, where it was said.
    pub named: Option<String>,
    pub surroundings: Surroundings,
}

/// The program with a file open.
pub struct App {
    pub(super) store: Store,
    pub(super) local: Local,
    pub(super) background: Background,
    pub(super) post: Post,
    pub(super) acting: Acting,
    pub(super) person: Person,
    organisation: String,
    pub(super) settings: Settings,
    look: Look,
    pub(super) layers: Vec<Layer>,
    /// The transactions of this run.
    pub(super) run: Vec<Sequence>,
    notice: Option<Notice>,
    pub(super) messages: Vec<Notice>,
    /// What the writing thread was given and has not answered yet.
    writing: Option<Writing>,
    /// Keys that wait for the answer, so that none is lost.
    held: VecDeque<Event>,
    /// The exit code with which it ends once nothing is being written.
    ends: Option<u8>,
    rest_at: Option<Instant>,
    size: Size,
    others: Vec<Present>,
    opened: HashSet<RecordId>,
    /// The journal's place that the screens show.
    seen: Sequence,
    requests: Vec<Request>,
}

/// A submission that is being written.
#[derive(Debug)]
struct Writing {
    closes: bool,
    says: Option<String>,
}

impl App {
    /// Opens a file.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do.
    pub fn open(path: &Path, ambient: Ambient, person: Person, size: Size, post: Post) -> Result<Self, Error> {
        let store = Store::open(path, &GAVEL, ambient)?;
        Self::with(store, person, size, post)
    }

    /// The app on an open file.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn with(store: Store, person: Person, size: Size, post: Post) -> Result<Self, Error> {
        store.view().freeze()?;
        let app = Self::begin(store, person, size, post)?;
        app.store.view().thaw();
        Ok(app)
    }

    fn begin(store: Store, person: Person, size: Size, post: Post) -> Result<Self, Error> {
        let local = Local::beside(store.path(), &person.os_user)?;
        let settings: Settings = local.kept("settings").unwrap_or_default();
        let organisation = store.view().single(&organisation::REGISTER)?;
        let organisation = organisation.map_or(String::new(), |record| record.title().to_owned());
        let look = settings.look(&person.surroundings);
        let background = store.background();
        let acting = who_acts(&store, &person)?;
        let seen = store.view().head()?.sequence;
        let mut app = Self {
            store,
            local,
            background,
            post,
            acting,
            person,
            organisation,
            settings,
            look,
            layers: Vec::new(),
            run: Vec::new(),
            notice: None,
            messages: Vec::new(),
            writing: None,
            held: VecDeque::new(),
            ends: None,
            rest_at: None,
            size,
            others: Vec::new(),
            opened: HashSet::new(),
            seen,
            requests: Vec::new(),
        };
        let overview = Overview::open(&app.desk())?;
        app.layers.push(overview.into());
        app.wait_for_rest();
        app.greet();
        Ok(app)
    }

    /// What a person should know when they come in.
    fn greet(&mut self) {
        let drafts = self.local.drafts().len();
        if let Some(trouble) = self.local.trouble() {
            self.say(Notice::watch(format!("Drafts and settings can't be kept: {trouble}")));
        } else if let Err(why) = &self.acting.author {
            self.say(Notice::watch(why.clone()));
        } else if drafts > 0 {
            let kept = if drafts == 1 { "A draft is kept" } else { "Drafts are kept" };
            self.say(Notice::plain(format!("{kept} from before; D shows what was typed and not saved")));
        }
    }

    /// What the screens have at hand.
    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            store: &self.store,
            local: &self.local,
            background: &self.background,
            post: &self.post,
            acting: &self.acting,
            size: self.size,
            run: &self.run,
            settings: self.settings,
        }
    }

    /// The topmost screen.
    pub fn top(&self) -> Option<&dyn Screen> {
        self.layers.last().map(Layer::screen)
    }

    /// Where the file is.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The local state.
    pub fn local(&self) -> &Local {
        &self.local
    }

    /// What was asked of the loop since the last time.
    pub fn requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// The settings of the person.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Whether something is being written, so that the answer is still to come.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// When [`App::rest`] is due, if nothing else happens.
    pub fn deadline(&self) -> Option<Instant> {
        self.rest_at
    }

    /// The cursor rests: what could wait is shown.
    pub fn rest(&mut self) {
        self.rest_at = None;
        self.with_top(|screen, desk| screen.rested(desk).map(|()| Effects::new()));
    }

    /// Takes what happened.
    pub fn handle(&mut self, event: Event) {
        // One state of the file for all that is read; where it can't be had, each question sees its own.
        let frozen = self.store.view().freeze().is_ok();
        self.take(event);
        if frozen {
            self.store.view().thaw();
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Key(_) | Event::Paste(_) | Event::Mouse(_) if self.writing.is_some() && !leaves(&event) => {
                self.held.push_back(event);
            }
            Event::Key(key) => {
                if key.kind != KeyEventKind::Release {
                    self.key(key);
                }
            }
            Event::Paste(text) => {
                self.notice = None;
                self.with_top(|screen, desk| screen.pasted(&text, desk));
            }
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Resize => {}
            Event::Committed(outcome) => self.committed(outcome),
            Event::FileChanged => self.file_changed(),
            Event::LocalChanged => self.others = self.local.others(),
            Event::Told(topic, told) => self.tell(topic, &told),
            Event::Continued => self.requests.push(Request::Redraw),
            Event::End(signal) => self.end(u8::try_from(128 + signal).unwrap_or(1)),
            Event::InputLost => self.end(129),
        }
        self.wait_for_rest();
        self.show_presence();
    }

    fn wait_for_rest(&mut self) {
        let waits = self.top().is_some_and(Screen::waits_for_rest);
        self.rest_at = waits.then(|| Instant::now() + REST);
    }

    /// The screen that asked may lie below others; the others know that the topic is not theirs.
    fn tell(&mut self, topic: u64, told: &Told) {
        let mut layers = std::mem::take(&mut self.layers);
        for layer in &mut layers {
            layer.screen_mut().told(topic, told);
        }
        self.layers = layers;
    }

    fn end(&mut self, code: u8) {
        if self.writing.is_some() {
            // What is being written is waited for, so that nothing is offered as a draft that stands in the file. What was
            // typed meanwhile is kept first: the wait may be cut short from outside.
            self.ends = Some(code);
            for event in std::mem::take(&mut self.held) {
                if let Event::Key(key) = event {
                    self.key(key);
                }
            }
            return;
        }
        self.close_all();
        self.requests.push(Request::Quit(code));
    }

    /// Does something with the topmost screen and carries out what it asks for.
    fn with_top(&mut self, act: impl FnOnce(&mut dyn Screen, &Desk) -> Result<Effects, Error>) {
        let Some(mut layer) = self.layers.pop() else { return };
        let effects = act(layer.screen_mut(), &self.desk());
        self.layers.push(layer);
        match effects {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.failed(error),
        }
    }

    /// Tells what went wrong; what was typed is still where it was.
    fn failed(&mut self, error: Error) {
        match error {
            Error::Refused(refusal) => {
                let record = self.top().and_then(|screen| match screen.subjects().as_slice() {
                    [one] => Some(one.id),
                    _ => None,
                });
                self.layers.push(RefusalView::new(refusal, record).into());
            }
            other => self.say(Notice::bad(other.to_string())),
        }
    }

    pub(super) fn say(&mut self, notice: Notice) {
        self.messages.push(notice.clone());
        self.notice = Some(notice);
    }

    fn key(&mut self, event: KeyEvent) {
        self.notice = None;
        let event = as_enter(event);
        let Some(screen) = self.top() else { return };
        let key = Key::of(&event);
        let types = screen.typing() && key.types();
        let command = screen.scopes().iter().filter(|_| !types).find_map(|scope| find(*scope, key));
        // Where there is nothing to be removed, the key edits what is typed.
        let command = command.filter(|command| *command != Command::Remove || screen.removes());
        match command {
            Some(command) => self.command(command),
            None if screen.typing() => self.with_top(|screen, desk| screen.typed(event, desk)),
            None => {}
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) {
        let scopes = self.top().map(Screen::scopes).unwrap_or_default();
        if !scopes.contains(&Scope::Rows) && !scopes.contains(&Scope::Choosing) {
            return;
        }
        let step = |down| match (scopes.contains(&Scope::Rows), down) {
            (true, true) => Command::Down,
            (true, false) => Command::Up,
            (false, true) => Command::ChoiceDown,
            (false, false) => Command::ChoiceUp,
        };
        match mouse.kind {
            MouseEventKind::ScrollDown => self.command(step(true)),
            MouseEventKind::ScrollUp => self.command(step(false)),
            MouseEventKind::Down(MouseButton::Left) => {
                self.with_top(|screen, desk| screen.clicked(mouse.column, mouse.row, desk));
            }
            _ => {}
        }
    }

    /// Does what a command means, or says why it can't be done now.
    pub fn command(&mut self, command: Command) {
        if let Some(why) = self.unavailable(command) {
            self.say(Notice::watch(why));
        } else if command.entry().scope == Scope::Everywhere {
            self.everywhere(command);
        } else {
            self.with_top(|screen, desk| screen.run(command, desk));
        }
    }

    /// Why a command can't be used now.
    pub(super) fn unavailable(&self, command: Command) -> Option<String> {
        let screen = self.top()?;
        let scope = command.entry().scope;
        if scope == Scope::Everywhere {
            return self.unavailable_everywhere(command);
        }
        if !screen.scopes().contains(&scope) {
            return Some(format!("{} works {}", command.entry().name, scope.label().to_lowercase()));
        }
        screen.unavailable(command, &self.desk())
    }

    /// Carries out what a screen asks for.
    pub(super) fn carry_out(&mut self, effects: Effects) {
        for effect in effects {
            self.carry(effect);
        }
    }

    fn carry(&mut self, effect: Effect) {
        match effect {
            Effect::Open(layer) => self.layers.push(*layer),
            Effect::Close => self.close(),
            Effect::Go(layer) => {
                while self.layers.len() > 1 {
                    self.close_quietly();
                }
                self.layers.push(*layer);
            }
            Effect::Answer(answer) => {
                if !matches!(*answer, Answer::Removed(_)) {
                    self.close();
                }
                self.answer(*answer);
            }
            Effect::Submit(submission) => self.submit(*submission),
            Effect::Notify(notice) => self.say(notice),
            Effect::Copy { text, what } => {
                self.requests.push(Request::Copy(text));
                self.say(Notice::good(format!("Sent to your terminal's clipboard: {what}")));
            }
            Effect::Run(command) => self.command(command),
            Effect::Resume(draft) => self.resume(&draft),
            Effect::Discard(draft) => {
                // The form on top goes without being asked what stands in it.
                self.layers.pop();
                self.local.drop_draft(draft);
                self.with_top(|screen, desk| screen.changed(desk).map(|()| Effects::new()));
            }
            Effect::Forget(draft) => {
                self.local.drop_draft(draft);
                self.say(Notice::plain("Threw the draft away"));
            }
            Effect::Settings(settings) => self.set(settings),
            Effect::Act(person) => self.act_as(person),
            Effect::Suspend => self.requests.push(Request::Suspend),
            Effect::Redraw => self.requests.push(Request::Redraw),
            Effect::Quit => self.end(0),
        }
    }

    pub(super) fn set(&mut self, settings: Settings) {
        if settings.mouse != self.settings.mouse {
            self.requests.push(Request::Mouse(settings.mouse));
        }
        self.settings = settings;
        self.look = settings.look(&self.person.surroundings);
        self.local.keep("settings", &settings);
        if self.person.surroundings.no_color && settings.theme.is_some() {
            self.say(Notice::watch("NO_COLOR is set, so there are no colours"));
        }
    }

    /// Takes the topmost screen away, after it has put in safety what stands in it.
    pub(super) fn close(&mut self) {
        self.close_quietly();
        // What comes to light may be older than the file.
        self.with_top(|screen, desk| screen.changed(desk).map(|()| Effects::new()));
    }

    fn close_quietly(&mut self) {
        if self.layers.len() > 1
            && let Some(mut layer) = self.layers.pop()
        {
            layer.screen_mut().closing(&self.desk());
        }
    }

    fn close_all(&mut self) {
        while self.layers.len() > 1 {
            self.close_quietly();
        }
    }

    fn submit(&mut self, submission: Submission) {
        let author = match &self.acting.author {
            Ok(author) => author.clone(),
            Err(why) => return self.say(Notice::watch(why.clone())),
        };
        let Submission { proposal, closes, says } = submission;
        self.writing = Some(Writing { closes, says });
        let post = self.post.clone();
        self.store.submit_then(author, proposal, move |outcome| {
            // The program may be ending.
            let _ = post.send(Event::Committed(outcome));
        });
    }

    fn committed(&mut self, outcome: Result<Outcome, Error>) {
        let writing = self.writing.take();
        match outcome {
            Ok(outcome) => self.written(&outcome, writing),
            // What no form asked for is no form's to put right.
            Err(Error::Refused(refusal)) if writing.as_ref().is_none_or(|writing| !writing.closes) => {
                self.layers.push(RefusalView::new(refusal, None).into());
            }
            Err(error) => {
                let mut layer = self.layers.pop();
                let refused = match &mut layer {
                    Some(layer) => layer.screen_mut().refused(error, &self.desk()),
                    None => Err(error),
                };
                self.layers.extend(layer);
                match refused {
                    Ok(effects) => self.carry_out(effects),
                    Err(error) => self.failed(error),
                }
            }
        }
        if let (Some(code), None) = (self.ends.take(), &self.writing) {
            return self.end(code);
        }
        // Others may have committed while it was being written.
        self.file_changed();
        while self.writing.is_none()
            && let Some(event) = self.held.pop_front()
        {
            self.take(event);
        }
    }

    fn written(&mut self, outcome: &Outcome, writing: Option<Writing>) {
        let Writing { closes, says } = writing.unwrap_or(Writing { closes: false, says: None });
        if closes && let Some(mut layer) = self.layers.pop() {
            layer.screen_mut().written(&self.desk());
        }
        if outcome.changed.is_empty() {
            self.say(Notice::plain("It holds that already; nothing was changed"));
        } else {
            self.run.push(outcome.head.sequence);
            let mut text = says.unwrap_or_else(|| self.what_happened(outcome.head.sequence));
            if !outcome.merged.is_empty() {
                let labels: Vec<_> = outcome.merged.iter().map(|field| field.label.to_lowercase()).collect();
                text.push_str(&format!(" · changed by others meanwhile, and kept: {}", labels.join(", ")));
            }
            self.say(Notice::good(text));
        }
        self.refresh();
        if closes && let Some(added) = self.added(outcome) {
            self.with_top(|screen, desk| screen.select(added, desk).map(|()| Effects::new()));
        }
    }

    /// The record that a transaction added, where it added one for the screen that is in sight.
    fn added(&self, outcome: &Outcome) -> Option<RecordId> {
        let register = self.top()?.register()?;
        let changes = self.store.view().first_changes(outcome.head.sequence, 1).ok()?.0;
        let first = changes.first().filter(|change| change.register == register)?;
        matches!(first.what, What::Create { .. }).then_some(first.record)
    }

    /// A transaction in the journal's words.
    fn what_happened(&self, sequence: Sequence) -> String {
        let told = || -> Result<String, Error> {
            let view = self.store.view();
            let (changes, count) = view.first_changes(sequence, 4)?;
            // Of a move with its evidence, the move is what matters; it comes last.
            let update = |change: &&Change| matches!(change.what, What::Update { .. });
            let shown = if count > changes.len() { None } else { changes.iter().rfind(update) };
            let shown = shown.or(changes.first());
            let shown = match shown {
                Some(change) => {
                    let told = account::tell(view, change)?;
                    let created = matches!(change.what, What::Create { .. });
                    let record = view.record(change.record)?.filter(|_| !created);
                    // There is one line: what is new comes before what is known.
                    record.map_or(told.clone(), |record| {
                        told.replacen(&named(&record), &record.reference().to_string(), 1)
                    })
                }
                None => String::new(),
            };
            Ok(if count > 1 { format!("{shown} (and {} more)", count - 1) } else { shown })
        };
        // It is written either way; only the words for it can't be read.
        told().unwrap_or_else(|_| format!("Saved as transaction {sequence}"))
    }

    fn file_changed(&mut self) {
        if self.writing.is_some() {
            return;
        }
        let Ok(head) = self.store.view().head() else { return };
        if head.sequence == self.seen {
            return;
        }
        let by_others = !self.run.contains(&head.sequence);
        self.refresh();
        if by_others && self.notice.is_none() {
            let entry =
                self.store.view().entries(&crate::store::journal::Range { limit: Some(1), ..Default::default() });
            let who = entry.ok().and_then(|entries| {
                let person = entries.first()?.header.actor.person;
                Some(self.store.view().record(person).ok()??.title().to_owned())
            });
            let what = self.what_happened(head.sequence);
            self.say(Notice::plain(format!("{}: {what}", who.unwrap_or_default())));
        }
    }

    /// Every screen reads anew what it shows.
    fn refresh(&mut self) {
        if let Ok(head) = self.store.view().head() {
            self.seen = head.sequence;
        }
        let mut layers = std::mem::take(&mut self.layers);
        let mut failed = None;
        for layer in &mut layers {
            if let Err(error) = layer.screen_mut().changed(&self.desk()) {
                failed = Some(error);
            }
        }
        self.layers = layers;
        if let Some(error) = failed {
            self.say(Notice::bad(error.to_string()));
        }
        if let Ok(Some(record)) = self.store.view().single(&organisation::REGISTER) {
            record.title().clone_into(&mut self.organisation);
        }
    }

    /// Tells others which records are open here.
    fn show_presence(&mut self) {
        let opened: HashSet<_> = self.layers.iter().filter_map(|layer| layer.screen().opened()).collect();
        if opened == self.opened {
            return;
        }
        for id in self.opened.difference(&opened) {
            self.local.leave(*id);
        }
        for id in opened.difference(&self.opened) {
            self.local.enter(*id, &self.acting.name);
        }
        self.opened = opened;
        self.others = self.local.others();
    }

    fn act_as(&mut self, person: RecordId) {
        let reference = self.store.view().record(person).ok().flatten().map(|record| record.reference().to_string());
        self.person.named = reference;
        match who_acts(&self.store, &self.person) {
            Ok(acting) => {
                self.acting = acting;
                self.say(Notice::good(format!("You act as {}; the journal shows that you chose it", self.acting.name)));
                self.refresh();
            }
            Err(error) => self.say(Notice::bad(error.to_string())),
        }
    }

    /// Draws a frame; gives the place of the cursor, and whether it is to be seen.
    pub fn draw(&self, buffer: &mut Buffer) -> Option<(Position, bool)> {
        let area = *buffer.area();
        let mut canvas = Canvas::new(buffer, self.look);
        let style = self.look.ground();
        canvas.paint(area, style);
        if area.width < SMALLEST.width || area.height < SMALLEST.height {
            canvas.put(area.x, area.y, area.width, "Window too small.", Role::Text);
            let needed = format!("{} by {} needed.", SMALLEST.width, SMALLEST.height);
            canvas.put(area.x, area.y + 1, area.width, &needed, Role::Text);
            canvas.make_harmless();
            return None;
        }
        let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
        let ground = self.layers.iter().rposition(|layer| !layer.screen().floats()).unwrap_or(0);
        let desk = self.desk();
        for layer in &self.layers[ground..] {
            canvas.cursor = None;
            layer.screen().draw(&mut canvas, body, &desk);
        }
        let typing = self.top().is_some_and(Screen::typing);
        self.draw_chrome(&mut canvas, area);
        canvas.make_harmless();
        canvas.cursor.map(|cursor| (cursor, typing))
    }

    fn draw_chrome(&self, canvas: &mut Canvas, area: Rect) {
        let cursor = canvas.cursor;
        let names: Vec<String> = self.layers.iter().map(|layer| layer.screen().name()).collect();
        let trail = match names.as_slice() {
            [.., below, top] if self.layers.len() > 2 => format!("{below} {} {top}", canvas.look.sign("›", ">")),
            [.., top] => top.clone(),
            [] => String::new(),
        };
        let unsaved = self.layers.iter().any(|layer| layer.screen().unsaved());
        let state = match (&self.writing, unsaved) {
            (Some(_), _) => Some("saving"),
            (None, true) => Some("not saved"),
            (None, false) => None,
        };
        let others = self.others.iter().filter(|other| self.opened.contains(&other.record));
        let mut others: Vec<String> = others.map(|other| other.person.clone()).collect();
        others.dedup();
        let person =
            if self.person.named.is_some() { format!("as {}", self.acting.name) } else { self.acting.name.clone() };
        let top = Top { organisation: &self.organisation, screen: &trail, person: &person, state, others: &others };
        top.draw(canvas, Rect { height: 1, ..area });
        let screen = self.top();
        let footer = screen.map(Screen::footer).unwrap_or_default();
        let commands: Vec<_> = footer.iter().map(|command| (*command, self.unavailable(*command).is_none())).collect();
        let bottom = Rect { y: area.bottom() - 1, height: 1, ..area };
        chrome::bottom(canvas, bottom, self.notice.as_ref(), &commands);
        canvas.cursor = cursor;
    }
}

/// Whether a key asks to leave, which is not made to wait.
fn leaves(event: &Event) -> bool {
    matches!(event, Event::Key(key) if find(Scope::Everywhere, Key::of(key)) == Some(Command::Quit))
}

/// Some terminals send a line feed for Enter where a text is pasted; text areas would delete a line at it.
fn as_enter(event: KeyEvent) -> KeyEvent {
    let line_feed = event.code == KeyCode::Char('j') && event.modifiers.contains(KeyModifiers::CONTROL);
    if line_feed { KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE) } else { event }
}

/// Who acts, or why nobody can.
fn who_acts(store: &Store, person: &Person) -> Result<Acting, Error> {
    let view = store.view();
    let reader = Reader::new(view, store.ambient(), None)?;
    let found = acting::author(view, &reader, &person.os_user, person.named.as_deref(), Channel::Screen);
    Ok(match found {
        Ok(author) => {
            let name = view.record(author.person)?.map_or(String::new(), |record| record.title().to_owned());
            Acting { author: Ok(author), name }
        }
        Err(Trouble::Input(_)) if person.named.is_none() => {
            let why = format!("Nobody here has the user name {}: press W and choose who you are", person.os_user);
            Acting { author: Err(why), name: "nobody yet".to_owned() }
        }
        Err(Trouble::Input(why)) => Acting { author: Err(why), name: "nobody yet".to_owned() },
        Err(Trouble::Store(error)) => return Err(error),
    })
}
