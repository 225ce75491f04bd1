//! The loop: wait, take what happened, draw. Nothing ticks.

use std::io::{self, Read};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Instant;

use crossterm::event::KeyEventKind;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::SIGWINCH;

use crate::domain::identity::RecordId;
use crate::store::watch::Watch;
use crate::store::{Ambient, Error};

use super::app::{App, Person, Request};
use super::effect::Notice;
use super::ending;
use super::event::{Event, Post};
use super::keyboard::Keyboard;
use super::keys::Key;
use super::keys_file;
use super::report;
use super::settings::Settings;
use super::start::{Next, Start};
use super::terminal::Terminal;

/// What the screens are started with.
#[derive(Debug)]
pub struct Opening {
    pub path: PathBuf,
    pub person: Person,
    pub ambient: Ambient,
    /// Where a report goes if the program fails.
    pub reports: PathBuf,
    /// The time zone of this machine, offered to a new organisation.
    pub time_zone: Option<String>,
    /// What the person is told first.
    pub greeting: Option<String>,
    /// The meeting that is shown to the room, and nothing else.
    pub room: Option<RecordId>,
    /// Where the file of the person's own keys would be.
    pub keys: Option<PathBuf>,
}

/// Why the screens ended other than by somebody's wish.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    #[error("{0}")]
    Store(#[from] Error),
    #[error("The terminal failed: {0}. What was saved is saved, and what was typed is kept")]
    Terminal(#[from] std::io::Error),
}

/// What is on the screen.
enum Program {
    Start(Start),
    App(Box<App>),
}

impl Program {
    /// Whether a text is being typed.
    fn types(&self) -> bool {
        match self {
            Self::App(app) => app.types(),
            Self::Start(_) => false,
        }
    }

    /// Whether nothing could be shown when it was painted last.
    fn is_cramped(&self) -> bool {
        match self {
            Self::App(app) => app.cramped.get(),
            Self::Start(start) => start.cramped.get(),
        }
    }
}

/// Runs the screens until they are left; gives the exit code.
///
/// # Errors
/// What is wrong with the file or the terminal, and what to do; the terminal is given back.
pub fn run(opening: Opening) -> Result<u8, Failed> {
    let (post, events) = mpsc::channel();
    let wrong = opening.keys.as_deref().map(keys_file::read).unwrap_or_default();
    let mut program = if opening.path.exists() {
        let (ambient, person) = (opening.ambient.clone(), opening.person.clone());
        let mut app = App::open(&opening.path, ambient, person, post.clone())?;
        if let Some(meeting) = opening.room {
            app.show_to_the_room(meeting)?;
        }
        if let Some(greeting) = &opening.greeting {
            app.say(Notice::plain(greeting));
        }
        app.tell_of_keys(wrong);
        Program::App(Box::new(app))
    } else {
        let look = Settings::default().look(&opening.person.surroundings);
        Program::Start(Start::new(&opening.path, &opening.person.os_user, opening.ambient.clone(), look))
    };
    report::install(opening.reports.clone());
    let mut terminal = Terminal::take()?;
    let listening = ending::listen(&post)?;
    paint(&mut terminal, &mut program)?;
    listen_to_keys(post.clone())?;
    let mut watching = Watching::default();
    watching.begin(&program, &post);
    if let Program::App(app) = &program
        && let Some(Request::Mouse(on)) = app.wants_mouse()
    {
        terminal.mouse(on)?;
    }
    let code = loop {
        let Some(event) = wait(&events, &program) else {
            if let Program::App(app) = &mut program {
                let now = Instant::now();
                if app.deadline().is_some_and(|at| at <= now) {
                    app.rest();
                }
                if app.ticks_at().is_some_and(|at| at <= now) {
                    app.tick();
                }
            }
            paint(&mut terminal, &mut program)?;
            continue;
        };
        let mut next = Some(event);
        let mut ends = None;
        // What waits already is taken before the next frame.
        while let (Some(event), None) = (next.take(), ends) {
            let (event, after) = typed_together(event, program.types(), || events.try_recv().ok());
            ends = take(event, &mut program, &mut terminal, &opening, &post)?;
            next = after.or_else(|| events.try_recv().ok());
        }
        if let Some(code) = ends {
            break code;
        }
        watching.begin(&program, &post);
        paint(&mut terminal, &mut program)?;
    };
    drop(terminal);
    drop(watching);
    if let Program::App(app) = &mut program {
        // The files are closed; the process ends, and takes the screens with it.
        std::mem::forget(std::mem::take(&mut app.layers));
    }
    drop(program);
    drop(listening);
    Ok(code)
}

/// Takes characters that wait behind one another as one text where a text is typed, so that a long one is looked up once;
/// gives the first event that is none of them, too.
fn typed_together(first: Event, types: bool, mut next: impl FnMut() -> Option<Event>) -> (Event, Option<Event>) {
    let typed = |event: &Event| match event {
        Event::Key(key) if Key::of(key).types() && key.kind != KeyEventKind::Release => key.code.as_char(),
        _ => None,
    };
    let Some(character) = typed(&first).filter(|_| types) else { return (first, None) };
    let mut text = String::from(character);
    let after = loop {
        match next() {
            Some(event) => match typed(&event) {
                Some(character) => text.push(character),
                None => break Some(event),
            },
            None => break None,
        }
    };
    (if text.len() > character.len_utf8() { Event::Paste(text) } else { first }, after)
}

/// Waits for something to happen; `None` once the cursor has rested or a clock has run on.
fn wait(events: &Receiver<Event>, program: &Program) -> Option<Event> {
    let deadline = match program {
        Program::App(app) => app.deadline().into_iter().chain(app.ticks_at()).min(),
        Program::Start(_) => None,
    };
    match deadline {
        None => Some(events.recv().unwrap_or(Event::InputLost)),
        Some(deadline) => match events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::InputLost),
        },
    }
}

