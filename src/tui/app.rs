//! The app: a stack of screens, and the only place where what they ask for is carried out.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::domain::identity::{RecordId, Sequence};
use crate::domain::organisation;
use crate::domain::spelling::capital;
use crate::domain::transaction::Channel;
use crate::store::gavel::GAVEL;
use crate::store::local::Present;
use crate::store::{Access, Ambient, Background, Error, Local, Store};
use crate::workflow::acting::{self, Unknown};
use crate::workflow::entry::Reader;
use crate::workflow::operation::{Operation, Subject};
use crate::workflow::place::Place;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::awaited::Awaited;
use super::command::{Command, Doing, Scope, find};
use super::desk::{Acting, Desk};
use super::destination::Destination;
use super::effect::{Effect, Effects, Notice, Weight};
use super::event::{Event, Post};
use super::frame;
use super::keys::Key;
use super::layer::{Layer, Screen};
use super::screens::registrar;
use super::takeover;

use super::settings::{Settings, Surroundings};
use super::theme::Look;
use super::told::{Asked, Told};
use super::typeahead::Typeahead;

/// How long the cursor has to rest before what can wait is shown.
const REST: Duration = Duration::from_millis(90);

/// How long something may be worked on in the background before that is shown, and how often it is looked at then.
const PATIENCE: Duration = Duration::from_millis(300);

/// Where what was selected is not any more.
pub(super) const MOVED: &str =
    "Somebody changed the list meanwhile, and another record is selected now; look, and choose again";

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
    /// How they want the screen to be, for as long as they have said nothing of it.
    pub settings: Settings,
}

/// A submission that is being written.
#[derive(Debug)]
pub(super) struct Writing {
    pub closes: bool,
    pub says: Option<String>,
    pub does: Option<(&'static Operation, Subject)>,
    pub again: Option<usize>,
}

/// The program with a file open.
pub struct App {
    pub(super) store: Store,
    pub(super) local: Local,
    pub(super) background: Background,
    pub(super) post: Post,
    pub(super) acting: Acting,
    pub(super) asked: Asked,
    pub(super) person: Person,
    pub(super) organisation: String,
    pub(super) settings: Settings,
    /// The place that lies below all others, for as long as this runs.
    pub(super) ground: &'static Place,
    pub(super) look: Look,
    pub(super) layers: Vec<Layer>,
    /// The transactions of this run.
    pub(super) run: Vec<Sequence>,
    pub(super) notice: Option<Notice>,
    pub(super) messages: Vec<Notice>,
    /// What the writing thread was given and has not answered yet.
    pub(super) writing: Option<Writing>,
    /// What a command waits for to be read.
    pub(super) awaited: Option<Awaited>,
    /// What was typed before it could be taken.
    pub(super) typeahead: Typeahead,
    /// When what happens now happens.
    now: Instant,
    /// Whether others have changed the file since the rows were read.
    pub(super) overtaken: bool,
    /// The exit code with which it ends once nothing is being written.
    pub(super) ends: Option<u8>,
    pub(super) rest_at: Option<Instant>,
    /// When a running clock is drawn next.
    pub(super) tick_at: Option<Instant>,
    /// While something is asked and not answered: when that is looked at next, and whether it is shown already.
    waiting: Option<(Instant, bool)>,
    pub(super) others: Vec<Present>,
    pub(super) opened: HashSet<RecordId>,
    /// The journal's place that the screens show.
    pub(super) seen: Sequence,
    pub(super) requests: Vec<Request>,
    /// What the topmost screen offers, and whether it can be done, as of the last event.
    pub(super) offered: Vec<(Doing, bool)>,
    /// Whether the window was too small to show anything when it was drawn last.
    pub(super) cramped: Cell<bool>,
}

impl App {
    /// Opens a file.
    ///
    /// # Errors
    /// What is wrong with the file, and what to do.
    pub fn open(path: &Path, ambient: Ambient, person: Person, post: Post) -> Result<Self, Error> {
        let store = Store::open(path, &GAVEL, ambient)?;
        Self::with(store, person, post)
    }

    /// The app on an open file.
    ///
    /// # Errors
    /// Where the file can't be read.
    pub fn with(store: Store, person: Person, post: Post) -> Result<Self, Error> {
        store.view().freeze()?;
        let app = Self::begin(store, person, post)?;
        app.store.view().thaw();
        Ok(app)
    }

