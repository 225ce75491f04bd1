//! What a table says is asked of its columns and of whoever brings it, and never guessed.

use gavel::domain::catalogue::CATALOGUE;
use gavel::domain::field::Kind;
use gavel::exchange::import::column::Profile;
use gavel::exchange::import::matching::{self, Sure};
use gavel::exchange::import::{FileTable, Wanted};
use proptest::prelude::*;
use serde_json::json;

use crate::fixture::Fixture;

use super::{counts, exported, file, import, refusals};

fn trial(fixture: &Fixture, register: &str, text: &str) -> String {
    let path = file(fixture, "table.csv", text);
    let run = fixture.run(&["import", register, path.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    run.out
}

fn proposed(register: &str, text: &str) -> matching::Proposed {
    let table = FileTable::of("table.csv", "table.csv", text.as_bytes().to_vec(), &Wanted::default()).unwrap();
    matching::propose(CATALOGUE.named(register).unwrap(), &table)
}

fn column<'p>(proposed: &'p matching::Proposed, field: &str) -> Option<&'p str> {
    proposed.mapping.fields.get(field).map(|source| source.columns[0].as_str())
}

const INVENTORY: &str = "Use Case ID,Use Case Name,Summary\nX-1,Chatbot,Answers questions of citizens about forms\n\
                         X-2,Scanner,Finds forged documents\n";

#[test]
fn no_column_is_taken_for_a_meaning_that_it_does_not_have() {
    let one = proposed("system", INVENTORY);
    assert_eq!(column(&one, "name"), Some("Use Case Name"));
    assert_eq!(column(&one, "purpose"), Some("Summary"));
    let one = proposed("system", "Agency Use (Y/N)?,Name,What it is for\nY,Chat,Answers\n");
    assert_eq!(column(&one, "purpose"), Some("What it is for"));
    let text =
        "risk_domain,description.lang,description.value\n\"[\"\"Ethics\"\"]\",eng,Bias found in resume screening\n";
    let one = proposed("incident", text);
    assert_eq!(column(&one, "description"), Some("description.value"));
    assert_eq!(column(&one, "title"), None);
    let text = "Name,Describe any data used to train the models used in this use case,What is the intended purpose and benefit of it\n\
                Chat,Letters of the last ten years,Answers what citizens ask\nScan,Pictures of passports in the archive,Finds forged ones in the post\n";
    let one = proposed("system", text);
    assert_eq!(column(&one, "purpose"), Some("What is the intended purpose and benefit of it"));
    // Whatever stands before them: a purpose is neither a yes, nor a number, nor a code.
    for cells in ["Y\nN\nY", "12\n13\n14", "X-1\nX-2\nX-3", "2026-01-01\n2026-01-02\n2026-01-03"] {
        let rows: String = cells.lines().enumerate().map(|(turn, cell)| format!("{cell},System {turn}\n")).collect();
        let one = proposed("system", &format!("Use,Name\n{rows}"));
        assert_eq!(column(&one, "purpose"), None, "{cells}");
        assert_eq!(one.perhaps[0].column, "Use", "what was left open is told");
    }
}

#[test]
fn a_proposal_says_how_sure_it_is_and_a_column_of_the_field_s_name_is_taken_whatever_it_holds() {
    let fixture = Fixture::new();
    let told = trial(&fixture, "system", INVENTORY);
    assert!(told.contains("a name that others give it"), "{told}");
    let path = file(&fixture, "table.csv", "Name,Purpose,Tier\nChat,Answers,enormous\nScan,Finds,huge\n");
    let report = import(&fixture, "system", &path, &[]);
    assert_eq!(counts(&report), (0, 0, 0, 2));
    assert_eq!(refusals(&report)[0], "2 Tier enormous: None of: Low, Medium, High, Critical");
    let told = trial(&fixture, "system", "Name,Purpose,Risk class\nChat,Answers,enormous\nScan,Finds,low\nX,y,huge\n");
    assert!(told.contains("may be “Risk class”, but 1 of its 3 words can be read"), "{told}");
}

