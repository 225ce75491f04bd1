//! The one table of what can be done on the screens, with which keys, and in which words: the commands, which only the
//! screens know, stand here; to each place belong the operations that are declared beside their workflow.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::domain::review as review_register;
use crate::report::manual::{self, Topic};
use crate::tui::keys_file;
use crate::workflow::operation;
use crate::workflow::operation::Operation;
use crate::workflow::operation::own::Own;
use crate::workflow::place::{self, Place, Spot};
use crate::workflow::reading;
use crate::workflow::{audits, closure, review, today};

/// Where a command works. A screen names its own scopes, inner ones first; a key means what the first of them says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Everywhere,
    /// Where what can be done is declared.
    At(&'static Spot),
    Panes,
    Rows,
    Record,
    List,
    History,
    Form,
    Choosing,
    Question,
    Turning,
    Conflict,
    Refusal,
    Journal,
    Session,
    Ending,
    Motion,
    Voting,
    Tie,
    Decided,
    Confirming,
    Roll,
    Presenting,
    Scratch,
    Map,
    Board,
    Import,
    Document,
    Sheet,
    Read,
    Help,
}

impl Scope {
    /// The words for it, in help and in the reason why a command is not available.
    pub fn label(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::At(spot) => spot.label,
            Self::Panes => "On a screen with panes",
            Self::Rows => "Among rows",
            Self::Record => "With a record selected",
            Self::List => "In a list",
            Self::History => "In a record's history",
            Self::Form => "In a form",
            Self::Choosing => "While choosing",
            Self::Question => "When asked",
            Self::Turning => "Before an undo or a redo",
            Self::Conflict => "In a conflict",
            Self::Refusal => "After a refusal",
            Self::Journal => "In the journal",
            Self::Session => "In a meeting that goes on",
            Self::Ending => "When an item ends",
            Self::Motion => "When a motion is put",
            Self::Voting => "In a vote",
            Self::Tie => "When a vote is tied",
            Self::Decided => "Once a motion is decided",
            Self::Confirming => "When the meeting confirms what was done",
            Self::Roll => "In the attendance",
            Self::Presenting => "In the window for the room",
            Self::Scratch => "In the line for later",
            Self::Map => "On the heat map and the KPI wall",
            Self::Board => "Among the nonconformities",
            Self::Import => "In an import",
            Self::Document => "In a document of a review",
            Self::Sheet => "On a sheet of figures",
            Self::Read => "On whatever is read",
            Self::Help => "In help",
        }
    }

    /// The topic of the manual that tells of it.
    pub fn topic(self) -> Option<&'static Topic> {
        Some(match self {
            Self::At(spot) => return manual::named(spot.topic),
            Self::Everywhere | Self::Panes | Self::Rows | Self::Record | Self::Map => &manual::SCREENS,
            Self::History | Self::Choosing | Self::Question | Self::Turning | Self::Conflict => &manual::SCREENS,
            Self::List | Self::Form => &manual::TYPING,
            Self::Refusal => &manual::STANDING,
            Self::Journal => &manual::PROOF,
            Self::Session | Self::Ending | Self::Motion | Self::Voting | Self::Tie => &manual::MEETING,
            Self::Decided | Self::Confirming | Self::Roll | Self::Document => &manual::MEETING,
            Self::Presenting | Self::Scratch => &manual::MEETING,
            Self::Board => &manual::CLOSURE,
            Self::Import => &manual::IMPORTING,
            Self::Sheet | Self::Read => &manual::SHEETS,
            Self::Help => return None,
        })
    }

    /// What can be done there less often than what its commands do.
    fn rarer_operations(self) -> Vec<&'static Operation> {
        match self {
            Self::At(spot) => spot.rarer.to_vec(),
            // What is declared for no spot and no sheet is done wherever a record of its register is selected.
            Self::Record => {
                let elsewhere: HashSet<*const Operation> = elsewhere().map(std::ptr::from_ref).collect();
                operation::all().filter(|one| !elsewhere.contains(&std::ptr::from_ref(*one))).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What can be done there beside the commands, the most likely first.
    fn operations(self) -> Vec<&'static Operation> {
        match self {
            Self::At(spot) => spot.operations.to_vec(),
            Self::Sheet => of_sheets(),
            _ => Vec::new(),
        }
    }
}

