//! Arguments in, exit code out.

use std::io::{BufWriter, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

use etcetera::{AppStrategy, AppStrategyArgs};
use gavel::cli::{self, World};
use gavel::store::Ambient;

fn main() -> color_eyre::Result<ExitCode> {
    color_eyre::install()?;
    let stdout = std::io::stdout();
    let terminal = stdout.is_terminal();
    let world = World {
        width: terminal.then(|| rustix::termios::tcgetwinsize(&stdout).ok()).flatten().map(|size| size.ws_col.into()),
        out: &mut BufWriter::with_capacity(1 << 16, stdout.lock()),
        err: &mut std::io::stderr(),
        input: &mut std::io::stdin().lock(),
        ambient: Ambient::System,
        os_user: whoami::username()?,
        interactive: terminal && std::io::stdin().is_terminal(),
        database: std::env::var_os("GAVEL_DB"),
        acting: std::env::var("GAVEL_AS").ok(),
        default_database: default_database()?,
        time_zone: iana_time_zone::get_timezone().ok(),
    };
    Ok(ExitCode::from(cli::run(std::env::args_os(), world)))
}

/// Where the file is kept where none is named: the user's data folder, by the XDG rules on every system.
fn default_database() -> color_eyre::Result<PathBuf> {
    let names = AppStrategyArgs { top_level_domain: "org".into(), author: "gavel".into(), app_name: "gavel".into() };
    Ok(etcetera::app_strategy::Xdg::new(names)?.in_data_dir("aims.db"))
}