fn paint(terminal: &mut Terminal, program: &mut Program) -> std::io::Result<()> {
    terminal.draw(|buffer| match &*program {
        Program::App(app) => app.draw(buffer),
        Program::Start(start) => start.draw(buffer),
    })?;
    if let Program::App(app) = program {
        app.painted(Instant::now());
    }
    Ok(())
}

/// Takes what happened; gives the exit code where the program ends.
fn take(
    event: Event,
    program: &mut Program,
    terminal: &mut Terminal,
    opening: &Opening,
    post: &Post,
) -> Result<Option<u8>, Failed> {
    #[cfg(debug_assertions)]
    fail_if_asked(&event);
    match event {
        // Several can arrive together and end at the size at which they began.
        Event::Resize => terminal.paint_anew(),
        Event::Continued => terminal.take_again()?,
        // A key can overtake the news that the window is larger now.
        Event::Key(_) | Event::Paste(_) | Event::Mouse(_) if program.is_cramped() => paint(terminal, program)?,
        _ => {}
    }
    let app = match program {
        Program::Start(start) => match start.handle(&event, opening.time_zone.as_deref()) {
            Next::Stay => return Ok(None),
            Next::Quit(code) => return Ok(Some(code)),
            Next::Open(store) => {
                let app = App::with(*store, opening.person.clone(), post.clone())?;
                if let Some(Request::Mouse(on)) = app.wants_mouse() {
                    terminal.mouse(on)?;
                }
                *program = Program::App(Box::new(app));
                return Ok(None);
            }
        },
        Program::App(app) => app,
    };
    app.handle(event);
    for request in app.requests() {
        match request {
            Request::Copy(text) => terminal.copy(&text)?,
            Request::Suspend => terminal.suspend()?,
            Request::Redraw => terminal.redraw()?,
            Request::Mouse(on) => terminal.mouse(on)?,
            Request::Quit(code) => return Ok(Some(code)),
        }
    }
    Ok(None)
}

