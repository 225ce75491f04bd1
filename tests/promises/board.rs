//! The board is told on one page how things stand: what was concluded, what is so today, what is asked and what was promised.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use gavel::domain::paper::Paper;
use gavel::report::document::Document;
use gavel::report::form::Form;
use serde_json::Value;

use crate::fixture::Fixture;
use crate::printed::said;
use crate::review::held::{self, words};
use crate::sample::sample;

/// The report of the sample, read once: each form is written of the same document.
fn report() -> Document {
    static READ: OnceLock<String> = OnceLock::new();
    let json = READ.get_or_init(|| sample().ok(&words("review board --format json")));
    Document::from_json(json.as_bytes()).unwrap()
}

fn told() -> Value {
    serde_json::from_str(&report().to_json()).unwrap()
}

fn blocks<'v>(told: &'v Value, kind: &str) -> Vec<&'v Value> {
    told["blocks"].as_array().unwrap().iter().filter_map(|block| block.get(kind)).collect()
}

#[test]
fn it_fits_one_page_of_either_paper() {
    let mut report = report();
    for paper in [Paper::A4, Paper::Letter] {
        let pdf = Form::Pdf.write(&report, Some(paper)).unwrap();
        let pages = pdf.windows(8).filter(|bytes| bytes == b"/Count 1").count();
        assert!(pdf.starts_with(b"%PDF") && pages == 1, "{paper:?}");
        // With a head of three lines, too.
        report.frame.letterhead = ["Brackwater", "12 Quay Street", "Galway"].map(str::to_owned).into();
    }
}

#[test]
fn in_a_language_of_longer_words_it_fits_one_page_too() {
    let fixture = sample();
    fixture.ok(&words("organisation edit --language de"));
    let mut report = Document::from_json(&fixture.bytes(&words("review board --format json"))).unwrap();
    for paper in [Paper::Letter, Paper::A4] {
        let pdf = Form::Pdf.write(&report, Some(paper)).unwrap();
        assert!(pdf.windows(8).any(|bytes| bytes == b"/Count 1"), "{paper:?}");
        report.frame.letterhead = ["Brackwater", "12 Quay Street", "Galway"].map(str::to_owned).into();
    }
}

#[test]
fn what_does_not_fit_one_page_is_refused_and_what_is_long_is_named() {
    let fixture = sample();
    let grounds = "It has to be said at length why nobody wants to wait for it. ".repeat(16);
    for place in 0..8 {
        let decision = format!("Number {place} of what is asked of the board, in more words than it takes");
        let asked =
            ["review", "propose", "MR-3", &decision, "--subject", "other", "--item", "d2", "--grounds", &grounds];
        fixture.ok(&asked);
    }
    let refused = fixture.run(&words("print review board --format pdf"));
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{}", refused.err);
    for part in
        ["must fit one page", "page of A4", "D-11, Why now (976 letters)", "“Decisions asked of the board” has 12 rows"]
    {
        assert!(refused.err.contains(part), "{part}: {}", refused.err);
    }
    // To be read and shortened, it is written all the same.
    assert!(fixture.ok(&words("review board")).contains("Number 7"));
}

#[test]
fn its_figures_are_those_of_the_pack_with_what_they_were_at_the_review() {
    let fixture = sample();
    let pack: Value = serde_json::from_str(&fixture.ok(&words("review figures MR-3 --json"))).unwrap();
    let figures = pack["inputs"].as_array().unwrap().iter().flat_map(|input| input["figures"].as_array().unwrap());
    let figures: BTreeMap<&str, &Value> = figures.map(|one| (one["key"].as_str().unwrap(), one)).collect();
    let told = told();
    let shown = blocks(&told, "figures")[0].as_array().unwrap();
    assert_eq!(shown.len(), 6);
    for one in shown {
        let Some(figure) = figures.get(one["key"].as_str().unwrap()) else {
            assert!(
                one["value"] == "–" && one["remark"].as_str().unwrap().starts_with("too many are still open"),
                "{one}"
            );
            continue;
        };
        assert_eq!(one["value"], figure["now"].to_string().as_str(), "{one}");
        let before = format!("was {}", figure["before"]);
        assert!(figure["before"].is_null() || one["was"].as_str().unwrap().starts_with(&before), "{one}: {figure}");
    }
    let critical = shown.iter().find(|one| one["key"] == "d2.critical").unwrap();
    assert_eq!((&critical["value"], &critical["was"]), (&"1".into(), &"was 0, worse".into()));
}

