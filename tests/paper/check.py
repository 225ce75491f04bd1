"""Looks at what leaves the room with other people's programs: LibreOffice, poppler, qpdf, Chromium, python-docx, two readers
of calendars. Each document of the sample is written in each form that is read on paper or in a browser, and all that it says
must be found in it again, in order.

    check.py GAVEL FOLDER NODE_MODULES
"""

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from html import unescape
from pathlib import Path

import docx
import icalendar

DOCUMENTS = [
    "minutes MR-1",
    "minutes MR-2",
    "minutes MR-3",
    "pack MR-2",
    "pack MR-3",
    "review board",
    "nonconformity report NC-3",
    "nonconformity report NC-5",
    "audit report AU-1",
    "audit report AU-2",
    "control statement",
    "person actions P-3",
    "review readiness MR-3",
    "risk map",
    "kpi wall",
    "kpi series K-1",
    "audit coverage",
    "finding trends",
    "today",
    "about SYS-1",
]
# What is looked at in another language, on other paper and with a letterhead, too.
IN_GERMAN = [
    "minutes MR-3",
    "pack MR-2",
    "pack MR-3",
    "audit report AU-1",
    "nonconformity report NC-3",
    "person actions P-3",
    "control statement",
]
# What is one page, in whatever program and on whatever paper.
ONE_PAGE = ["review board"]
# A long pack: so many matters more than the sample has, each on a page of its own; so many pages at least, so large at the most,
# and so long for sixty of them, in seconds of a processor, by a program that is built to be handed on.
LONG = 30
SAID = "What the unit found in this quarter is told here at some length, so that whoever reads it knows before the meeting. " * 12
PAGES = 71
BYTES = 2_000_000
SECONDS = 1.0
LETTERHEAD = ["Brackwater Mutual", "3 Custom House Quay, Dublin"]
# A page that is as wide as a phone's.
NARROW = 390

found = []
wrong = []


def run(*command, **more):
    return subprocess.run([str(part) for part in command], capture_output=True, timeout=300, **more)


def ok(*command, **more):
    done = run(*command, **more)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.stderr.decode()[-2000:]}")
    return done.stdout.decode(errors="replace")


def strings(document):
    """What a document says, in the order in which it is read."""
    yield document["title"]
    yield document["subtitle"]
    if document.get("mark"):
        yield document["mark"]
    for block in document["blocks"]:
        (kind, said), = block.items()
        if kind == "heading":
            yield said["text"]
        elif kind in ("paragraph", "caution", "summary"):
            yield said
        elif kind == "figures":
            # A number stands above what it counts, or behind it.
            for figure in said:
                yield from (figure["label"], figure["was"], *figure["remark"].split("; "))
        elif kind == "pictures":
            yield from (picture["title"] for picture in said)
            # What stands side by side is told picture by picture, or line by line.
            yield from (picture["note"] for picture in said if len(said) == 1)
        elif kind == "facts":
            for label, text in said:
                yield label
                yield text
        elif kind in ("list", "drawing"):
            yield from said
        elif kind == "table":
            yield from (column["heading"] for column in said["columns"])
            for row in said["rows"]:
                yield from row
        elif kind == "decision":
            yield said["head"]
            yield said["words"]
            for label, text in said["facts"]:
                yield label
                yield text
    yield from document.get("signers", [])


def letters(text):
    """A text without its spaces, which a line break may add or take."""
    return re.sub(r"\s+", "", text)


def in_order(name, said, text):
    """Each string stands in the text behind the one before it."""
    text, at, missing = letters(text), 0, []
    for one in filter(None, map(letters, said)):
        place = text.find(one, at)
        if place < 0:
            missing.append(one[:60])
        else:
            at = place + len(one)
    report(name, missing)


def report(name, missing):
    (wrong if missing else found).append(name)
    print(f"{'WRONG' if missing else 'ok   '} {name}" + "".join(f"\n        {one}" for one in missing[:5]))


def spoken(pdf):
    """The words of a tagged PDF, as a screen reader hears them."""
    told = ok("pdfinfo", "-struct-text", pdf)
    # A quotation mark within a text is not escaped: what stands between the first and the last is the text.
    return "".join(line.strip()[1:-1] for line in told.splitlines() if line.strip().startswith('"'))


