//! The terminal: taken, painted in one write a frame, and always given back.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::termios::{Winsize, tcgetwinsize, tcsetwinsize};

use super::paint;

/// Whether the terminal is taken at the moment, whoever asks.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken until it is dropped.
#[derive(Debug)]
pub struct Terminal {
    /// What stands there.
    painted: Buffer,
    /// Where the cursor is, and whether it is seen.
    cursor: Option<(Position, bool)>,
    mouse: bool,
    /// Whether the next frame is painted whole, whatever stands there.
    anew: bool,
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// Where it is none, or is gone.
    pub fn take() -> io::Result<Self> {
        enter(false)?;
        Ok(Self { painted: Buffer::default(), cursor: None, mouse: false, anew: false })
    }

    /// Paints a frame: what differs from the last one, in one write that shows at once; where nothing does, nothing is sent.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<(Position, bool)>) -> io::Result<()> {
        let (width, height) = crossterm::terminal::size()?;
        let area = Rect { x: 0, y: 0, width, height };
        let mut now = Buffer::empty(area);
        let cursor = paint(&mut now);
        let mut frame = Vec::new();
        queue!(frame, BeginSynchronizedUpdate)?;
        let begun = frame.len();
        if std::mem::take(&mut self.anew) || *self.painted.area() != area {
            queue!(frame, Clear(ClearType::All))?;
            self.painted = Buffer::empty(area);
        }
        frame.extend_from_slice(paint::difference(&self.painted, &now).as_bytes());
        let is_seen = |cursor: Option<(Position, bool)>| cursor.is_some_and(|(_, seen)| seen);
        let changed = frame.len() > begun;
        if is_seen(cursor) != is_seen(self.cursor) {
            if is_seen(cursor) {
                queue!(frame, Show)?
            } else {
                queue!(frame, Hide)?
            };
        }
        if let Some((position, _)) = cursor.filter(|_| changed || cursor != self.cursor) {
            // Out of sight it is where screen readers and input methods look for the focus.
            queue!(frame, MoveTo(position.x, position.y))?;
        }
        (self.painted, self.cursor) = (now, cursor);
        if frame.len() == begun {
            return Ok(());
        }
        queue!(frame, EndSynchronizedUpdate)?;
        let mut out = io::stdout().lock();
        out.write_all(&frame)?;
        out.flush()
    }

    /// Paints the next frame whole: what stands there may be anything, as after a window was made smaller and larger again
    /// in one.
    pub fn paint_anew(&mut self) {
        self.anew = true;
    }

    /// Hands a text to the terminal's clipboard (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Turns the mouse on or off.
    pub fn mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
    }

    /// Gives the terminal back, stops the program until somebody goes on with it, and takes the terminal again.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        // The whole group: the shell waits for its leader, which may be the program that started this one.
        rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
        self.take_again()
    }

    /// Takes the terminal again after somebody else had it.
    pub fn take_again(&mut self) -> io::Result<()> {
        TAKEN.store(false, Ordering::SeqCst);
        // Crossterm would take the modes of a shell that were set meanwhile for its own.
        let _ = disable_raw_mode();
        self.paint_anew();
        self.cursor = None;
        enter(self.mouse)
    }

    /// Sets the screen up and paints it anew, whatever was done to it. Keys come as they did: what is typed meanwhile is
    /// not shown by the terminal.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.paint_anew();
        self.cursor = None;
        set_up(self.mouse)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// What a terminal is taken to be that tells no size, as one behind a pipe or a serial line may.
const USUAL: (u16, u16) = (80, 24);

/// Gives a terminal that tells no size the usual one, so that something is seen of what the keys do.
fn settle_size() {
    let out = io::stdout();
    let Ok(told) = tcgetwinsize(&out) else { return };
    if told.ws_col == 0 || told.ws_row == 0 {
        // Where it can't be set, the window stays too small, and says so.
        let _ = tcsetwinsize(&out, Winsize { ws_col: USUAL.0, ws_row: USUAL.1, ..told });
    }
}

fn enter(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    settle_size();
    TAKEN.store(true, Ordering::SeqCst);
    set_up(mouse)
}

fn set_up(mouse: bool) -> io::Result<()> {
    // A terminal without an alternate screen would show what stood there between the words.
    execute!(io::stdout(), EnterAlternateScreen, Clear(ClearType::All), EnableBracketedPaste, Hide)?;
    if mouse { execute!(io::stdout(), EnableMouseCapture) } else { Ok(()) }
}

/// Gives the terminal back, once. What is gone can't be restored, so that nothing is said about it.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(io::stdout(), DisableMouseCapture, DisableBracketedPaste, Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}