    fn begin(store: Store, person: Person, post: Post) -> Result<Self, Error> {
        let local = match store.access() {
            Access::ReadOnly => Local::of_reader(store.path(), &person.os_user)?,
            Access::Write | Access::Full => Local::beside(store.path(), &person.os_user)?,
        };
        let settings: Settings = local.kept("settings").unwrap_or(person.settings);
        let ground = registrar::GROUNDS.get(settings.ground).copied().unwrap_or(registrar::GROUNDS[0]);
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
            asked: Asked::default(),
            person,
            organisation,
            settings,
            ground,
            look,
            layers: Vec::new(),
            run: Vec::new(),
            notice: None,
            messages: Vec::new(),
            writing: None,
            awaited: None,
            typeahead: Typeahead::default(),
            now: Instant::now(),
            overtaken: false,
            ends: None,
            rest_at: None,
            tick_at: None,
            waiting: None,
            others: Vec::new(),
            opened: HashSet::new(),
            seen,
            requests: Vec::new(),
            offered: Vec::new(),
            cramped: Cell::default(),
        };
        let layer = registrar::ground(ground, &app.desk())?;
        app.layers.push(layer);
        app.wait_for_rest();
        app.look_at_asked();
        app.greet();
        app.look_at_offers();
        Ok(app)
    }

    /// Shows a meeting to the room instead of all else.
    ///
    /// # Errors
    /// Where the file can't be read, or knows no such meeting.
    pub fn show_to_the_room(&mut self, meeting: RecordId) -> Result<(), Error> {
        self.layers = vec![registrar::room(meeting, &self.desk())?];
        self.notice = None;
        self.wait_for_rest();
        Ok(())
    }

    /// What a person should know when they come in.
    fn greet(&mut self) {
        let drafts = self.local.drafts().len();
        if self.store.access() == Access::ReadOnly {
            // The whole of it stands among the messages.
            let whole = self.store.why_not_write().map(|why| Notice::plain(why.to_string()));
            self.messages.extend(whole);
            self.tell_of(Notice::plain(self.desk().why_not_write().unwrap_or_default()));
        } else if let Some(trouble) = self.local.trouble() {
            self.tell_of(Notice::watch(format!("Drafts and settings can't be kept: {trouble}")));
        } else if let Err(why) = &self.acting.author {
            self.tell_of(Notice::watch(why.clone()));
        } else if drafts > 0 {
            let kept = if drafts == 1 { "A draft is kept" } else { "Drafts are kept" };
            self.say(Notice::plain(format!("{kept} from before; D shows what was typed and not saved")));
        }
        if let Some(warning) = self.store.exposure() {
            self.tell_of(Notice::watch(warning));
        }
        if let Some(held) = self.local.held_drafts().into_iter().next() {
            self.layers.push(takeover::ask(held, self.store.ambient().now(), Effects::new()).into());
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
            asked: &self.asked,
        }
    }

    /// The topmost screen.
    pub fn top(&self) -> Option<&dyn Screen> {
        self.layers.last().map(|layer| &**layer)
    }