/// Hands keys over as they are pressed, and tells of another size of the window in its order with them.
///
/// # Errors
/// Where the system takes no handler.
fn listen_to_keys(post: Post) -> io::Result<()> {
    let (resized, wakes) = UnixStream::pair()?;
    resized.set_nonblocking(true)?;
    signal_hook::low_level::pipe::register(SIGWINCH, wakes)?;
    thread::spawn(move || {
        let mut keyboard = Keyboard::default();
        loop {
            let events = match sent(&resized, keyboard.deadline()) {
                Ok(Sent::Keys(bytes)) => keyboard.take(&bytes, Instant::now()),
                Ok(Sent::Resized) => vec![Event::Resize],
                Ok(Sent::Nothing) => keyboard.rest(),
                Err(_) => vec![Event::InputLost],
            };
            for event in events {
                let lost = matches!(event, Event::InputLost);
                if post.send(event).is_err() || lost {
                    return;
                }
            }
        }
    });
    Ok(())
}

/// What the terminal sends.
enum Sent {
    Keys(Vec<u8>),
    /// The window has another size.
    Resized,
    /// Nothing came before the deadline.
    Nothing,
}

/// What the terminal sends next. What was typed before the window got another size comes before that.
fn sent(mut resized: &UnixStream, deadline: Option<Instant>) -> io::Result<Sent> {
    let stdin = io::stdin();
    loop {
        let left = deadline.map(|at| at.saturating_duration_since(Instant::now()));
        let left = left.map(|left| Timespec::try_from(left).unwrap_or_default());
        let mut asked = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(resized, PollFlags::IN)];
        match poll(&mut asked, left.as_ref()) {
            Ok(0) => return Ok(Sent::Nothing),
            Ok(_) => {}
            Err(rustix::io::Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
        }
        let mut bytes = vec![0; 1 << 12];
        if asked[0].revents().is_empty() {
            // Several are one.
            let _ = resized.read(&mut bytes);
            return Ok(Sent::Resized);
        }
        match rustix::io::read(&stdin, &mut bytes) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => {
                bytes.truncate(count);
                return Ok(Sent::Keys(bytes));
            }
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// What is watched once the first frame stands: the file and the local state.
#[derive(Default)]
struct Watching {
    watches: Vec<Watch>,
    begun: bool,
}

impl Watching {
    fn begin(&mut self, program: &Program, post: &Post) {
        let Program::App(app) = program else { return };
        if self.begun {
            return;
        }
        self.begun = true;
        let told = post.clone();
        // Where the system gives no notices, what others do is seen when the next key comes.
        let file = app.store().watch(move || drop(told.send(Event::FileChanged)));
        let told = post.clone();
        let local = app.local().watch(move || drop(told.send(Event::LocalChanged)));
        self.watches.push(file);
        self.watches.extend(local);
    }
}

/// Fails on purpose, so that what happens then can be tried on a build for developers.
#[cfg(debug_assertions)]
fn fail_if_asked(event: &Event) {
    let asked = matches!(event, Event::Key(key) if key.code == crossterm::event::KeyCode::F(12));
    assert!(!(asked && std::env::var_os("GAVEL_FAIL").is_some()), "failed because it was asked to");
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(code, modifiers))
    }

    fn taken(keys: &str, types: bool) -> String {
        let plain = keys.chars().map(|c| match c {
            '^' => key(KeyCode::Char('s'), KeyModifiers::CONTROL),
            '\n' => key(KeyCode::Enter, KeyModifiers::NONE),
            c if c.is_uppercase() => key(KeyCode::Char(c), KeyModifiers::SHIFT),
            c => key(KeyCode::Char(c), KeyModifiers::NONE),
        });
        let mut waiting = plain.collect::<std::collections::VecDeque<_>>();
        let mut told = Vec::new();
        let mut next = waiting.pop_front();
        while let Some(event) = next {
            let (event, after) = typed_together(event, types, || waiting.pop_front());
            told.push(match event {
                Event::Paste(text) => format!("[{text}]"),
                Event::Key(event) => Key::of(&event).to_string(),
                other => format!("{other:?}"),
            });
            next = after.or_else(|| waiting.pop_front());
        }
        told.join(" ")
    }

    #[test]
    fn characters_that_wait_are_one_text_and_every_other_key_keeps_its_place() {
        assert_eq!(taken("bias Test\na^bc", true), "[bias Test] Enter a Ctrl-S [bc]");
        assert_eq!(taken("jjk", false), "j j k", "where nothing is typed, a letter is a command");
        assert_eq!(taken("", true), "");
    }
}
