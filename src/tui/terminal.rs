//! The terminal: taken, painted in one write a frame, and always given back.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use rustix::termios::{Winsize, tcgetwinsize, tcsetwinsize};

/// Whether the terminal is taken at the moment, whoever asks.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken until it is dropped.
#[derive(Debug)]
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<Frame>>,
    frame: Frame,
    mouse: bool,
    /// Whether the next frame is painted whole, whatever stands there.
    anew: bool,
}

/// What a frame is written into: it goes out as one write when the frame is whole.
#[derive(Debug, Clone, Default)]
struct Frame(Rc<RefCell<Vec<u8>>>);

impl Write for Frame {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    /// Waits for the end of the frame.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Frame {
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

impl Terminal {
    /// Takes the terminal.
    ///
    /// # Errors
    /// Where it is none, or is gone.
    pub fn take() -> io::Result<Self> {
        enter(false)?;
        let frame = Frame::default();
        match ratatui::Terminal::new(CrosstermBackend::new(frame.clone())) {
            Ok(inner) => Ok(Self { inner, frame, mouse: false, anew: false }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Paints a frame: what differs from the last one, in one write that shows at once.
    pub fn draw(&mut self, paint: impl FnOnce(&mut Buffer) -> Option<(Position, bool)>) -> io::Result<()> {
        queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
        if std::mem::take(&mut self.anew) {
            // Not `clear`, which asks the terminal where its cursor is and waits for the answer.
            let size = self.inner.size()?;
            self.inner.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        let mut cursor = None;
        self.inner.draw(|frame| {
            cursor = paint(frame.buffer_mut());
            if let Some((position, true)) = cursor {
                frame.set_cursor_position(position);
            }
        })?;
        if let Some((position, false)) = cursor {
            // Out of sight, but where screen readers and input methods look for the focus.
            queue!(self.inner.backend_mut(), MoveTo(position.x, position.y))?;
        }
        queue!(self.inner.backend_mut(), EndSynchronizedUpdate)?;
        self.frame.send()
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
        enter(self.mouse)
    }

    /// Sets the screen up and paints it anew, whatever was done to it. Keys come as they did: what is typed meanwhile is
    /// not shown by the terminal.
    pub fn redraw(&mut self) -> io::Result<()> {
        self.paint_anew();
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