    /// Whether a text is being typed, and what comes next goes into it.
    pub fn types(&self) -> bool {
        !self.makes_wait() && self.top().is_some_and(Screen::typing)
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

    /// Whether nothing is being written, nothing asked and unanswered, and every draft kept: until the next event, or until
    /// the cursor has rested, nothing changes.
    pub fn is_idle(&self) -> bool {
        self.writing.is_none() && self.asked.is_idle() && self.local.is_idle()
    }

    /// When [`App::rest`] is due, if nothing else happens.
    pub fn deadline(&self) -> Option<Instant> {
        self.rest_at
    }

    /// The cursor rests: what could wait is shown.
    pub fn rest(&mut self) {
        self.rest_at = None;
        self.with_top(|screen, desk| screen.rested(desk).map(|()| Effects::new()));
        self.take_waiting();
        self.look_at_asked();
        self.look_at_offers();
    }

    /// When a clock that runs, or the sign that something is worked on, is to be drawn anew.
    pub fn ticks_at(&self) -> Option<Instant> {
        self.tick_at.into_iter().chain(self.waiting.map(|(at, _)| at)).min()
    }

    /// What runs is drawn anew.
    pub fn tick(&mut self) {
        let now = Instant::now();
        if self.tick_at.is_some_and(|at| at <= now) {
            self.tick_at = self.top().and_then(Screen::ticks).map(|every| now + every);
        }
        if self.waiting.is_some_and(|(at, _)| at <= now) {
            self.waiting = Some((now + PATIENCE, true));
        }
        self.look_at_asked();
    }

    /// Whether something has been worked on in the background for so long that it is shown.
    pub(super) fn is_working(&self) -> bool {
        self.waiting.is_some_and(|(_, shown)| shown)
    }

    fn look_at_asked(&mut self) {
        let waits = || Some((Instant::now() + PATIENCE, false));
        self.waiting = if self.asked.is_idle() { None } else { self.waiting.or_else(waits) };
    }

    /// Takes what happened, now.
    pub fn handle(&mut self, event: Event) {
        self.handle_at(event, Instant::now());
    }

    /// Takes what happened at a time.
    pub fn handle_at(&mut self, event: Event, at: Instant) {
        self.now = at;
        if matches!(event, Event::FileChanged)
            && let Err(why) = self.store.renew()
        {
            self.tell_of(Notice::bad(why.to_string()));
        }
        // One state of the file for all that is read; where it can't be had, each question sees its own.
        let frozen = self.store.view().freeze().is_ok();
        self.take(event);
        if frozen {
            self.store.view().thaw();
        }
    }

    /// Whether what is typed at a time is not taken, because it is behind a refused key.
    pub fn refuses(&self, at: Instant) -> bool {
        self.typeahead.refuses(at)
    }

    /// What there is to see was painted at a time.
    pub fn painted(&mut self, at: Instant) {
        self.typeahead.seen(at);
    }

    fn take(&mut self, event: Event) {
        let was = self.meant();
        match event {
            event if self.cramped.get() && frame::is_unseen(&event) => {}
            // Whoever leaves can't be asked where no question can be shown; what was typed is kept.
            Event::Key(_) if self.cramped.get() => self.end(0),
            Event::Key(KeyEvent { kind: KeyEventKind::Release, .. }) => {}
            Event::Key(_) | Event::Paste(_) | Event::Mouse(_) => self.typed(event),
            // What it does to the terminal is the loop's.
            Event::Resize | Event::Continued => {}
            Event::Committed(outcome) => self.committed(outcome),
            Event::FileChanged => self.file_changed(),
            Event::LocalChanged => self.others = self.local.others(),
            Event::Told(told) => self.tell(told),
            Event::End(signal) => self.end(u8::try_from(128 + signal).unwrap_or(1)),
            Event::InputLost => self.end(129),
        }
        self.look_at_cursor(was);
        self.take_waiting();
        self.wait_for_rest();
        self.look_at_asked();
        self.show_presence();
        self.look_at_offers();
    }

    /// Takes what somebody typed, unless it was typed behind a refused key or before what it means is on the screen.
    fn typed(&mut self, event: Event) {
        let key = if let Event::Key(key) = &event { Some(Key::of(key)) } else { None };
        if leaves(&event) {
            self.act(event);
        } else if self.typeahead.swallows(&event, self.now) {
            self.tell_untaken();
        } else if key.is_some_and(|key| key.code == KeyCode::Esc) && self.is_working() && self.makes_wait() {
            self.give_up();
        } else if self.typeahead.is_empty() && self.is_ready_for(&event) {
            self.act(event);
        } else {
            self.typeahead.wait(event);
            // Nothing is left for later that keys wait for.
            if !self.is_busy() {
                self.with_top(|screen, desk| screen.rested(desk).map(|()| Effects::new()));
            }
        }
    }

    /// Whether keys that mean rows wait now.
    fn makes_wait(&self) -> bool {
        self.is_busy() || !self.typeahead.is_empty()
    }

    /// Whether what an event means is on the screen.
    fn is_ready_for(&self, event: &Event) -> bool {
        let fresh = || self.top().is_none_or(|screen| screen.typing() || screen.is_fresh());
        !self.is_busy() && (!self.means_rows(event) || fresh())
    }

    /// Whether what an event does depends on the rows of the topmost screen.
    fn means_rows(&self, event: &Event) -> bool {
        let Event::Key(key) = event else { return true };
        match self.top().and_then(|screen| self.meaning(screen, Key::of(&as_enter(*key)))) {
            Some(Doing::Command(Command::NextPane | Command::PreviousPane | Command::Zoom)) => false,
            Some(Doing::Command(command)) => command.entry().scope != Scope::Everywhere || command == Command::Palette,
            Some(Doing::Operation(..)) => true,
            Some(Doing::Place(_)) | None => false,
        }
    }

    /// Takes what waited, as far as it has not to wait on.
    fn take_waiting(&mut self) {
        while self.typeahead.first().is_some_and(|event| self.is_ready_for(event))
            && let Some(event) = self.typeahead.next()
        {
            self.act(event);
        }
    }

    fn act(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => {
                self.notice = None;
                self.with_top(|screen, desk| screen.pasted(&text, desk));
            }
            Event::Mouse(mouse) => self.mouse(mouse),
            _ => {}
        }
    }

