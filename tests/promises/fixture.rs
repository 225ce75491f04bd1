//! A fictional organisation in a temporary folder, under a clock that stands still.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, OnceLock};

use gavel::cli::{self, World};
use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::{Field, Kind, Target};
use gavel::domain::identity::RecordId;
use gavel::domain::minutes::{self, Minutes};
use gavel::domain::record::Record;
use gavel::domain::register::Register;
use gavel::domain::transaction::{Channel, FieldChange};
use gavel::domain::value::{Decimal, Duration, Money, Value};
use gavel::domain::{action, evidence, note, person, system};
use gavel::store::content::{Content, Purpose};
use gavel::store::gavel::GAVEL;
use gavel::store::list::{Filter, Query};
use gavel::store::{Act, Ambient, Author, Error, Outcome, Proposal, Schema, Store};
use gavel::workflow::begin::{Beginning, begin};
use tempfile::TempDir;

use crate::review::held::words;

/// A Monday.
pub const NOW: &str = "2026-11-23T09:00:00Z";

pub struct Fixture {
    folder: TempDir,
    pub path: PathBuf,
    pub ambient: Ambient,
    pub author: Author,
    os_user: RefCell<String>,
    /// The columns of the terminal; none where the output is a pipe.
    pub width: Cell<Option<usize>>,
    kept: RefCell<Option<Rc<Store>>>,
}

/// How a command ended.
#[derive(Debug)]
pub struct Run {
    pub code: u8,
    pub out: String,
    pub err: String,
}

impl Fixture {
    /// A file with an organisation and its first person, Rosa Lindt.
    pub fn new() -> Self {
        static BEGUN: LazyLock<Snapshot> = LazyLock::new(|| Snapshot::of(&Fixture::with(&GAVEL)));
        BEGUN.restore()
    }

