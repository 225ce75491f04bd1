//! Arguments in, exit code out.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use etcetera::{AppStrategy, AppStrategyArgs};
use gavel::cli::{self, World};
use gavel::store::Ambient;
use gavel::tui::app::Person;
use gavel::tui::settings::{Settings, Surroundings};
use gavel::tui::{self, Opening, keys_file};

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    // A file that grows beyond what the user may write is told, and ends nothing.
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default())?;
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal();
    let mut world = World {
        width: terminal.then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten().map(|size| size.ws_col.into()),
        out: &mut BufWriter::with_capacity(1 << 16, std::io::stdout()),
        err: &mut std::io::stderr(),
        input: &mut std::io::stdin().lock(),
        ambient: Ambient::System,
        os_user: cli::world::os_user(whoami::username().ok(), rustix::process::geteuid().as_raw()),
        interactive: terminal && std::io::stdin().is_terminal(),
        database: std::env::var_os("GAVEL_DB"),
        acting: std::env::var("GAVEL_AS").ok(),
        default_database: default_database(),
        state: strategy().and_then(|folders| folders.state_dir()).unwrap_or_else(std::env::temp_dir),
        time_zone: iana_time_zone::get_timezone().ok(),
        keys: tui::command::keys,
    };
    if let Some(font) = std::env::var_os("GAVEL_FONT").filter(|font| !font.is_empty()) {
        gavel::report::pdf::added::name_for_all(font.into());
    }
    let mut line = cli::Line::read(std::env::args_os());
    line.leave();
    if world.interactive
        && let Some(screens) = line.screens(&mut world)
    {
        return match screens {
            Ok(screens) => run_screens(screens, world),
            Err(code) => Ok(ExitCode::from(code)),
        };
    }
    Ok(ExitCode::from(line.run(world)))
}

fn run_screens(screens: cli::Screens, world: World) -> color_eyre::Result<ExitCode> {
    let surroundings = Surroundings {
        no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
        term: std::env::var("TERM").unwrap_or_default(),
        colorfgbg: std::env::var("COLORFGBG").ok(),
    };
    let person = Person { os_user: world.os_user, named: screens.named, surroundings, settings: Settings::default() };
    let (ambient, time_zone) = (world.ambient, world.time_zone);
    let keys = strategy().map(|folders| folders.in_config_dir(keys_file::NAME));
    let opening = Opening {
        path: screens.path,
        person,
        ambient,
        reports: world.state,
        time_zone,
        greeting: screens.greeting,
        room: screens.room,
        keys,
    };
    match tui::run(opening) {
        Ok(code) => Ok(ExitCode::from(code)),
        Err(error) => {
            let told = match &error {
                tui::Failed::Store(error) => cli::told(error),
                other => other.to_string(),
            };
            // The terminal may be gone.
            let _ = writeln!(std::io::stderr(), "gavel: {told}");
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The user's folders, by the XDG rules on every system; none where the user has no home.
fn strategy() -> Option<etcetera::app_strategy::Xdg> {
    let names = AppStrategyArgs { top_level_domain: "org".into(), author: "gavel".into(), app_name: "gavel".into() };
    etcetera::app_strategy::Xdg::new(names).ok()
}

/// Where the file is kept where none is named: the user's data folder, or here where there is none.
fn default_database() -> PathBuf {
    strategy().map_or_else(|| PathBuf::from("aims.db"), |folders| folders.in_data_dir("aims.db"))
}