/// Five tables of different registers.
const TABLES: [(&str, &str); 5] = [
    (
        "system",
        "Use Case ID,Use Case Name,Summary,Owner,In production\nX-1,Chatbot,Answers what citizens ask about forms,Ann Lee,Y\nX-2,Scanner,Finds forged documents in the post,Bo Li,N\nX-3,Router,Sends letters to whom they are meant for,Cy Ra,Y\n",
    ),
    (
        "risk",
        "No,Risk title,Risk owner,Probability,Severity,Mitigation,Deadline\n1,Drift of the model,Ann Lee,likely,major,Retrain it each month,2026-02-01\n2,Bias in the prices,Bo Li,possible,severe,Test it again in May,2026-03-01\n3,Wrong advice,Cy Ra,rare,minor,Say that it is a machine,2026-04-01\n",
    ),
    (
        "action",
        "Task,Assigned to,Target date,Comments,Urgency\nRenew the card,Ann Lee,31.12.2026,To be sent to all,high\nTest again,Bo Li,30.11.2026,With the new data,low\nWrite it down,Cy Ra,01.10.2026,As we said in May,normal\n",
    ),
    (
        "incident",
        "Ref,Headline,Date of incident,What happened,Category\nI-9,Chat lied to a customer,1/31/2026,It made up a rule that there is not,harm\nI-10,Scanner failed,2/28/2026,It let forged documents through,near miss\n",
    ),
    (
        "measurement",
        "KPI name,Date,Actual,Notes\nComplaints,31/01/2026,\"12,5\",As in each month\nAppeals,28/02/2026,\"1.234,5\",More than in May of last year\n",
    ),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    /// Whatever the headings stand above: no field is filled by what does not fit its kind, but where the column bears its
    /// name; and in which order the columns stand changes nothing.
    #[test]
    fn no_field_is_filled_by_what_does_not_fit_it(
        of in 0..TABLES.len(),
        headings in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let (register, text) = TABLES[of];
        let register = CATALOGUE.named(register).unwrap();
        let rows: Vec<csv::StringRecord> =
            csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes()).records().map(Result::unwrap).collect();
        let width = rows[0].len();
        let (headings, order): (Vec<_>, Vec<_>) =
            (headings.iter().filter(|at| **at < width).collect(), order.iter().filter(|at| **at < width).collect());
        let written = |order: &[&usize]| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(order.iter().map(|at| &rows[0][*headings[**at]])).unwrap();
            for row in &rows[1..] {
                writer.write_record(order.iter().map(|at| &row[**at])).unwrap();
            }
            writer.into_inner().unwrap()
        };
        let straight: Vec<usize> = (0..width).collect();
        let read = |order: &[&usize]| FileTable::of("x", "x", written(order), &Wanted::default()).unwrap();
        let (table, turned) = (read(&straight.iter().collect::<Vec<_>>()), read(&order));
        let (one, other) = (matching::propose(register, &table), matching::propose(register, &turned));
        prop_assert_eq!(&one.mapping.fields, &other.mapping.fields);
        for (name, source) in &one.mapping.fields {
            let field = register.field(name).unwrap();
            let place = table.column(&source.columns[0]).unwrap();
            let sure = one.sure[name.as_str()];
            let profile = Profile::of(&table, place);
            prop_assert!(sure == Sure::Named || profile.fits(field, sure == Sure::Likely), "{name} from {source:?}");
            let cells: Vec<&str> = table.rows.iter().map(|row| row.cell(place)).collect();
            let prose = cells.iter().all(|cell| cell.split_whitespace().count() > 2);
            let days = cells.iter().all(|cell| cell.contains("2026"));
            let wrong = match field.kind {
                Kind::LongText => days || cells.iter().all(|cell| cell.len() < 3),
                Kind::Date | Kind::Decimal(_) | Kind::Person => prose,
                _ => false,
            };
            prop_assert!(sure == Sure::Named || !wrong, "{name} from {cells:?}");
        }
    }
}