    /// A new file with what a function makes of it. It is made once, and every test gets a copy.
    pub fn after<F: Fn(&Self) + 'static>(make: F) -> Self {
        static MADE: Mutex<BTreeMap<TypeId, Arc<OnceLock<Snapshot>>>> = Mutex::new(BTreeMap::new());
        const { assert!(size_of::<F>() == 0, "the type of a function that captures something does not say what it makes") };
        let made = Arc::clone(MADE.lock().unwrap().entry(TypeId::of::<F>()).or_default());
        let snapshot = made.get_or_init(|| {
            let fixture = Self::new();
            make(&fixture);
            Snapshot::of(&fixture)
        });
        snapshot.restore()
    }

    pub fn with(schema: &'static Schema) -> Self {
        let fixture = Self::empty();
        let beginning = Beginning {
            organisation: "Aldgate Mutual".into(),
            time_zone: "Europe/London".into(),
            name: "Rosa Lindt".into(),
            os_user: "rosa".into(),
            top_management: false,
        };
        let (author, first) = begin(&beginning, &fixture.ambient, Channel::CommandLine).unwrap();
        Store::create(&fixture.path, schema, fixture.ambient.clone(), &author, &first).unwrap();
        Self { author, ..fixture }
    }

    /// A folder without a file.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("aims.db");
        let ambient = Ambient::fixed(NOW.parse().unwrap(), 7);
        let author =
            Author { person: ambient.identity(), named: false, os_user: "rosa".into(), channel: Channel::CommandLine };
        let (os_user, kept) = (RefCell::new("rosa".into()), RefCell::default());
        Self { folder, path, ambient, author, os_user, width: Cell::new(None), kept }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Every file in the folder, by name.
    pub fn files(&self) -> Vec<String> {
        self.kept.take();
        let entries = std::fs::read_dir(self.folder()).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn store(&self) -> Store {
        self.open(&GAVEL).unwrap()
    }

    /// The same, opened once for all that a test looks at or commits in between: whoever opens a file reads its whole schema.
    /// It is let go of where the file is edited behind Gavel's back, or is looked at as a file.
    pub fn kept(&self) -> Rc<Store> {
        Rc::clone(self.kept.borrow_mut().get_or_insert_with(|| Rc::new(self.store())))
    }

    pub fn open(&self, schema: &'static Schema) -> Result<Store, Error> {
        Store::open(&self.path, schema, self.ambient.clone())
    }

    /// Lets another operating-system user type the commands that follow.
    pub fn become_user(&self, name: &str) {
        *self.os_user.borrow_mut() = name.to_owned();
    }

    /// Runs a command on the file.
    pub fn run(&self, arguments: &[&str]) -> Run {
        self.answer(arguments, None)
    }

    /// Runs a command, and answers what it asks.
    pub fn answer(&self, arguments: &[&str], answers: Option<&str>) -> Run {
        let (code, out, err) = self.raw_run(arguments, answers);
        Run { code, out: String::from_utf8(out).unwrap(), err }
    }

    /// The bytes that a command writes which must succeed, be they text or not.
    pub fn bytes(&self, arguments: &[&str]) -> Vec<u8> {
        let (code, out, err) = self.raw_run(arguments, None);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        out
    }

    fn raw_run(&self, arguments: &[&str], answers: Option<&str>) -> (u8, Vec<u8>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut input = answers.unwrap_or_default().as_bytes();
        let world = World {
            out: &mut out,
            err: &mut err,
            input: &mut input,
            ambient: self.ambient.clone(),
            os_user: self.os_user.borrow().clone(),
            width: self.width.get(),
            interactive: answers.is_some(),
            database: Some(self.path.clone().into()),
            acting: None,
            default_database: self.folder().join("default.db"),
            state: self.folder().join("state"),
            time_zone: Some("Europe/London".into()),
            keys: gavel::tui::command::keys,
        };
        let arguments = std::iter::once("gavel").chain(arguments.iter().copied()).map(OsString::from);
        let code = cli::run(arguments, world);
        (code, out, String::from_utf8(err).unwrap())
    }

    /// Runs a command that must succeed, and gives what it wrote.
    pub fn ok(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        run.out
    }

    /// What programs are told by a command that must succeed.
    pub fn json(&self, line: &str) -> serde_json::Value {
        serde_json::from_str(&self.ok(&[&words(line)[..], &["--json"]].concat())).unwrap()
    }

    /// Puts the clock to a moment, and the chance to one of its own: what is made then is known by another identity.
    pub fn at(&mut self, moment: &str) {
        let moment: gavel::domain::value::Instant = moment.parse().unwrap();
        self.kept.take();
        self.ambient = Ambient::fixed(moment, moment.timestamp().unsigned_abs());
    }

    /// Runs a command that must fail with a code, and gives what it said.
    pub fn fails(&self, code: u8, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, code, "{arguments:?}: {}{}", run.out, run.err);
        run.err
    }

    pub fn verify(&self) -> Vec<String> {
        let report = self.store().verify(None, &mut |_| {}).unwrap();
        let index = report.index.iter().map(|record| format!("the search index says something else of {record}"));
        report.faults.iter().map(ToString::to_string).chain(index).collect()
    }

    /// A connection that only looks.
    pub fn peek(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(&self.path).unwrap()
    }

    /// A raw connection, as of somebody who edits behind Gavel's back.
    pub fn raw(&self) -> rusqlite::Connection {
        self.kept.take();
        let raw = rusqlite::Connection::open(&self.path).unwrap();
        // Somebody who edits behind Gavel's back has its functions.
        gavel::store::folding::teach(&raw).unwrap();
        raw.execute_batch(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;
             DROP TRIGGER IF EXISTS journal_is_kept; DROP TRIGGER IF EXISTS journal_stands;
             DROP TRIGGER IF EXISTS journal_change_is_kept; DROP TRIGGER IF EXISTS journal_change_stands;",
        )
        .unwrap();
        raw
    }

    /// A copy of the file in a folder of its own; see [`Snapshot`].
    pub fn copy(&self) -> Self {
        Snapshot::of(self).restore()
    }
}