/// Every spot, in the order of help.
fn spots() -> impl Iterator<Item = &'static Spot> {
    let own = SCOPES.iter().filter_map(|scope| match scope {
        Scope::At(spot) => Some(*spot),
        _ => None,
    });
    let declared = place::all().into_iter().filter_map(|place| place.spot);
    own.chain(declared.filter(|spot| !SCOPES.contains(&Scope::At(spot))))
}

/// What can be done while something is read, each once.
fn of_sheets() -> Vec<&'static Operation> {
    let mut found: Vec<&'static Operation> = Vec::new();
    for operation in reading::all().flat_map(|reading| reading.operations.iter().copied()) {
        if !found.iter().any(|one| std::ptr::eq(*one, operation)) {
            found.push(operation);
        }
    }
    found
}

fn elsewhere() -> impl Iterator<Item = &'static Operation> {
    spots().flat_map(|spot| spot.operations.iter().chain(spot.rarer).copied()).chain(of_sheets())
}

/// The command that offers what can be done in a register with no key of its own.
pub fn offering(operation: &Operation) -> Option<Command> {
    let in_review = operation.register.is_some_and(|register| *register == review_register::REGISTER);
    let by_own = |own| match own {
        Own::Add(_) => Command::Add,
        Own::Edit | Own::Link(_) => Command::Edit,
        Own::Move(_) => Command::Move,
        Own::Void | Own::Unvoid => Command::Void,
    };
    in_review.then_some(Command::ReviewStep).or_else(|| operation.own.map(by_own))
}

/// What a key does: a command of the screens, an operation in one of its ways, or that it leads to a place.
#[derive(Debug, Clone, Copy)]
pub enum Doing {
    Command(Command),
    Operation(&'static Operation, usize),
    Place(&'static Place),
}

impl PartialEq for Doing {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Command(one), Self::Command(other)) => one == other,
            (Self::Place(one), Self::Place(other)) => one == other,
            (Self::Operation(one, way), Self::Operation(other, other_way)) => {
                std::ptr::eq(*one, *other) && way == other_way
            }
            _ => false,
        }
    }
}

impl Doing {
    /// Commands, as what is offered.
    pub fn commands(commands: &[Command]) -> impl Iterator<Item = Self> {
        commands.iter().copied().map(Self::Command)
    }

    /// An operation in its usual way.
    pub const fn usual(operation: &'static Operation) -> Self {
        Self::Operation(operation, 0)
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Command(command) => command.entry().name,
            Self::Place(place) => place.title,
            Self::Operation(operation, way) => operation.ways.get(way).map_or(operation.title, |way| way.name),
        }
    }

    /// The keys that do it.
    pub fn keys(self) -> &'static [&'static str] {
        ENTRIES.iter().find(|entry| entry.does == self).map_or(&[], |entry| entry.keys)
    }

    /// The key that is shown for it; nothing where it has none.
    pub fn key(self) -> &'static str {
        self.keys().first().copied().unwrap_or_default()
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub does: Doing,
    pub scope: Scope,
    /// The keys, the one that is shown first.
    pub keys: &'static [&'static str],
    /// What it is called in the palette: `Undo`.
    pub name: &'static str,
    /// What it does, in a sentence.
    pub help: &'static str,
}

macro_rules! scope {
    (($spot:path)) => {
        Scope::At(&$spot)
    };
    ($scope:ident) => {
        Scope::$scope
    };
}

macro_rules! commands {
    ($($scope:tt { $($command:ident: $($key:literal)+, $name:literal, $help:literal;)* })+) => {
        /// What a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $($(#[doc = $help] $command,)*)+ }

        /// Every place, in the order of help.
        static SCOPES: &[Scope] = &[$(scope!($scope)),+];

        /// Every command, in the order of help.
        static COMMANDS: &[Entry] = &[$($(Entry {
            does: Doing::Command(Command::$command),
            scope: scope!($scope),
            keys: &[$($key),+],
            name: $name,
            help: $help,
        },)*)+];
    };
}