    /// The records that keys mean now, and on which of the screens.
    fn meant(&self) -> (usize, Vec<RecordId>) {
        let subjects = self.top().map(Screen::subjects).unwrap_or_default();
        (self.layers.len(), subjects.iter().map(|record| record.id).collect())
    }

    /// Says so where others have changed what keys mean: what was typed meanwhile was typed for something else.
    fn look_at_cursor(&mut self, was: (usize, Vec<RecordId>)) {
        if !self.overtaken {
            return;
        }
        if !was.1.is_empty() && self.meant().0 == was.0 && self.meant() != was {
            self.say(Notice::watch(MOVED));
        }
        self.overtaken = self.top().is_some_and(|screen| !screen.is_fresh());
    }

    fn wait_for_rest(&mut self) {
        let waits = self.top().is_some_and(Screen::waits_for_rest);
        let now = Instant::now();
        self.rest_at = waits.then(|| now + REST);
        let ticks = self.top().and_then(Screen::ticks);
        self.tick_at = ticks.map(|every| self.tick_at.unwrap_or(now + every).min(now + every));
    }

    /// The screen that asked may lie below others; the others know that the topic is not theirs.
    fn tell(&mut self, mut told: Told) {
        if let Some(awaited) = self.awaited.take_if(|awaited| awaited.is_answered(&told)) {
            match awaited.answered(&mut told, &self.desk()) {
                Ok(effects) => self.carry_out(effects),
                Err(error) => self.failed(error),
            }
            return;
        }
        let mut layers = std::mem::take(&mut self.layers);
        let taken: Vec<_> = layers.iter_mut().map(|layer| layer.told(&mut told, &self.desk())).collect();
        self.layers = layers;
        for effects in taken {
            match effects {
                Ok(effects) => self.carry_out(effects),
                Err(error) => self.failed(error),
            }
        }
        if let Some(why) = told.trouble() {
            self.tell_of(Notice::bad(format!("This can't be read: {why}")));
        }
        if self.top().is_some_and(Screen::goes_on) {
            self.command(Command::Save);
        }
    }

    /// Whether keys wait until something is written or read.
    fn is_busy(&self) -> bool {
        self.writing.is_some() || self.awaited.is_some()
    }

    /// Does not wait any longer for what a command needs, nor do what was to be done after it.
    fn give_up(&mut self) {
        self.awaited = None;
        self.say(Notice::watch("Given up"));
    }

    pub(super) fn end(&mut self, code: u8) {
        if self.writing.is_some() {
            // What is being written is waited for, so that nothing is offered as a draft that stands in the file. What was
            // typed meanwhile is kept first: the wait may be cut short from outside.
            self.ends = Some(code);
            while let Some(event) = self.typeahead.next() {
                match event {
                    Event::Key(key) if Key::of(&key).types() => self.key(key),
                    Event::Paste(text) => self.with_top(|screen, desk| screen.pasted(&text, desk)),
                    _ => {}
                }
            }
            return;
        }
        self.close_all();
        self.requests.push(Request::Quit(code));
    }

    /// Does something with the topmost screen and carries out what it asks for.
    pub(super) fn with_top(&mut self, act: impl FnOnce(&mut dyn Screen, &Desk) -> Result<Effects, Error>) {
        let Some(mut layer) = self.layers.pop() else { return };
        let effects = act(&mut *layer, &self.desk());
        self.layers.push(layer);
        match effects {
            Ok(effects) => self.carry_out(effects),
            Err(error) => self.failed(error),
        }
    }

    /// Tells what went wrong; what was typed is still where it was.
    pub(super) fn failed(&mut self, error: Error) {
        match error {
            Error::Refused(refusal) => {
                let record = self.top().and_then(|screen| match screen.subjects().as_slice() {
                    [one] => Some(one.id),
                    _ => None,
                });
                self.layers.push(registrar::refusal(refusal, record));
                self.refuse();
            }
            other => self.say(Notice::bad(other.to_string())),
        }
    }