/// A file as it stands, to make copies of: each goes on by itself with the clock and the chance of the original.
pub struct Snapshot {
    file: Vec<u8>,
    /// What was committed and stands beside the file only.
    log: Option<Vec<u8>>,
    author: Author,
    os_user: String,
    clock: i64,
    seed: u64,
    asked: u64,
}

impl Snapshot {
    pub fn of(fixture: &Fixture) -> Self {
        let Ambient::Fixed { clock, seed, asked } = &fixture.ambient else { panic!("the clock of a fixture is fixed") };
        // Whoever reads keeps others from moving the log into the file meanwhile.
        let reader = fixture.peek();
        reader.execute_batch("BEGIN; SELECT 1 FROM sqlite_master").unwrap();
        Self {
            file: fs::read(&fixture.path).unwrap(),
            log: fs::read(log_of(&fixture.path)).ok().filter(|log| !log.is_empty()),
            author: fixture.author.clone(),
            os_user: fixture.os_user.borrow().clone(),
            clock: clock.load(Ordering::Relaxed),
            seed: *seed,
            asked: asked.load(Ordering::Relaxed),
        }
    }

    pub fn restore(&self) -> Fixture {
        let copy = Fixture::empty();
        own(&copy.path, &self.file);
        if let Some(log) = &self.log {
            own(&log_of(&copy.path), log);
        }
        let ambient = Ambient::Fixed {
            clock: Arc::new(AtomicI64::new(self.clock)),
            seed: self.seed,
            asked: Arc::new(AtomicU64::new(self.asked)),
        };
        Fixture { ambient, author: self.author.clone(), os_user: RefCell::new(self.os_user.clone()), ..copy }
    }
}

/// Writes a file that only its user may read, as Gavel does.
pub fn own(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
}

fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

pub fn text(text: &str) -> Value {
    Value::Text(text.into())
}

pub fn create(
    store: &Store,
    author: &Author,
    register: &'static Register,
    fields: &[(&str, Value)],
) -> Result<RecordId, Error> {
    let id = store.ambient().identity();
    let fields = fields.iter().map(|(name, value)| (field(register, name), value.clone())).collect();
    store.commit(author.clone(), Proposal::of([Act::Create { id, register, fields }]))?;
    Ok(id)
}

pub fn edit(store: &Store, author: &Author, seen: &Record, fields: &[(&str, Option<Value>)]) -> Result<Outcome, Error> {
    let change = |(name, after): &(&str, Option<Value>)| FieldChange {
        field: field(seen.register, name),
        before: seen.get(name).cloned(),
        after: after.clone(),
    };
    let fields = fields.iter().map(change).collect();
    let act = Act::Edit { record: seen.id, based_on: seen.revision, fields };
    store.commit(author.clone(), Proposal::of([act]))
}