def written(document):
    """The words of a DOCX as python-docx reads them."""
    parts = []

    def walk(parent):
        for one in parent.iter_inner_content():
            if hasattr(one, "rows"):
                for row in one.rows:
                    for cell in row.cells:
                        walk(cell)
            else:
                parts.append(one.text)

    walk(document)
    return "".join(parts)


def shown(page):
    """The words of a page: without its style, and without what is only drawn."""
    page = re.sub(r"<(style|script|svg|head)\b.*?</\1>", "", page, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "", page))


def wide(pages, folder):
    """How wide each page is in a window as narrow as a phone's."""
    frames = "".join(f'<iframe id="f{i}" width="{NARROW}" height="800" src="{page.name}"></iframe>' for i, page in enumerate(pages))
    outer = folder / "narrow.html"
    outer.write_text(
        f"<!doctype html><body>{frames}<pre id=told></pre><script>onload=()=>{{told.textContent=[...document.querySelectorAll"
        "('iframe')].map(one=>one.contentDocument.documentElement.scrollWidth).join(' ')}</script>"
    )
    told = ok(
        os.environ.get("CHROMIUM", "chromium"), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-web-security",
        "--allow-file-access-from-files", f"--user-data-dir={folder / 'chromium'}", "--virtual-time-budget=10000",
        "--dump-dom", outer.as_uri(),
    )
    widths = re.search(r'<pre id="told">([\d ]*)</pre>', told)
    widths = [int(one) for one in widths.group(1).split()] if widths else []
    report("every page was measured", [] if len(widths) == len(pages) else [f"{len(widths)} of {len(pages)}"])
    for page, width in zip(pages, widths):
        report(f"{page.stem}: no wider than a phone", [] if width <= NARROW else [f"{width} of {NARROW}"])


def documents(gavel, folder, wanted):
    folder.mkdir(exist_ok=True)
    pages, papers = [], []
    for number, what in enumerate(wanted):
        stem = folder / f"{number:02}-{what.replace(' ', '-')}"
        forms = {form: stem.with_suffix(f".{form}") for form in ("pdf", "docx", "html")}
        for path in forms.values():
            # What is not ready is printed as well, and says so by its code.
            done = run(gavel, "print", *what.split(), "-o", path)
            if not path.exists():
                raise SystemExit(f"{what}: {done.stderr.decode()}")
        pdf = forms["pdf"]
        report(f"{what}: qpdf finds nothing", [] if run("qpdf", "--check", pdf).returncode == 0 else ["qpdf --check"])
        taken = stem.with_suffix(".json")
        ok("pdfdetach", "-save", "1", "-o", taken, pdf)
        document = json.loads(taken.read_text())
        said = list(strings(document))
        head = document.get("frame", {}).get("letterhead", [])
        in_order(f"{what}: PDF", head + said, spoken(pdf))
        in_order(f"{what}: DOCX", said, written(docx.Document(forms["docx"])))
        # What was frozen as a page is handed on as it is; other forms say that they are copies of it.
        frozen = [one for one in said if not one.startswith("A copy, made from ")]
        # A page that was frozen has the head that it was frozen with, or none.
        in_order(f"{what}: HTML", head + frozen, shown(forms["html"].read_text()))
        pages.append(forms["html"])
        papers.append((what, forms["docx"], said))
    # One start for all of them: that is what takes the time.
    ok(
        "soffice", "--headless", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--convert-to",
        'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}', "--outdir", folder / "office-pdf",
        *(paper for _, paper, _ in papers),
    )
    for what, paper, said in papers:
        in_order(f"{what}: DOCX in LibreOffice", said, spoken(folder / "office-pdf" / f"{paper.stem}.pdf"))
        if what in ONE_PAGE:
            one_page(f"{what}: DOCX in LibreOffice", folder / "office-pdf" / f"{paper.stem}.pdf")
    for what, paper, _ in papers:
        if what in ONE_PAGE:
            one_page(f"{what}: PDF", paper.with_suffix(".pdf"))
    wide(pages, folder)


