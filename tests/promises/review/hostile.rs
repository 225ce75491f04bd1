//! Whatever people type, a document of a review keeps its shape, and a text in it stays a text.

use super::held::{script, words};
use super::tools::ok;
use crate::fixture::Fixture;
use gavel::report::Document;
use gavel::workflow::review::minutes::sha256;

/// Markdown, HTML and what a terminal would obey, on one line.
const LINE: &str =
    "<script>alert(1)</script> # x | y **b** [l](javascript:a) `c` &lt;i&gt; ![i](u) \u{1b}[31m\u{202e}\u{7}<!-- --";

/// Beginnings of lines that mean something in Markdown, each in a line of its own.
const LINES: [&str; 14] = [
    "# Approved",
    "## Results",
    "- item",
    "+ item",
    "* item",
    "1. item",
    "2) item",
    "> quoted",
    "---",
    "===",
    "```",
    "    code",
    "<h1>Approved</h1>",
    "| a | b |",
];

/// The minutes and the pack of a review in which every text is this one, and every long text these lines.
fn documents(line: &str, lines: &str) -> [String; 3] {
    let fixture = Fixture::new();
    let run = |command: &[&str]| {
        let command: Vec<_> = command.iter().map(|word| word.replace("LINES", lines).replace("LINE", line)).collect();
        fixture.ok(&command.iter().map(String::as_str).collect::<Vec<_>>());
    };
    let commands = "
        organisation edit --name 'Org LINE'
        person edit P-1 --name 'Rosa LINE' --voting yes --active yes
        person add 'Iris LINE' --voting yes --active yes --top-management yes
        person add 'Dev LINE' --voting yes --active yes
        person add 'Edda LINE' --active yes
        opportunity add 'OFI LINE' --raised-on 2026-10-01
        action add 'Earlier LINE' --due 2026-10-01 --owner P-3 --details LINES
        review call --date 2026-11-23 --chair P-2 --secretary P-1 --guests P-4 --title 'Review LINE' --place 'Room LINE'
        agenda-item edit AG-5 --commentary LINES --contributor P-2
        agenda-item edit AG-3 --title 'Item LINE'
        review agenda MR-1 --add 'Own LINE'
        review propose MR-1 'Early LINE' --item e
        review circulate MR-1
        review open MR-1
        review attend MR-1 P-1 P-2
        review attend MR-1 P-4 --for P-3 --mandate 'Letter LINE'
        review interest MR-1 P-1 'Owns LINE' --item d1
        review item MR-1 d1
        review note MR-1 LINES
        review propose MR-1 'Pause LINE' --subject improvement --grounds LINES
        review vote MR-1 D-2 --against P-2 --rest
        review propose MR-1 'Wait LINE' --subject other
        decision withdraw D-3 --reason 'Reason LINE'
        review act MR-1 'Tell LINE' --from D-2 --owner P-2 --due 2026-12-04
        review park MR-1 LINES
        review decide MR-1 D-1 --top-management P-2 --advice LINES
        review item MR-1 --discussed LINES
        review judge MR-1 suitability yes 'Fits LINE'
        review judge MR-1 adequacy no LINES
        review edit MR-1 --no-changes LINES
    ";
    commands.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| run(&words(line)));
    assert_eq!(fixture.verify(), Vec::<String>::new());
    ["md", "html", "json"].map(|form| {
        let print = |line: &str| ok(&fixture, &format!("{line} --format {form}"));
        let (minutes, pack) = (print("review minutes MR-1"), print("review pack MR-1 --version 1"));
        format!("{minutes}\n{pack}")
    })
}

/// What each line of a Markdown text is: the signs at its beginning, and the cells where it is a row.
fn shape(markdown: &str) -> Vec<String> {
    let kind = |line: &str| {
        let marks: String = line.chars().take_while(|c| "#>-+*=`~ ".contains(*c)).collect();
        let number = line.split(['.', ')']).next().is_some_and(|begin| begin.parse::<u32>().is_ok());
        let cells = line.replace("\\|", "").matches('|').count();
        match line.chars().next() {
            Some('|') => format!("row of {cells}"),
            _ if number => "numbered".to_owned(),
            _ => marks.trim_end().to_owned(),
        }
    };
    markdown.lines().map(kind).collect()
}

