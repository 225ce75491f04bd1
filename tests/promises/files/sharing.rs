//! Several people of one host share a file: nobody is shut out, nobody else reads. The people are made by number, which only
//! root can do; whoever else runs the tests is told that this was left out.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use gavel::store::Local;
use portable_pty::CommandBuilder;
use rustix::process::Signal;
use tempfile::TempDir;

use crate::fixture::Fixture;
use crate::pty::Terminal;

/// The group that shares a file, and users of a primary group of their own each.
const TEAM: u32 = 61_100;
const ALICE: u32 = 61_001;
const BOB: u32 = 61_002;
/// Who does not belong to the group.
const MALLORY: u32 = 61_003;

/// A folder with a program that everybody can run, and a folder in it for the group.
struct Host {
    folder: TempDir,
    database: PathBuf,
}

impl Host {
    /// A host whose folder for the group has a mode; none where no users can be made.
    fn with_folder(mode: u32) -> Option<Self> {
        let may = rustix::process::geteuid().is_root()
            && Command::new("setpriv").arg("--version").stdout(Stdio::null()).status().is_ok_and(|done| done.success());
        if !may {
            eprintln!("Not tried: what several users of one host do takes root, and setpriv of util-linux");
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let program = folder.path().join("gavel");
        fs::hard_link(env!("CARGO_BIN_EXE_gavel"), &program)
            .or_else(|_| fs::copy(env!("CARGO_BIN_EXE_gavel"), &program).map(drop))
            .unwrap();
        let shared = folder.path().join("aims");
        fs::create_dir(&shared).unwrap();
        chown(&shared, Some(ALICE), Some(TEAM)).unwrap();
        fs::set_permissions(&shared, Permissions::from_mode(mode)).unwrap();
        let database = shared.join("aims.db");
        Some(Self { folder, database })
    }

    /// The screens of a user.
    fn screens(&self, user: u32) -> Terminal {
        let mut command = CommandBuilder::new("setpriv");
        command.args(self.line(user, "022", "exec gavel"));
        command.cwd("/");
        Terminal::spawn(&Fixture::empty(), command)
    }

    /// A line for the shell of a user, in which `gavel` works on the file.
    fn line(&self, user: u32, umask: &str, line: &str) -> [String; 7] {
        let (folder, database) = (self.folder.path().display(), self.database.display());
        let groups = if user == MALLORY { "--clear-groups".to_owned() } else { format!("--groups={TEAM}") };
        let run = format!("umask {umask}; export GAVEL_DB={database} GAVEL_AS=P-1; PATH={folder}:$PATH; {line}");
        [
            format!("--reuid={user}"),
            format!("--regid={user}"),
            groups,
            "--inh-caps=-all".into(),
            "sh".into(),
            "-c".into(),
            run,
        ]
    }

    fn sh(&self, user: u32, umask: &str, line: &str) -> Output {
        Command::new("setpriv").args(self.line(user, umask, line)).current_dir("/").output().unwrap()
    }

    /// What somebody is told by a line that succeeds, and by nothing else.
    fn ok(&self, user: u32, umask: &str, line: &str) -> String {
        let done = self.sh(user, umask, line);
        let err = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.success() && err.is_empty(), "{user}, umask {umask}, {line}: {err}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// Why a line is refused: whose file stands in the way, and the command that mends it.
    fn refused(&self, user: u32, line: &str, file: &str, owner: u32) -> String {
        let done = self.sh(user, "022", line);
        let err = String::from_utf8(done.stderr).unwrap();
        assert!(done.stdout.is_empty() && !done.status.success(), "{err}");
        let named = self.beside(file);
        for part in [format!("{} can't be ", named.display()), format!("belongs to {owner}.")] {
            assert!(err.contains(&part), "{part}: {err}");
        }
        assert!(!err.to_lowercase().contains("copy"), "{err}");
        err.trim().rsplit_once(" mends that with: ").unwrap_or_else(|| panic!("{err}")).1.to_owned()
    }

    /// Whether a draft of a user with these words is kept for good, whatever ends the program.
    fn keeps(&self, user: u32, words: &str) -> bool {
        let copy = tempfile::tempdir().unwrap();
        let to = copy.path().join("local");
        for ending in ["", "-wal"] {
            let from = self.beside(&format!(".local-{user}{ending}"));
            // Not there yet is not kept yet.
            let _ = fs::copy(from, copy.path().join(format!("local{ending}")));
        }
        let told = rusqlite::Connection::open(to).and_then(|local| {
            local.query_row("SELECT EXISTS (SELECT 1 FROM draft WHERE instr(fields, ?1))", [words], |row| row.get(0))
        });
        told.unwrap_or(false)
    }

    fn beside(&self, ending: &str) -> PathBuf {
        PathBuf::from(format!("{}{ending}", self.database.display()))
    }

    /// What lies in the folder for the group, with whose it is and its mode.
    fn lies(&self) -> Vec<String> {
        let entries = fs::read_dir(self.database.parent().unwrap()).unwrap().map(|entry| entry.unwrap());
        let mut told: Vec<_> = entries
            .map(|entry| {
                let data = entry.metadata().unwrap();
                let name = entry.file_name().into_string().unwrap();
                format!("{name} {}:{} {:o}", data.uid(), data.gid(), data.mode() & 0o777)
            })
            .collect();
        told.sort();
        told
    }

    fn mode(&self, mode: u32) {
        fs::set_permissions(&self.database, Permissions::from_mode(mode)).unwrap();
    }

    fn init(&self, umask: &str) -> String {
        self.ok(ALICE, umask, "gavel init --organisation Aldgate --name Rosa --time-zone Europe/London")
    }

    fn actions(&self, user: u32) -> String {
        self.ok(user, "022", "gavel action list --count").trim().to_owned()
    }
}

fn give(path: &Path, owner: u32, group: u32, mode: u32) {
    chown(path, Some(owner), Some(group)).unwrap();
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_group_shares_a_file_and_nobody_else_reads_it() {
    let Some(host) = Host::with_folder(0o2770) else { return };
    let told = host.init("077");
    assert!(told.contains(&format!("It is for the group {TEAM}")) && told.contains("0660"), "{told}");
    let alone = vec![format!("aims.db {ALICE}:{TEAM} 660")];
    assert_eq!(host.lies(), alone);
    for (turn, (user, umask)) in [(BOB, "077"), (ALICE, "022"), (BOB, "022"), (ALICE, "077")].into_iter().enumerate() {
        host.ok(user, umask, &format!("gavel action add 'Action {turn}'"));
        assert_eq!(host.lies(), alone);
    }
    assert_eq!((host.actions(ALICE), host.actions(BOB)), ("4".into(), "4".into()));
    // Whoever is killed leaves what the others can go on with.
    for (user, other) in [(BOB, ALICE), (ALICE, BOB)] {
        let mut killed = host.screens(user);
        killed.wait("Today ─");
        host.ok(user, "077", "gavel action add 'Before the end'");
        killed.signal(Signal::KILL);
        killed.end();
        assert!(host.beside("-wal").exists(), "a log is left");
        host.ok(other, "022", "gavel action add 'After it'");
    }
    assert_eq!(host.actions(BOB), "8");
    host.ok(BOB, "022", "gavel verify");
    // A copy is for whoever makes it; put in place of the file it is the group's.
    let folder = host.database.parent().unwrap().display().to_string();
    let again = "--reason 'The disk failed'";
    host.ok(
        BOB,
        "022",
        &format!("gavel backup {folder}/kept && gavel restore {folder}/kept --db {folder}/again {again}"),
    );
    let made: Vec<_> = host.lies().into_iter().filter(|file| !file.starts_with("aims.db")).collect();
    assert_eq!(made, [format!("again {BOB}:{TEAM} 660"), format!("kept {BOB}:{TEAM} 600")]);
    // A folder that others may enter leads to a file that they may not read.
    for folder in [0o2770, 0o2775] {
        fs::set_permissions(host.database.parent().unwrap(), Permissions::from_mode(folder)).unwrap();
        for line in ["gavel action list", "gavel action add 'For me'", "gavel check", "gavel head"] {
            let done = host.sh(MALLORY, "022", line);
            let err = String::from_utf8(done.stderr).unwrap();
            assert!(done.stdout.is_empty() && !done.status.success(), "{line}: {err}");
            assert!(err.contains("can't be read: it belongs to 61001. Root mends that with: usermod"), "{line}: {err}");
        }
    }
}

#[test]
fn whoever_only_reads_leaves_nothing_and_shuts_nobody_out() {
    let Some(host) = Host::with_folder(0o2775) else { return };
    host.init("022");
    host.ok(ALICE, "022", "gavel action add 'Repeat the bias test'");
    host.mode(0o640);
    let alone = vec![format!("aims.db {ALICE}:{TEAM} 640")];
    for umask in ["022", "077"] {
        for line in ["gavel action list", "gavel today", "gavel log", "gavel verify", "gavel check; true"] {
            host.ok(BOB, umask, line);
            assert_eq!(host.lies(), alone, "{umask}, {line}");
        }
    }
    let mended = host.refused(BOB, "gavel action add 'For me'", "", ALICE);
    assert_eq!(host.lies(), alone);

    // On the screens what others do is seen, beside a log that was not there when they began.
    let mut reading = host.screens(BOB);
    reading.wait("read only");
    reading.press("J");
    reading.wait("Repeat the bias test");
    assert_eq!(host.lies(), alone);
    host.ok(ALICE, "022", "gavel action add 'Ask the vendor'");
    reading.wait("Ask the vendor");
    host.ok(ALICE, "077", "gavel action add 'Tell the board'");
    reading.wait("Tell the board");
    reading.press("a");
    reading.wait(&format!("Read only; {ALICE} changes that with: chmod g+w"));
    reading.signal(Signal::KILL);
    reading.end();
    let owners: Vec<_> =
        host.lies().into_iter().filter(|file| !file.contains(&format!(" {ALICE}:{TEAM} 640"))).collect();
    assert_eq!(owners, Vec::<String>::new());
    host.ok(ALICE, "022", "gavel action add 'After the reader'");
    assert_eq!(host.lies(), alone);

    // What stands in a log only is read as well, whether its writer lives or was killed.
    let mut writing = host.screens(ALICE);
    writing.wait("Today ─");
    host.ok(ALICE, "022", "gavel action add 'In the log'");
    assert_eq!(host.actions(BOB), "5");
    writing.signal(Signal::KILL);
    writing.end();
    assert!(host.beside("-wal").metadata().unwrap().len() > 0);
    assert_eq!(host.actions(BOB), "5");
    fs::remove_file(host.beside("-shm")).unwrap();
    let done = host.sh(BOB, "022", "gavel action list");
    let err = String::from_utf8(done.stderr).unwrap();
    assert!(done.stdout.is_empty() && err.contains("aims.db-wal holds what was saved last"), "{err}");
    host.ok(ALICE, "022", "gavel action add 'After the kill'");

    // The command that was named mends it.
    host.ok(ALICE, "022", &mended);
    host.ok(BOB, "077", "gavel action add 'For me'");
    assert_eq!(host.actions(ALICE), "7");
    host.ok(ALICE, "022", "gavel verify");
}

#[test]
fn a_refusal_names_the_very_file_and_the_command_that_mends_it() {
    let Some(host) = Host::with_folder(0o2770) else { return };
    host.init("022");
    // What an older program, or another one, left beside the file.
    let left = |owner: u32, group: u32, mode: u32| {
        for ending in ["-wal", "-shm"] {
            fs::write(host.beside(ending), "").unwrap();
            give(&host.beside(ending), owner, group, mode);
        }
    };
    let add = "gavel action add 'Repeat the bias test'";
    for (group, mode) in [(TEAM, 0o640), (BOB, 0o660)] {
        left(BOB, group, mode);
        let mended = host.refused(ALICE, add, "-wal", BOB);
        host.ok(BOB, "022", &mended);
        host.ok(ALICE, "022", add);
    }
    for (mode, line) in [(0o600, "gavel action list"), (0o640, add)] {
        host.mode(mode);
        let mended = host.refused(BOB, line, "", ALICE);
        host.ok(ALICE, "022", &mended);
        host.ok(BOB, "022", line);
    }
    // The folder is what is closed.
    let folder = host.database.parent().unwrap().to_owned();
    for mode in [0o750, 0o700] {
        fs::set_permissions(&folder, Permissions::from_mode(mode)).unwrap();
        let done = host.sh(BOB, "022", add);
        let err = String::from_utf8(done.stderr).unwrap();
        assert!(err.contains(&format!("{} can't be ", folder.display())), "{err}");
        let mended = err.trim().rsplit_once(" mends that with: ").unwrap().1;
        host.ok(ALICE, "022", mended);
        let done = host.sh(BOB, "022", "gavel head");
        assert!(done.status.success(), "{mode:o}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

#[test]
fn what_somebody_types_is_read_by_nobody_else() {
    let Some(host) = Host::with_folder(0o2770) else { return };
    host.init("022");
    host.ok(ALICE, "022", "gavel person add 'Tom Ekwall' --address tom@aldgate.example");
    for (user, words) in [(ALICE, "Ask the vendor"), (BOB, "Tell the board")] {
        let mut screens = host.screens(user);
        screens.wait("Today ─");
        screens.press("J");
        screens.wait("Actions");
        screens.press("a");
        screens.wait("New action");
        screens.press(words);
        screens.wait("not saved");
        while !host.keeps(user, words) {
            screens.listen(std::time::Duration::from_millis(5));
        }
        screens.signal(Signal::KILL);
        screens.end();
    }
    let local: Vec<_> = host.lies().into_iter().filter(|file| file.contains(".local")).collect();
    assert!(local.iter().any(|file| file == &format!("aims.db.local {ALICE}:{TEAM} 660")), "{local:?}");
    for (user, other) in [(ALICE, BOB), (BOB, ALICE)] {
        let own: Vec<_> = local.iter().filter(|file| file.starts_with(&format!("aims.db.local-{user}"))).collect();
        assert!(
            !own.is_empty() && own.iter().all(|file| file.contains(&format!(" {user}:")) && file.ends_with(" 600"))
        );
        let file = host.beside(&format!(".local-{user}"));
        assert!(!host.sh(other, "022", &format!("cat {}", file.display())).status.success());
        let mut screens = host.screens(user);
        screens.wait("A draft is kept from before");
        screens.press("D");
        screens.wait(if user == ALICE { "Ask the vendor" } else { "Tell the board" });
        screens.signal(Signal::KILL);
        screens.end();
    }
    // An erasure says whose drafts it does not reach.
    let done = host.sh(ALICE, "022", "gavel erase person P-2 address --reason 'asked for' --approved-by P-1");
    let (out, err) = (String::from_utf8(done.stdout).unwrap(), String::from_utf8(done.stderr).unwrap());
    let theirs = format!("{} can't be cleaned", host.beside(&format!(".local-{BOB}")).display());
    assert!(
        out.contains("is erased") && err.contains(&theirs) && !err.contains(&format!(".local-{ALICE}")),
        "{out}{err}"
    );
    // A name that somebody else took first is not written to.
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(host.beside(&format!(".local-{BOB}{ending}")));
    }
    fs::write(host.beside(&format!(".local-{BOB}")), "").unwrap();
    give(&host.beside(&format!(".local-{BOB}")), ALICE, TEAM, 0o666);
    let mut screens = host.screens(BOB);
    screens.wait("settings can't be kept");
}

#[test]
fn drafts_of_a_file_that_becomes_shared_are_taken_out_of_what_is_shared() {
    let fixture = Fixture::new();
    let keep = |user: &str| {
        let local = Local::beside(&fixture.path, user).unwrap();
        local.keep("filter", &format!("words of {user}"));
        assert!(local.flush(std::time::Duration::from_secs(5)));
    };
    keep("rosa");
    fs::set_permissions(&fixture.path, Permissions::from_mode(0o660)).unwrap();
    let kept = |user: &str| Local::beside(&fixture.path, user).unwrap().kept::<String>("filter");
    assert_eq!(kept("rosa").as_deref(), Some("words of rosa"));
    let own = format!("aims.db.local-{}", rustix::process::geteuid().as_raw());
    let holds = |name: &str| String::from_utf8_lossy(&fs::read(fixture.folder().join(name)).unwrap()).contains("rosa");
    assert!(holds(&own) && !holds("aims.db.local"));
    let mode = |name: &str| fs::metadata(fixture.folder().join(name)).unwrap().mode() & 0o777;
    assert_eq!((mode(&own), mode("aims.db.local")), (0o600, 0o660));
    // Nor does it go back there.
    fs::set_permissions(&fixture.path, Permissions::from_mode(0o600)).unwrap();
    assert_eq!(kept("rosa").as_deref(), Some("words of rosa"));
    assert!(fixture.fails(1, &["backup", fixture.folder().join(&own).to_str().unwrap()]).contains("there already"));
    let other = fixture.folder().join("aims.db.local-7-wal");
    assert!(fixture.fails(1, &["backup", other.to_str().unwrap()]).contains("keeps something of its own"));
}

/// The README's own commands, as they stand there: but for names, which are numbers here, and for what makes a group.
#[test]
fn the_readme_shows_how_a_file_is_shared() {
    let Some(host) = Host::with_folder(0o755) else { return };
    let readme = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")).unwrap();
    let (_, shown) = readme.split_once("<!-- sharing -->\n```sh\n").unwrap();
    let (shown, _) = shown.split_once("```\n<!-- end of sharing -->").unwrap();
    let folder = host.database.parent().unwrap();
    let parts: Vec<_> = shown.split("# ").filter(|part| !part.is_empty()).collect();
    let root = parts[0].strip_prefix("root").unwrap();
    assert!(["groupadd aims", "usermod -aG aims alice", "usermod -aG aims bob"].iter().all(|line| root.contains(line)));
    let install = root.lines().last().unwrap();
    let install = install.replace("alice", &ALICE.to_string()).replace("-g aims", &format!("-g {TEAM}"));
    let install = install.replace("/srv/aims", folder.to_str().unwrap());
    assert!(Command::new("sh").args(["-c", &install]).status().unwrap().success());
    let mut told = String::new();
    for part in &parts[1..] {
        let user = if part.starts_with("alice:") { ALICE } else { BOB };
        let lines = part.split_once('\n').unwrap().1;
        let lines = lines.replace("/srv/aims", folder.to_str().unwrap()).replace("user bob", &format!("user {BOB}"));
        told.push_str(&host.ok(user, "022", &format!("unset GAVEL_AS; set -e\n{lines}")));
    }
    assert!(told.contains("It is for the group") && told.contains("Added A-1"), "{told}");
    assert_eq!(host.lies(), [format!("aims.db {ALICE}:{TEAM} 640")]);
    assert_eq!(host.actions(BOB), "1");
    host.refused(BOB, "gavel action add 'For me'", "", ALICE);
    assert!(host.ok(ALICE, "022", "gavel log --limit 1").contains("Bob Roth"));
}