commands! {
    Everywhere {
        Help: "?" "F1", "Help", "What can be done here, and with which keys";
        Palette: ":" "Ctrl-P", "Commands", "Every command by its name";
        Search: "/" "Ctrl-F", "Search", "Find records of every register by their words";
        Registers: "8", "All registers", "Every register of the file";
        Undo: "u", "Undo", "Take back what was last done in this run; it is named first";
        Redo: "U", "Redo", "Do again what was last taken back";
        Drafts: "D", "Drafts", "What was typed and not saved yet";
        Scratch: "Ctrl-N", "For later", "Type words to be filed later, whatever else is open; they are kept as you type";
        Messages: "M", "Messages", "The messages of this run";
        Settings: ",", "Settings", "Colours, borders, mouse";
        Person: "W", "Act as someone else", "Choose in whose name you act; the journal shows that you chose";
        Redraw: "Ctrl-L", "Redraw", "Paint the whole screen again";
        Suspend: "Ctrl-Z", "Suspend", "Go back to the shell; fg returns";
        Back: "Esc", "Back", "One level back; never out of the program";
        Close: "q", "Close or quit", "One level back; from the overview, out of the program";
        Quit: "Ctrl-C", "Quit", "Leave Gavel; what was typed is kept";
    }
    Panes {
        NextPane: "Tab" "Right" "l", "Next pane", "Go to the next pane";
        PreviousPane: "Shift-Tab" "Left" "h", "Previous pane", "Go to the pane before";
        OpenPane: "o", "Open the list", "Show the whole list of the pane";
        Zoom: "z", "Zoom", "Give the pane the whole screen, or give it back";
    }
    Rows {
        Down: "Down" "j", "Down", "One row down";
        Up: "Up" "k", "Up", "One row up";
        PageDown: "PgDn", "Page down", "One page down";
        PageUp: "PgUp", "Page up", "One page up";
        HalfDown: "Ctrl-D", "Half a page down", "Half a page down";
        HalfUp: "Ctrl-U", "Half a page up", "Half a page up";
        First: "Home" "g", "First row", "Go to the first row";
        Last: "End" "G", "Last row", "Go to the last row";
    }
    Record {
        Open: "Enter", "Open", "Show the record whole";
        Peek: "P", "Peek", "Read under the row what is missing, what proves it, who did it and where it came from";
        Add: "a", "Add", "Add a record to this register";
        Edit: "e", "Edit", "Change the record; only what you change is saved";
        Move: "m", "Move on", "Take the record to its next state: done, confirmed, cancelled";
        Note: "n", "Note", "Add a note to the record";
        Evidence: "v", "Evidence", "Put on record what proves it: a file, or where the proof is";
        WriteOut: "E", "Export", "Export the file of evidence, beside this file: as it is, or an earlier version";
        Void: "x", "Void or bring back", "Hide a record that should not be there, or show it again; it is kept";
        History: "H", "History", "Who changed the record, and how it was before";
        Sheets: "S", "Sheets", "What is read of the record or of its register: how it went, what it comes to, what is like it";
        About: ".", "Everything about it", "What it says, all that is within two steps of it, and what mentions it in words";
        Copy: "y", "Copy the reference", "Send the reference to your terminal's clipboard";
        CopyText: "Y", "Copy the text", "Send what is selected, in words, to your terminal's clipboard";
    }
    List {
        Filter: "/", "Filter", "Narrow the list as you type: words, or conditions such as owner=me due=..fri";
        Sort: "s", "Sort", "Choose the order of the list";
        Filters: "f", "Saved filters", "Use a saved filter, or save the present one";
        Mark: "Space", "Mark", "Mark the row; commands then mean every marked record";
        MarkAll: "A", "Mark all", "Mark every row of the list, or none";
        Import: "I", "Import", "Bring a table (CSV) into the register";
        Voided: "V", "Voided too", "Show voided records too, or hide them";
    }
    History {
        Earlier: "[" "(", "Earlier", "Show the record one step of its history earlier";
        Later: "]" ")", "Later", "Show the record one step of its history later";
        Today: "t", "Today", "Show the record as it stands today";
    }
    Journal {
        FilterJournal: "/", "Filter the journal", "Narrow the journal: a person, a record, a date, words of a reason";
    }
    (review::operations::ON_REVIEW) {
        ReviewStep: "s", "Next step", "What the review can do next: call, circulate, open, adjourn, conclude, approve";
        Documents: "O", "Documents", "The pack and the minutes: as they stand, as they were frozen, what is different";
        Timer: "t", "Timer", "Show or hide the time that runs";
        Present: "F", "Show the room", "Show what the room sees, large and without keys, references or restricted notes; again, or Esc, ends it";
    }
    Session {
        LookOn: "Tab" "Right" "l", "Next item", "Look at the next item of the agenda; what is in session stays so";
        LookBack: "Shift-Tab" "Left" "h", "Item before", "Look at the item before";
        WholeAgenda: "w", "Agenda", "The whole agenda, to look at one of its items";
        Reveal: "R", "Restricted notes", "Show restricted notes on this screen only, or hide them again";
    }
    Ending {
        EndDiscussed: "]" "Enter", "Discussed, and on", "It was discussed; the meeting goes on";
        EndNoted: "n", "Noted", "There was nothing to decide; that is said in words";
        EndDeferred: "d", "Deferred", "It is deferred, for a reason";
        LeaveOpen: "o", "Leave it open", "The meeting goes on and comes back to it";
    }
    Map {
        CellLeft: "Left" "h", "Cell to the left", "Go to the cell at the left";
        CellRight: "Right" "l", "Cell to the right", "Go to the cell at the right";
        NextBasis: "b", "Another level", "Show levels before controls, as they are today, or after treatment";
    }
    (today::operations::ON_TODAY) {
        NextPart: "Tab", "Next part", "Go to the first row of the next part";
        PartBefore: "Shift-Tab", "Part before", "Go to the first row of the part before";
        MarkMatter: "Space", "Mark it", "Mark the row; commands then mean every marked record";
        MarkPart: "A", "Mark the part", "Mark all lines of a part, or none";
        WriteTo: "c", "Write to them", "Show what is to be written to whoever answers for it: all that is late and due";
    }
    Board {
        ColumnLeft: "Left" "h", "Column to the left", "Go to the nonconformities that have come less far";
        ColumnRight: "Right" "l", "Column to the right", "Go to the nonconformities that have come further";
        Arranged: "b", "Board or list", "Show them in columns by where they stand, or as one list";
        OnlyMine: "i", "Only mine", "Show those that you own, or all";
        OnlyLate: "d", "Only late", "Show those whose day has passed, or all";
        OnlyMajor: "s", "Only major", "Show those graded as major, or all";
        OnlyWaiting: "w", "Waiting for you", "Show those that you can verify, or whose effect you can judge, or all";
        WholeRegister: "o", "Whole register", "Show the register as a list, with its filters and its import: the closed ones by another filter";
    }
    (closure::operations::ON_CASE) {
        WholeRecord: "o", "Whole record", "Show every field of the nonconformity, and how it stood before";
        Fishbone: "f", "Fishbone", "The causes as a fishbone and as a tree, read back with “therefore”";
        SimilarCases: "=", "Similar cases", "Look for similar cases: by requirement, cause, system, unit and words";
    }
    Import {
        ChooseColumn: "Enter" "c", "Column", "Choose the column from which the field comes; on what is refused, what its words mean";
        NoColumn: "x" "Del", "No column", "The field comes from no column; the word means nothing";
        FixedText: "t", "Text for all", "The same text in every row that says nothing; for a word, what it means";
        SetKey: "r", "Recognise by", "Choose the columns that tell records apart, so that they are found again";
        DateOrder: "d", "Order of dates", "Day first, month first, or as the column tells";
        NumberSign: ",", "Decimal sign", "Comma or point before the fraction, or as the column tells";
        DayOfPeriod: "y", "Day of a period", "Whether a month or a quarter means its first or its last day";
        OtherPart: "Tab", "Other part", "Go between the columns and what the import would do";
        LoadMapping: "m", "Use a mapping", "Take the columns as they were saved in a file";
        SaveMapping: "s", "Save the mapping", "Save which column means which field";
        OtherFile: "o", "Another file", "Read another file";
        WriteAll: "w", "Write", "Write all rows; only where none is refused";
        WriteGood: "a", "Write accepted rows", "Write the rows that are not refused";
    }
    Sheet {
        OtherSheet: "Tab" "b", "Other sheet", "The trends of nonconformities, or of audit findings";
        FollowLine: "Enter", "Follow", "Go to what the line is about, or to what it counts";
        AllBehind: "o", "All behind it", "The list of all that is counted, or the record that is told of";
    }
    Document {
        WriteDocument: "w", "Write to a file", "Write it beside this file: as it was frozen, or in any form, such as DOCX or HTML";
        DocumentChanges: "c", "Changes", "What is different from the version that was frozen last";
        VerifyDocument: "V", "Verify", "Whether its bytes are those that were frozen";
        FindIn: "/", "Find", "Find words in the document";
    }
    Read {
        WriteSheet: "w", "Write out", "Write the sheet as a new file beside this one, in any form, such as DOCX or HTML";
    }
    (audits::operations::ON_AUDITS) {
        Report: "O", "Report", "Read the report of the audit, as the registers stand";
    }
    (audits::operations::ON_CHECKLIST) {
        TakeNotes: "Enter", "Notes", "What was said and seen: notes, evidence, how many of how many";
        NextUnanswered: "Space", "Next open", "Go to the next item that has no answer";
    }
    Help {
        ReadOn: "Enter", "Read on", "Read the topic of the manual that belongs here";
        Topics: "t", "Topics", "Every topic of the manual and every passage of one, by its heading";
    }
    Motion {
        NobodyObjects: "y", "Nobody: carried", "Nobody objects: the motion is carried without a vote";
        PutToVote: "v", "To the vote", "Put the motion to the vote";
        ByTopManagement: "b", "By top management", "Top management decides after the advice of the meeting";
        ChangeWords: "e", "Change the words", "Word the motion otherwise before it is decided";
    }
    Voting {
        InFavour: "f", "For", "One more is for it, or the selected member";
        Opposed: "a", "Against", "One more is against it, or the selected member";
        Abstains: "s", "Abstains", "One more abstains, or the selected member";
        Recuses: "r", "Recused", "The member is recused and does not vote";
        RestInFavour: "A", "Rest for", "The chair declares the rest in favour, or takes that back";
        CountOrName: "n", "By name", "Vote by name, or by count";
        OneLess: "-", "One less", "One less of what is selected; the member is still to say";
        NextBallot: "Space", "Next answer", "The member's next answer; one more of what is selected";
        CountVotes: "Enter", "Declare", "Record the vote and what it gives";
    }
    Tie {
        CastFor: "f", "Chair for it", "The chair's casting vote carries it";
        CastAgainst: "a", "Chair against it", "With the chair's casting vote it is not carried";
        CastNone: "n", "No casting vote", "The tie fails: it is not carried";
        VoteAnew: "v", "Vote anew", "It was counted wrongly, or somebody votes otherwise now";
    }
    Decided {
        FromIt: "a", "Action from it", "Agree an action from what was decided";
        GoOn: "]", "On", "Go on to the next item; how this one ends is asked first";
        Done: "Enter", "Done", "Back to the item";
    }
    Confirming {
        ConfirmThem: "y", "Confirm them", "The meeting confirms what is marked as done";
        TakeOrLeave: "Space", "Take or leave", "Take the action, or leave it out";
        TakeAll: "A", "Take all or none", "Take all of them, or none";
    }
    Roll {
        Here: "Space", "Here", "The person is present, or is not";
        Remote: "r", "Remote", "The person joins from elsewhere";
        Apologies: "x", "Apologies", "The person sent apologies";
        EverybodyHere: "A", "Everybody here", "All voting members are present";
        RecordRoll: "Enter", "Record", "Record the attendance";
    }
    Presenting {
        StopPresenting: "q" "Esc" "Ctrl-C" "F", "Close the window", "Close the window for the room; nothing else changes";
    }
    Scratch {
        KeepWords: "Enter", "Keep", "Keep the words, to be filed later from the drafts";
    }
    Form {
        Save: "Ctrl-S" "F2", "Save", "Save what you typed";
        NextField: "Tab", "Next field", "Go to the next field";
        PreviousField: "Shift-Tab", "Previous field", "Go to the field before";
        FieldDown: "Down", "Down a field", "Down a choice or a line; to the next field from the last";
        FieldUp: "Up", "Up a field", "Up a choice or a line; to the field before from the first";
        FieldsDown: "PgDn", "Fields down", "A page of fields further";
        FieldsUp: "PgUp", "Fields up", "A page of fields back";
        TakeField: "Enter", "Take", "Take the choice, or go to the next field; a new line in a long text";
        Missing: "Ctrl-G", "What is missing", "Show again why it was not saved";
        Resume: "Ctrl-R", "Go on with the draft", "Take up what was typed earlier and not saved; what stands here is kept too";
        Discard: "Ctrl-X", "Discard the draft", "Throw away what you typed, after asking";
    }
    Choosing {
        Take: "Enter", "Choose", "Choose what is selected";
        ChoiceDown: "Down", "Next choice", "Go to the next choice";
        ChoiceUp: "Up", "Previous choice", "Go to the choice before";
        ChoicePageDown: "PgDn", "Choices down", "One page of choices down";
        ChoicePageUp: "PgUp", "Choices up", "One page of choices up";
        Remove: "Del", "Remove", "Remove what is selected: a draft, a saved filter";
    }
    Question {
        Yes: "y" "Enter", "Yes", "Do it";
        No: "n" "Esc" "q" "Ctrl-C", "No", "Leave it";
    }
    Turning {
        Turn: "Enter", "Do it", "Take it back, or do it again";
        LeaveIt: "Esc" "Ctrl-C", "Leave it", "Leave it as it is; any other key does that, too";
    }
    Conflict {
        Theirs: "Left" "t", "Theirs", "Keep what the other saved";
        Mine: "Right" "m", "Mine", "Put yours in its place";
        Resolve: "Enter" "Ctrl-S", "Save", "Save as chosen";
    }
    Refusal {
        GoTo: "Enter", "Go there", "Go to what is missing";
    }
}