#[test]
fn it_says_what_it_rests_on_what_is_asked_and_what_became_of_what_was_promised() {
    let told = String::from_utf8(Form::Text.write(&report(), None).unwrap()).unwrap();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "from MR-2 (21 August 2026, sealed) and the registers as of 23 November 2026",
        "MR-2 judged the system suitable, in part adequate and in part effective; critical today: fraud referrals that lead nowhere (57.6 %, limit 55), 1 major nonconformity that is late (NC-12)",
        "4 decisions are asked",
        "Why now",
        "If not",
        "open, 20 days late",
        "Rests on the sealed minutes MIN-4, version 2, SHA-256 ",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn every_form_holds_every_figure() {
    let (report, told) = (report(), told());
    let mut wanted: Vec<String> = Vec::new();
    for figure in blocks(&told, "figures")[0].as_array().unwrap() {
        wanted.extend(["value", "label", "was"].map(|part| figure[part].as_str().unwrap().to_owned()));
        // What it is made of stands part by part, each with its colour.
        wanted.extend(figure["remark"].as_str().unwrap().split("; ").map(str::to_owned));
    }
    let pictures = blocks(&told, "pictures")[0].as_array().unwrap();
    let maps = pictures.iter().filter_map(|one| one["drawn"].get("heat"));
    let rows = maps.flat_map(|map| map["rows"].as_array().unwrap());
    let cell = |cell: &Value| {
        let [count, level] = ["count", "level"].map(|part| cell[part].as_str().unwrap());
        format!("{} {level}", if count.is_empty() { "–" } else { count })
    };
    let cells: Vec<String> = rows.flat_map(|row| row["cells"].as_array().unwrap()).map(cell).collect();
    assert_eq!((wanted.len(), cells.len()), (30, 25));
    assert!(cells.iter().any(|cell| cell == "12 (+2) medium"), "{cells:?}");
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for form in Form::ALL.into_iter().filter(|form| *form != Form::Pdf) {
        let bytes = form.write(&report, None).unwrap();
        let text = if form == Form::Docx { said(&bytes) } else { String::from_utf8(bytes).unwrap() };
        let text = flat(&text);
        // Programs are told how many and of which level apart.
        let cells = cells.iter().filter(|_| form != Form::Json);
        let missing: Vec<_> = wanted.iter().chain(cells).filter(|words| !text.contains(&flat(words))).collect();
        assert!(missing.is_empty(), "{form:?}: {missing:?}");
    }
}

#[test]
fn where_nothing_was_reviewed_and_nothing_is_recorded_that_is_said_and_nothing_is_good() {
    let fixture = Fixture::new();
    let told = fixture.ok(&words("review board"));
    for part in [
        "Draft: no management review was held yet",
        "no KPI and no open risk is on record",
        "no risk on record",
        "No decision is asked",
        "Rests on no review",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for part in ["nothing on the registers is critical", "better", "beyond a limit", "**nonconformities open:** 0"] {
        assert!(!told.contains(part), "{part}: {told}");
    }
}

#[test]
fn right_after_a_review_what_it_agreed_is_open_and_no_further_one_needs_to_be_called() {
    let fixture = Fixture::after(held::seal);
    let told = fixture.ok(&words("review board"));
    assert!(told.contains("from MR-1 ("), "{told}");
    assert!(told.contains("Promised at MR-1, and where it stands"), "{told}");
    assert!(!told.contains("Draft"), "{told}");
    let draft = Fixture::after(held::conclude);
    let told = draft.ok(&words("review board"));
    assert!(told.contains("Draft: the minutes of MR-1 are not sealed"), "{told}");
}

#[test]
fn on_a_page_for_the_web_the_values_of_a_chart_stand_behind_it() {
    let fixture = sample();
    let html = fixture.ok(&words("kpi series K-3 --html"));
    let behind = html.split_once("<details>").and_then(|(_, rest)| rest.split_once("</details>")).unwrap().0;
    let told: Value = serde_json::from_str(&fixture.ok(&words("kpi series K-3 --json"))).unwrap();
    let periods = told["periods"].as_array().unwrap();
    assert!(periods.len() > 12);
    for period in periods {
        let [day, value] = ["period_end", "value"].map(|key| period[key].as_str().unwrap());
        let row = format!("<th scope=\"row\">{day}</th><td>{value}</td>");
        assert!(behind.contains(&row), "{row}: {behind}");
    }
}