#[test]
fn a_number_is_read_as_its_column_says_and_what_fits_neither_sign_is_refused() {
    let fixture = Fixture::new();
    fixture.ok(&["kpi", "add", "K", "--direction", "lower", "--frequency", "monthly"]);
    let text =
        "kpi;period_end;value\nK;2026-01-31;1.2.3\nK;2026-03-31;12.03.2024\nK;2026-04-30;1.000\nK;2026-06-30;12,5\n";
    let path = file(&fixture, "n.csv", text);
    let report = import(&fixture, "measurement", &path, &[]);
    assert_eq!(counts(&report), (2, 0, 0, 2));
    assert_eq!(
        refusals(&report),
        ["2 value 1.2.3: No number that can be read", "3 value 12.03.2024: No number that can be read"]
    );
    assert!(trial(&fixture, "measurement", text).contains("decimal comma, because of line 5"));
    let report = import(&fixture, "measurement", &path, &["--numbers", "point"]);
    assert_eq!(refusals(&report)[2], "5 value 12,5: The numbers of its column have a decimal point");
    import(&fixture, "measurement", &path, &["--write", "--good-rows"]);
    assert!(exported(&fixture, "measurement").contains(",2026-04-30,1000,"), "{}", exported(&fixture, "measurement"));
    let doubtful = file(&fixture, "one.csv", "kpi;period_end;value\nK;2026-07-31;1.234\n");
    let report = import(&fixture, "measurement", &doubtful, &[]);
    assert!(refusals(&report)[0].contains("It could be 1234 or 1.234"), "{report}");
    assert_eq!(counts(&import(&fixture, "measurement", &doubtful, &["--numbers", "comma"])), (1, 0, 0, 0));
}

#[test]
fn an_amount_has_its_currency_from_the_cell_from_a_column_or_from_an_option() {
    let fixture = Fixture::new();
    let text = "What;type;amount;currency\nA;people;EUR 1,234.50;\nB;people;1 000;chf\nC;people;EUR 1.234,56;\n";
    let path = file(&fixture, "needs.csv", text);
    let report = import(&fixture, "resource-need", &path, &[]);
    assert_eq!(refusals(&report), Vec::<String>::new(), "{report}");
    let path = file(&fixture, "needs.csv", "What;type;amount\nA;people;12,50\n");
    let report = import(&fixture, "resource-need", &path, &[]);
    assert!(refusals(&report)[0].contains("No currency: say which"), "{report}");
    let report = import(&fixture, "resource-need", &path, &["--currency", "sek"]);
    assert_eq!(refusals(&report), Vec::<String>::new());
}

#[test]
fn a_longer_time_is_a_day_once_it_is_said_which() {
    let fixture = Fixture::new();
    let path = file(&fixture, "d.csv", "What,Due\nA,31-Dec-26\nB,Q3 2026\nC,Oct-26\n");
    let report = import(&fixture, "action", &path, &[]);
    assert_eq!((counts(&report), refusals(&report).len()), ((1, 0, 0, 2), 2));
    import(&fixture, "action", &path, &["--day", "last", "--write"]);
    let out = exported(&fixture, "action");
    assert!(["2026-12-31", "2026-09-30", "2026-10-31"].iter().all(|day| out.contains(day)), "{out}");
}

#[test]
fn a_word_gets_a_meaning_on_the_spot_and_the_mapping_keeps_it() {
    let fixture = Fixture::new();
    let text = "Name,Purpose,Stage,Owner\nA,x,Pre-deployment,\nB,x,Pre-deployment,\nC,x,Live = on,\n";
    let path = file(&fixture, "systems.csv", text);
    let report = import(&fixture, "system", &path, &[]);
    assert_eq!(report["words"], json!({ "stage": { "Pre-deployment": 2, "Live = on": 1 } }));
    let told = trial(&fixture, "system", text);
    assert!(told.contains("Words that mean nothing to Stage yet") && told.contains("2  Pre-deployment"), "{told}");
    let map = fixture.folder().join("map.json");
    let said = ["--value", "stage:Pre-deployment=development", "--value", "stage:Live = on=operation"];
    let save = ["--write", "--save-map", map.to_str().unwrap()];
    assert_eq!(counts(&import(&fixture, "system", &path, &[&said[..], &save].concat())), (3, 0, 0, 0));
    let saved = std::fs::read_to_string(&map).unwrap();
    assert!(saved.contains("\"version\": 1") && saved.contains("\"Pre-deployment\": \"development\""), "{saved}");
    let path = file(&fixture, "next.csv", "Name,Purpose,Stage,Owner\nD,x,pre deployment,\n");
    let report = import(&fixture, "system", &path, &["--map", map.to_str().unwrap(), "--write"]);
    assert_eq!(counts(&report), (1, 0, 0, 0));
    std::fs::write(&map, saved.replace("\"version\": 1", "\"version\": 99")).unwrap();
    let told = fixture.fails(2, &["import", "system", path.to_str().unwrap(), "--map", map.to_str().unwrap()]);
    assert!(told.contains("a later version of Gavel saved it"), "{told}");
}