def page_count(pdf):
    return int(re.search(r"^Pages:\s+(\d+)", ok("pdfinfo", pdf), re.M).group(1))


def one_page(name, pdf):
    count = page_count(pdf)
    report(f"{name}: one page", [] if count == 1 else [f"{count} pages"])


def long(gavel, folder):
    """A pack of more pages than most: how large it is, and how long it takes."""
    for number in range(LONG):
        matter = f"Matter {number} of the units, which they lay before the committee"
        ok(gavel, "review", "agenda", "MR-3", "--add", matter, "--presenter", "P-3", "--commentary", SAID)
    pdf = folder / "long.pdf"
    before = os.times()
    done = run(gavel, "print", "pack", "MR-3", "-o", pdf)
    after = os.times()
    if not pdf.exists():
        raise SystemExit(f"a long pack: {done.stderr.decode()}")
    taken = after.children_user + after.children_system - before.children_user - before.children_system
    count, size = page_count(pdf), pdf.stat().st_size
    told = f"{count} pages, {size} bytes, {taken:.2f} s of a processor"
    report(f"a long pack: {told}", [] if count >= PAGES and size <= BYTES else [told])
    # One that is built to be looked into says nothing of that.
    if "debug" not in gavel.parts:
        report("sixty pages in a second", [] if taken / count * 60 <= SECONDS else [told])


def calendars(gavel, folder, modules):
    ok(gavel, "review", "invite", "MR-3", "--to", folder)
    days = folder / "days.ics"
    ok(gavel, "calendar", "-o", days)
    reader = folder / "read.mjs"
    reader.write_text(
        f"import ICAL from {json.dumps(str(modules / 'ical.js' / 'dist' / 'ical.js'))};import fs from 'fs';"
        "const all=new ICAL.Component(ICAL.parse(fs.readFileSync(process.argv[2],'utf8')));"
        "all.getAllSubcomponents('vtimezone').forEach(one=>ICAL.TimezoneService.register(one));"
        "console.log(JSON.stringify(all.getAllSubcomponents('vevent').map(one=>{const event=new ICAL.Event(one);"
        "const at=event.startDate;return [event.uid,event.summary,at.isDate?at.toString():at.toJSDate().toISOString(),"
        "event.sequence]})))"
    )
    for path in [next(folder.glob("MR-3-invitation-*.ics")), days]:
        one = icalendar.Calendar.from_ical(path.read_bytes())
        ours = [
            [
                str(event["UID"]),
                str(event["SUMMARY"]),
                start.astimezone(tz=None).timestamp() if isinstance(start := event["DTSTART"].dt, datetime) else str(start),
                int(event.get("SEQUENCE", 0)),
            ]
            for event in one.walk("VEVENT")
        ]
        other = json.loads(ok("node", reader, path))
        for event in other:
            if "T" in event[2]:
                event[2] = datetime.fromisoformat(event[2].replace("Z", "+00:00")).timestamp()
        same = ours == other and len(ours) > 0
        report(f"{path.name}: two readers read the same", [] if same else [f"{ours} {other}"])


def main():
    gavel, folder, modules = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()
    os.environ["GAVEL_DB"] = str(folder / "sample.gavel")
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    ok(gavel, "init", "--sample")
    for person in ("P-1", "P-2", "P-3"):
        ok(gavel, "person", "edit", person, "--address", f"{person.lower()}@brackwater.example")
    documents(gavel, folder, DOCUMENTS)
    calendars(gavel, folder, modules)
    ok(gavel, "organisation", "edit", "--language", "de")
    documents(gavel, folder / "german-page", ONE_PAGE)
    ok(gavel, "organisation", "edit", "--paper", "letter", "--letterhead", "\n".join(LETTERHEAD))
    german = folder / "german"
    documents(gavel, german, IN_GERMAN)
    page = (german / "00-minutes-MR-3.html").read_text()
    in_order("in German with a letterhead", LETTERHEAD + ["Protokoll MR-3"], shown(page))
    long(gavel, folder)
    print(f"{len(found)} hold, {len(wrong)} do not")
    # Nothing looked at is nothing found.
    sys.exit(0 if found and not wrong else 1)


main()