/// The tags, without what a heading is found by and led to, which is made of its letters, and whether words are long.
fn tags(html: &str) -> Vec<String> {
    let found = |tag: &str| [" id=\"", " href=\"#"].into_iter().find(|name| tag.contains(name)).unwrap_or(" id=\"");
    let bare = |tag: &str| match tag.split_once(found(tag)) {
        Some((before, rest)) => {
            let (id, after) = rest.split_once('"').unwrap();
            assert!(id.chars().all(|c| c.is_alphanumeric() || c == '-'), "{id}");
            format!("{before}{after}")
        }
        None => tag.replace(" class=\"l\"", "").replace("n l\"", "n\""),
    };
    html.split('<').skip(1).map(|rest| bare(rest.split('>').next().unwrap_or_default())).collect()
}

#[test]
fn hostile_text_does_not_change_the_shape_of_a_document() {
    let lines = LINES.map(|line| format!("{line} {LINE}")).join("\n");
    let plain = LINES.map(|_| "plain").join("\n");
    let [markdown, html, json] = documents(LINE, &lines);
    let [plain_markdown, plain_html, plain_json] = documents("plain", &plain);
    assert_eq!(tags(&html), tags(&plain_html));
    let different = shape(&markdown).into_iter().zip(shape(&plain_markdown)).zip(markdown.lines());
    for ((shape, plain), line) in different {
        assert_eq!(shape, plain, "{line}");
    }
    assert_eq!(markdown.lines().count(), plain_markdown.lines().count());
    let blocks = |json: &str| json.lines().filter(|line| line.trim_end_matches(',').ends_with(['{', '['])).count();
    assert_eq!(blocks(&json), blocks(&plain_json));
    let bare = markdown.replace("\\<", "");
    assert!(!bare.contains('<') && !html.contains("<script") && !html.contains("<!--"), "{bare}");
    assert!(!markdown.contains("**b**") && !markdown.contains("[l](") && !markdown.contains("`c`"), "{markdown}");
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; # x | y") && html.contains("&amp;lt;i&amp;gt;"));
    assert!(markdown.contains("\\<script\\>alert(1)\\</script\\> \\# x \\| y"), "{markdown}");
    for document in [&markdown, &html, &json] {
        let obeyed = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!document.contains(obeyed), "{document:?}");
    }
}

#[test]
fn a_hostile_note_occurs_in_no_document_unescaped() {
    let fixture = Fixture::after(super::held::open);
    script(
        &fixture,
        "
        review item MR-1 d1
        review note MR-1 '<script>alert(1)</script> # x | y'
        review propose MR-1 '<script>alert(1)</script> # x | y'
        ",
    );
    for form in ["md", "html"] {
        let minutes = ok(&fixture, &format!("review minutes MR-1 --format {form}"));
        let bare = minutes.replace("\\<", "");
        assert!(minutes.contains("alert(1)") && !bare.contains("<script"), "{minutes}");
    }
    assert!(ok(&fixture, "review minutes MR-1 --format json").contains("<script>alert(1)</script> # x | y"));
}

/// Whoever takes the hash of what is printed gets the one that is on record.
#[test]
fn what_is_printed_of_a_frozen_document_are_the_bytes_that_were_hashed() {
    let fixture = Fixture::after(super::held::call);
    fixture.ok(&["review", "edit", "MR-1", "--title", "Review \u{202e}\u{7f} of November"]);
    let hashes = ok(&fixture, "review circulate MR-1");
    for form in ["md", "html", "json"] {
        let printed = ok(&fixture, &format!("review pack MR-1 --version 1 --format {form}"));
        let line = format!("{}  MR-1-pack-1.{form}", sha256(printed.as_bytes()));
        assert!(hashes.contains(&line), "{line} is not in\n{hashes}");
        assert!(!printed.contains(['\u{202e}', '\u{7f}']));
    }
    let json = ok(&fixture, "review pack MR-1 --version 1 --format json");
    let document = Document::from_json(json.as_bytes()).unwrap();
    assert!(document.title.contains("Review \u{202e}\u{7f} of November"), "nothing is lost: {}", document.title);
}