#[test]
fn an_owner_is_somebody_a_new_person_or_who_answers_for_a_team() {
    let fixture = Fixture::new();
    fixture.ok(&["person", "add", "Mateo Sanz"]);
    let text = "What,Owner,Details\nA,M. Sanz,\nB,Mateo / Yuki,By May\nC,HR,\nD,Ann Lee,\n";
    let path = file(&fixture, "actions.csv", text);
    let report = import(&fixture, "action", &path, &[]);
    assert_eq!(report["words"]["owner"], json!({ "Ann Lee": 1, "HR": 1, "M. Sanz": 1, "Mateo / Yuki": 1 }));
    let said = [
        "owner:M. Sanz=Mateo Sanz",
        "owner:Mateo / Yuki=for Mateo Sanz",
        "owner:HR=for Mateo Sanz",
        "owner:Ann Lee=new",
    ];
    let mut options: Vec<&str> = said.iter().flat_map(|one| ["--value", one]).collect();
    options.push("--write");
    let report = import(&fixture, "action", &path, &options);
    assert_eq!((counts(&report), &report["others"]), ((4, 0, 0, 0), &json!({ "people": 1 })));
    assert_eq!(fixture.ok(&["action", "list", "owner=sanz", "--count"]).trim(), "3");
    let shown = fixture.ok(&["action", "show", "A-2"]);
    assert!(shown.contains("By May") && shown.contains("Owner in the source: Mateo / Yuki"), "{shown}");
    assert!(fixture.ok(&["action", "show", "A-3"]).contains("Owner in the source: HR"));
    assert!(!fixture.ok(&["action", "show", "A-1"]).contains("in the source"));
    assert_eq!(counts(&import(&fixture, "action", &path, &options)), (0, 0, 4, 0), "and again");
    // No day is invented for a word that is none.
    let path = file(&fixture, "later.csv", "What,Due\nE,asap\n");
    let report = import(&fixture, "action", &path, &["--value", "due:asap=", "--write"]);
    assert_eq!(counts(&report), (1, 0, 0, 0));
    let listed = exported(&fixture, "action");
    assert!(listed.lines().any(|line| line.starts_with("A-5,E,,,")), "{listed}");
}

#[test]
fn rows_in_which_nothing_matched_are_no_records() {
    let fixture = Fixture::new();
    for name in ["A", "B", "C", "D"] {
        fixture.ok(&["system", "add", name, "--purpose", "x"]);
    }
    let path = file(&fixture, "other.csv", "foo,bar\n1,2\n3,4\n5,6\n7,8\n9,10\n11,12\n");
    let report = import(&fixture, "system", &path, &[]);
    assert_eq!((counts(&report), report["blank_rows"].as_u64()), ((0, 0, 0, 0), Some(6)));
}

#[test]
fn a_trial_says_what_it_would_change_and_by_which_option_a_reason_falls_away() {
    let fixture = Fixture::new();
    fixture.ok(&["action", "add", "Renew the card", "--owner", "P-1", "--due", "2026-12-04"]);
    let path = file(&fixture, "later.csv", "What,Due\nRenew the card,2026-12-05\n");
    let told = fixture.ok(&["import", "action", path.to_str().unwrap(), "--key", "What"]);
    assert!(told.contains("changes A-1 · Due date: 2026-12-04 → 2026-12-05"), "{told}");
    let told = trial(&fixture, "action", "What,Owner,Due\nA,P-1,2/3/2026\nB,P-1,Q3 2026\n");
    for option in ["--dates day-first", "--day first"] {
        assert!(told.contains(option) && !told.contains("changes A-"), "{told}");
    }
}