/// Every row, with the keys that hold.
pub static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| keys_file::chosen().unwrap_or_else(declared));

/// Every row as it is declared, scope by scope: what is done there, and then the commands; the places before the list of
/// all registers.
pub fn declared() -> Vec<Entry> {
    let places = place::all();
    let mut entries: Vec<Entry> = Vec::new();
    let declared = spots().map(Scope::At).filter(|scope| !SCOPES.contains(scope));
    for scope in SCOPES.iter().copied().chain(declared) {
        entries.extend(operated(scope, scope.operations()));
        entries.extend(COMMANDS.iter().filter(|command| command.scope == scope));
        entries.extend(operated(scope, scope.rarer_operations()));
    }
    let registers = entries.iter().position(|entry| entry.does == Doing::Command(Command::Registers)).unwrap_or(0);
    entries.splice(registers..registers, places.into_iter().filter(|place| !place.keys.is_empty()).map(leads));
    entries
}

/// The row of a place.
fn leads(place: &'static Place) -> Entry {
    let Place { keys, title: name, about: help, .. } = place;
    Entry { does: Doing::Place(place), scope: Scope::Everywhere, keys, name, help }
}

fn operated(scope: Scope, operations: Vec<&'static Operation>) -> impl Iterator<Item = Entry> {
    operations.into_iter().flat_map(move |operation| {
        operation.ways.iter().enumerate().filter(|(_, way)| !way.keys.is_empty()).map(move |(place, way)| Entry {
            does: Doing::Operation(operation, place),
            scope,
            keys: way.keys,
            name: way.name,
            help: way.help,
        })
    })
}

/// The rows of a place.
pub fn entries(scope: Scope) -> impl Iterator<Item = &'static Entry> {
    ENTRIES.iter().filter(move |entry| entry.scope == scope)
}

impl Command {
    /// Its row of the table, as it is declared: the keys that hold are those of [`Doing::keys`].
    pub fn entry(self) -> &'static Entry {
        // The enum and the table are made from the same lines, in the same order.
        &COMMANDS[self as usize]
    }
}

impl Entry {
    /// The key that is shown first.
    pub fn key(&self) -> &'static str {
        self.keys.first().copied().unwrap_or_default()
    }
}