    /// Says what came of what was typed. Where that could not be done as asked, what was typed behind it is not taken.
    pub(super) fn say(&mut self, notice: Notice) {
        let refused = matches!(notice.weight, Weight::Watch | Weight::Bad);
        self.tell_of(notice);
        if refused {
            self.refuse();
        }
    }

    /// What was typed is refused.
    pub(super) fn refuse(&mut self) {
        self.typeahead.refuse(self.now);
        self.tell_untaken();
    }

    /// Tells how much was not taken behind what is told already.
    fn tell_untaken(&mut self) {
        let Some(untaken) = self.typeahead.untaken() else { return };
        let Some(notice) = &mut self.notice else { return self.tell_of(Notice::watch(capital(&untaken))) };
        let was = std::mem::replace(notice, Notice { behind: Some(untaken), ..notice.clone() });
        if let Some(last) = self.messages.last_mut().filter(|last| **last == was) {
            last.clone_from(notice);
        }
    }

    /// Tells something that nobody asked for.
    pub(super) fn tell_of(&mut self, notice: Notice) {
        self.messages.push(notice.clone());
        self.notice = Some(notice);
    }

    /// Tells what is wrong with the file of the person's own keys.
    pub(super) fn tell_of_keys(&mut self, wrong: Vec<String>) {
        let more = wrong.len();
        let first = wrong.first().cloned();
        self.messages.extend(wrong.into_iter().skip(1).map(Notice::watch));
        if let Some(first) = first {
            let all = if more > 1 {
                format!(" ({} more: {} shows them)", more - 1, Doing::Command(Command::Messages).key())
            } else {
                String::new()
            };
            self.tell_of(Notice::watch(format!("{first}{all}")));
        }
    }

    /// What a key means on a screen.
    fn meaning(&self, screen: &dyn Screen, key: Key) -> Option<Doing> {
        let types = screen.types(key);
        let does = screen.scopes().iter().filter(|_| !types).find_map(|scope| find(*scope, key));
        // Where there is nothing to be removed, the key edits what is typed.
        does.filter(|does| *does != Doing::Command(Command::Remove) || screen.removes())
    }

    /// Whether a key means something on the screen below the topmost one.
    fn means_below(&self, key: Key) -> bool {
        let below = self.layers.iter().rev().nth(1);
        below.is_some_and(|screen| {
            self.meaning(&**screen, key).is_some_and(|does| does != Doing::Command(Command::Help))
        })
    }

    pub(super) fn key(&mut self, event: KeyEvent) {
        self.notice = None;
        let event = as_enter(event);
        let Some(screen) = self.top() else { return };
        if screen.lets_through(Key::of(&event)) && self.means_below(Key::of(&event)) {
            self.close();
            return self.key(event);
        }
        match self.meaning(screen, Key::of(&event)) {
            Some(Doing::Command(command)) => self.command(command),
            Some(Doing::Operation(operation, way)) => self.operate(operation, way),
            Some(Doing::Place(place)) => self.carry_out(vec![Effect::Go(Destination::Place(place))]),
            None if screen.typing() => self.with_top(|screen, desk| screen.typed(event, desk)),
            None => {}
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) {
        let scopes = self.top().map(|screen| screen.scopes().to_vec()).unwrap_or_default();
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
            // Whoever goes back as far as it goes is where they wanted to be.
            let notice = if command == Command::Back { Notice::plain(why) } else { Notice::watch(why) };
            self.say(notice);
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

    /// Tells others which records are open here.
    fn show_presence(&mut self) {
        let opened: HashSet<_> = self.layers.iter().filter_map(|layer| layer.opened()).collect();
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

    pub(super) fn act_as(&mut self, person: RecordId) {
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
}

/// Whether a key asks to leave, which is not made to wait.
fn leaves(event: &Event) -> bool {
    matches!(event, Event::Key(key) if find(Scope::Everywhere, Key::of(key)) == Some(Doing::Command(Command::Quit)))
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
        Err(unknown) => {
            let why = match unknown {
                Unknown::Nobody(user) => {
                    format!("Nobody here has the user name {user}: press W and choose who you are")
                }
                Unknown::Several(user) => {
                    format!("Several people here have the user name {user}: press W and choose who you are")
                }
                Unknown::Named(trouble) => trouble.why()?.words,
            };
            Acting { author: Err(why), name: "nobody yet".to_owned() }
        }
    })
}