pub fn field(register: &'static Register, name: &str) -> &'static Field {
    register.field(name).unwrap_or_else(|| panic!("{} has no field {name}", register.name))
}

pub fn record(store: &Store, id: RecordId) -> Record {
    store.view().record(id).unwrap().unwrap()
}

/// A file in which every register has records, and most fields a value: made through the one way to write.
pub fn furnished() -> Fixture {
    Fixture::after(furnish)
}

fn furnish(fixture: &Fixture) {
    let store = fixture.store();
    let rosa = fixture.author.person;
    let make = |register, fields: &[(&str, Value)]| create(&store, &fixture.author, register, fields).unwrap();
    let date = |text: &str| Value::Date(text.parse().unwrap());
    let tom = make(
        &person::REGISTER,
        &[
            ("name", text("Tom Ekwall")),
            ("role", text("Head of claims")),
            ("voting", Value::YesNo(true)),
            ("top_management", Value::YesNo(false)),
            ("term_start", date("2025-01-01")),
            ("term_end", date("2027-12-31")),
            ("active", Value::YesNo(true)),
            ("os_user", text("tom")),
            ("address", text("tom@aldgate.example")),
        ],
    );
    let triage = fixture.ambient.identity();
    let operated = Act::Move { record: triage, name: "operate".into(), based_on: None, given: Vec::new() };
    let fields: &[(&str, Value)] = &[
        ("name", text("Claims triage")),
        ("owner", Value::Link(tom)),
        ("unit", text("Claims")),
        ("origin", Value::Choice("vendor")),
        ("vendor", text("Northlight")),
        ("roles", Value::Choices(vec!["deployer", "user"])),
        ("purpose", text("Sorts incoming claims\nby urgency")),
        ("users", text("Claims handlers")),
        ("affected", text("Policy holders")),
        ("version", text("3.1")),
        ("jurisdictions", text("United Kingdom")),
        ("in_scope", Value::YesNo(true)),
        ("scope_reason", text("It decides who waits")),
        ("tier", Value::Choice("high")),
        ("automation", Value::Choice("partial")),
        ("legal_classes", Value::Choices(vec!["high-risk", "transparency"])),
        ("impact_assessed_on", date("2026-03-02")),
        ("retire_on", date("2029-01-01")),
    ];
    let fields = fields.iter().map(|(name, value)| (field(&system::REGISTER, name), value.clone())).collect();
    let added = Act::Create { id: triage, register: &system::REGISTER, fields };
    store.commit(fixture.author.clone(), Proposal::of([added, operated])).unwrap();
    let bias = make(
        &action::REGISTER,
        &[
            ("what", text("Repeat the bias test")),
            ("owner", Value::Link(tom)),
            ("due", date("2026-12-04")),
            ("priority", Value::Choice("high")),
            ("source", Value::Link(triage)),
            ("details", text("With the data of this autumn")),
        ],
    );
    let other = make(&action::REGISTER, &[("what", text("Renew the model card")), ("owner", Value::Link(rosa))]);
    let third = make(&action::REGISTER, &[("what", text("Write the model card")), ("owner", Value::Link(rosa))]);
    make(&note::REGISTER, &[("text", text("Agreed in the corridor")), ("about", Value::Link(bias))]);
    let content = Content::new(Purpose::File, b"selection rate 0.91".to_vec(), &fixture.ambient).unwrap();
    let file = gavel::domain::value::File {
        name: "bias.txt".into(),
        size: 19,
        held: gavel::domain::value::Held::Here(content.hash),
    };
    let elsewhere = gavel::domain::value::File {
        name: "raw.csv".into(),
        size: 90_000_000,
        held: gavel::domain::value::Held::Elsewhere {
            location: "/archive/raw.csv".into(),
            sha256: gavel::domain::identity::Hash([9; 32]),
            as_of: "2026-11-20".parse().unwrap(),
        },
    };
    let evidence = |title: &str, file, about: Vec<RecordId>| Act::Create {
        id: fixture.ambient.identity(),
        register: &evidence::REGISTER,
        fields: vec![
            (evidence::EvidenceField::Title.field(), text(title)),
            (evidence::EvidenceField::About.field(), Value::Links(about)),
            (evidence::EvidenceField::File.field(), Value::File(Box::new(file))),
            (evidence::EvidenceField::Description.field(), text("Run by the vendor")),
            (evidence::EvidenceField::Dated.field(), date("2026-11-20")),
        ],
    };
    let mut about = vec![bias, other];
    about.sort_unstable();
    let proposal = Proposal::of([evidence("Bias report", file, about), evidence("Raw data", elsewhere, vec![bias])]);
    store.commit(fixture.author.clone(), proposal.with(vec![content])).unwrap();
    let step = |record, name: &str, given: &[(&'static str, Value)], reason: Option<&str>| {
        let given = given.iter().map(|(name, value)| (field(&action::REGISTER, name), Some(value.clone()))).collect();
        let act = Act::Move { record, name: name.into(), based_on: None, given };
        store.commit(fixture.author.clone(), Proposal::of([act]).because(reason)).unwrap();
    };
    step(bias, "done", &[], None);
    step(bias, "confirm", &[("confirmed_how", Value::Choice("message"))], None);
    step(third, "merge", &[("merged_into", Value::Link(other))], Some("the same card"));
    let fourth = make(&action::REGISTER, &[("what", text("Ask the vendor"))]);
    step(fourth, "supersede", &[("superseded_by", Value::Link(other))], Some("the card answers it"));
    let fifth = make(&action::REGISTER, &[("what", text("Appoint an officer"))]);
    step(fifth, "adopt", &[("done_on", date("2025-05-05"))], None);
    edit(&store, &fixture.author, &record(&store, tom), &[("address", Some(text("tom.ekwall@aldgate.example")))])
        .unwrap();
    let sixth = make(&action::REGISTER, &[("what", text("A slip of the finger"))]);
    let void = Act::Void { record: sixth, based_on: None };
    store.commit(fixture.author.clone(), Proposal::of([void]).because(Some("typed twice"))).unwrap();
}

/// A furnished file in which no register at all is empty.
pub fn furnished_throughout() -> Fixture {
    Fixture::after(furnish_throughout)
}

fn furnish_throughout(fixture: &Fixture) {
    furnish(fixture);
    // Somebody else gives her the seat and the role that she has in the committee.
    let seat = ["--voting", "yes", "--role", "Compliance officer", "--as", "Tom Ekwall"];
    fixture.ok(&[&["person", "edit", "Rosa Lindt"][..], &seat].concat());
    super::review::held::seal(fixture);
    let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
    fixture.ok(&["person", "edit", "Tom Ekwall", "--signing-keys", key]);
    // Who answers in writing is asked first.
    let asked = ["--subject", "other", "--closes-on", "2026-12-04", "--basis", "two-thirds"];
    let entitled = ["--secretary", "Rosa Lindt", "--members", "Rosa Lindt,Tom Ekwall"];
    fixture.ok(&[&["resolution", "add", "Pause claims chat"][..], &asked, &entitled].concat());
    fixture.ok(&["resolution", "send", "WR-1"]);
    fixture.ok(&["resolution", "answer", "WR-1", "Rosa Lindt", "for"]);
    let store = fixture.store();
    for register in CATALOGUE.registers().filter(|register| !register.single) {
        if store.view().count(&Query::new(register)).unwrap() == 0 {
            let fields = register.fields.iter().filter(|field| !field.by_move);
            let fields: Vec<_> =
                fields.filter_map(|field| Some((field.name, some_value(&store, register, field)?))).collect();
            create(&store, &fixture.author, register, &fields).unwrap();
        }
    }
}

fn field_is(register: &'static Register, name: &str, value: Value) -> Query {
    Query { filters: vec![Filter::Is(field(register, name), vec![value])], ..Query::new(register) }
}

/// Some value for a field, so that a register that nobody thought of here is tested all the same.
pub fn some_value(store: &Store, register: &Register, field: &Field) -> Option<Value> {
    match (register.name, field.name) {
        ("risk_criteria", "rare" | "unlikely" | "possible" | "likely" | "almost_certain") => {
            return Some(text("low low medium medium high"));
        }
        ("deadline_profile", "major_plan" | "major_done" | "minor_plan" | "minor_done") => {
            return Some(text("30 days"));
        }
        ("risk_criteria", "approved_by") => {
            let top = field_is(&person::REGISTER, "top_management", Value::YesNo(true));
            return Some(Value::Link(store.view().page(&top).unwrap().records.first()?.id));
        }
        // A Sunday on which a month, a quarter and a year end.
        ("measurement", "period_end") => return Some(Value::Date("2023-12-31".parse().ok()?)),
        // Rosa Lindt restores it, and somebody else agrees.
        ("restoration", "agreed_by") => {
            let top = field_is(&person::REGISTER, "top_management", Value::YesNo(true));
            return Some(Value::Link(store.view().page(&top).unwrap().records.first()?.id));
        }
        // Minutes are signed that are sealed.
        ("signature", "minutes") => {
            let sealed = Query::new(&minutes::REGISTER);
            let all = store.view().page(&sealed).unwrap().records;
            return all.iter().find(|one| Minutes(one).sealed() == Some(true)).map(|one| Value::Link(one.id));
        }
        ("audit_programme", "confidence") => return Some(Value::Number(95)),
        // Whoever is of top management approves their own where nobody else could, and says what makes up for it.
        ("separation_exception", "person" | "approved_by") => {
            let people = store.view().page(&Query::new(&person::REGISTER)).unwrap().records;
            let top = people.iter().find(|one| person::Person(one).top_management() == Some(true))?;
            return Some(Value::Link(top.id));
        }
        ("separation_exception", "starts" | "ends") => return Some(Value::Date("2026-11-23".parse().ok()?)),
        ("separation_exception", "approved_outside") => return None,
        ("cause", "leads_to") | ("checklist_item", "finding") => return None,
        ("retest", "before_failed" | "failed") => return Some(Value::Number(1)),
        // A lead auditor stands in no team, and only what is to stay within limits has upper ones.
        ("audit", "team") | ("kpi_limit", "warn_high" | "critical_high") => return None,
        _ if field.reason => return Some(text("Words of its own")),
        _ => {}
    }
    let linked = || {
        let register = match field.kind.target()? {
            Target::Register(name) => CATALOGUE.named(name)?,
            Target::Any => &action::REGISTER,
        };
        Some(store.view().page(&Query::new(register)).unwrap().records.first()?.id)
    };
    Some(match field.kind {
        Kind::Text | Kind::LongText => text("Words"),
        Kind::Number => Value::Number(12),
        Kind::Decimal(scale) => Value::Decimal(Decimal { scaled: 1250, scale }),
        Kind::Money => Value::Money(Money::parse("EUR 12.50")?),
        Kind::Date => Value::Date("2026-10-01".parse().ok()?),
        Kind::Instant => Value::Instant(NOW.parse().ok()?),
        Kind::YesNo => Value::YesNo(true),
        Kind::Choice(choices) => Value::Choice(choices.first()?.key),
        Kind::Choices(choices) => Value::Choices(vec![choices.first()?.key]),
        Kind::Link(_) | Kind::Person => Value::Link(linked()?),
        Kind::Links(_) => Value::Links(vec![linked()?]),
        Kind::Duration => Value::Duration(Duration { minutes: 90 }),
        Kind::File => return None,
    })
}

#[test]
fn a_copy_goes_on_as_its_original_does() {
    let original = Fixture::with(&GAVEL);
    // Who has the file open keeps what was committed beside it.
    let open = original.store();
    original.ok(&["action", "add", "Repeat the bias test"]);
    let copies = [original.copy(), Snapshot::of(&original).restore()];
    assert!(Snapshot::of(&original).log.is_some());
    let afterwards = Fixture::after(|fixture| drop(fixture.ok(&["action", "add", "Repeat the bias test"])));
    drop(open);
    let goes_on = |fixture: &Fixture| {
        fixture.ok(&["action", "done", "A-1", "--evidence", "Report of the vendor, page 3"]);
        fixture.ambient.move_on("2026-11-24T09:00:00Z".parse().unwrap());
        fixture.ok(&["note", "add", "Seen", "--about", "A-1"]);
        assert_eq!(fixture.verify(), Vec::<String>::new());
        fixture.ok(&["head"])
    };
    let head = goes_on(&original);
    for fixture in copies.iter().chain([&afterwards]) {
        assert_eq!(goes_on(fixture), head);
    }
}
