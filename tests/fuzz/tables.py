"""Brings broken tables: CSV, JSON, JSON Lines and workbooks, whose bytes and whose parts were mutilated by chance. Whatever is
in a file, the program says what it can't read and ends by itself: it never panics, hangs, or takes more memory than it may.

    tables.py GAVEL FOLDER [SECONDS] [SEED]
"""

import io
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
import warnings
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# What one run may take, in bytes of addresses and in seconds.
MEMORY = 1024 * 1024 * 1024
PATIENCE = 20
# A table that is refused ends with 1 or 2.
ENDS = {0, 1, 2}
REGISTERS = ["action", "system", "risk", "measurement", "person", "nonconformity"]

TABLES = {
    "a.csv": "ID,What,Owner,Due,Priority\n1,Renew the card,P-1,2026-12-01,high\n2,\"Of two\nlines\",P-2,31-Dec-26,low\n".encode(),
    "b.csv": "\ufeffName;Zweck;Betrag\nÄrzte;Prüft;EUR 1.234,56\n支店;東京支店;12,5\n".encode(),
    "c.csv": "Title\tProbability\tImpact\nDrift\tlikely\tmajor\nTotal\t\t3\n".encode("utf-16"),
    "d.csv": "kpi|period_end|value\nK|Q3 2024|1.234\nK|2026-W52|-5\n".encode("latin-1"),
    "a.json": b'[{"what":"A","due":"2026-12-01","owner":{"name":"Jo","n":[1,2,{"x":null}]}},{"what":"\\u00e9","due":1e3}]',
    "b.json": b'{"meta":{"n":2},"rows":[{"name":"A","purpose":"x"},{"name":"B","purpose":true}]}',
    "a.jsonl": b'{"title":"A","impact":1}\n{"title":"B","impact":2.5}\n',
}
# What breaks readers.
TOKENS = [
    b'"', b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b",,,,", b"[" * 5000, b'{"a":' * 5000, b"1e999", b"-0", b"\\ud800",
    b"<c r=\"XFD1048576\"><v>1</v></c>", b"<row r=\"4294967296\">", b"<mergeCell ref=\"A1:XFD1048576\"/>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;", b"]]>", b"<v>99999999999</v>", b"t=\"s\"", b"<is><t>x</t></is>", b"\xed\xa0\x80", b"9" * 400, b"a" * 70000, b"\xe2\x80\xae",
    b"2026-02-30", b"0000-00-00", b"</sheetData>", b"spans=\"1:16384\"", b"min=\"1\" max=\"99999999\"",
]


def mangled(chance, data):
    """The bytes with a few accidents."""
    data = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 3, 8, 40])):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice([1, 1, 4, 16, 200]))
        way = chance.randrange(6)
        if way == 0 and data:
            data[at % len(data)] = chance.randrange(256)
        elif way == 1:
            del data[at:end]
        elif way == 2:
            data[at:at] = chance.choice(TOKENS)
        elif way == 3:
            data[at:at] = data[at:end] * chance.choice([1, 2, 500])
        elif way == 4:
            del data[at : len(data) if chance.random() < 0.2 else end]
        else:
            other = chance.randrange(len(data) + 1)
            data[at:end] = data[other : other + end - at]
    return bytes(data)


def rebuilt(chance, book):
    """A workbook, one or two of whose parts were mangled, left out, doubled or blown up."""
    parts = [(name, book[name]) for name in book]
    for _ in range(chance.choice([1, 1, 2])):
        at = chance.randrange(len(parts))
        name, data = parts[at]
        way = chance.randrange(8)
        if way == 0:
            del parts[at]
            if not parts:
                break
        elif way == 1:
            parts.append((name, mangled(chance, data)))
        elif way == 2:
            parts[at] = (name, data + b" " * chance.choice([10**6, 3 * 10**7]))
        elif way == 3:
            rows = b"".join(b"<row r=\"%d\"><c r=\"A%d\"><v>1</v></c></row>" % (n, n) for n in range(1, chance.choice([10, 30000])))
            parts[at] = (name, data.replace(b"</sheetData>", rows + b"</sheetData>"))
        else:
            parts[at] = (name, mangled(chance, data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as file:
        for name, data in parts:
            file.writestr(name, data)
    whole = out.getvalue()
    return mangled(chance, whole) if chance.random() < 0.3 else whole


# A part that stands there twice is meant.
warnings.filterwarnings("ignore", "Duplicate name")


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    gavel, folder = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 300
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else random.SystemRandom().randrange(2**32)
    print(f"seed {seed}, {seconds:.0f} seconds", flush=True)
    environment = dict(os.environ, XDG_STATE_HOME=str(folder / "state"), GAVEL_DB=str(folder / "aims.db"), RUST_BACKTRACE="0")
    first = ["init", "--organisation", "Aldgate Mutual", "--name", "Rosa Lindt", "--time-zone", "Europe/London"]
    subprocess.run([gavel, *first], env=environment, check=True, capture_output=True)
    for words in (["kpi", "add", "K", "--direction", "lower", "--frequency", "monthly"], ["action", "add", "Renew the card"]):
        subprocess.run([gavel, *words], env=environment, check=True, capture_output=True)
    subprocess.run([gavel, "export", str(folder / "book.xlsx")], env=environment, check=True, capture_output=True)
    with zipfile.ZipFile(folder / "book.xlsx") as file:
        book = {name: file.read(name) for name in file.namelist()}
    sheets = [name for name in book if re.match(r"xl/worksheets/", name)]
    counts = {}

    workers = os.cpu_count() or 2
    # Each has a file of its own: who tries a table, waits for others who write.
    for worker in range(workers):
        shutil.copy(folder / "aims.db", folder / f"{worker}.db")

    def once(turn):
        own = dict(environment, GAVEL_DB=str(folder / f"{turn % workers}.db"))
        chance = random.Random(seed * 1_000_003 + turn)
        if chance.random() < 0.5:
            name, data = "x.xlsx", rebuilt(chance, book)
        else:
            name = chance.choice(sorted(TABLES))
            data = mangled(chance, TABLES[name])
        path = folder / f"{turn}-{name}"
        path.write_bytes(data)
        command = [gavel, "import", chance.choice(REGISTERS), str(path)]
        if name.endswith("xlsx") and chance.random() < 0.5:
            sheet = chance.choice(["actions", "people", "KPIs", "organisations"])
            command += ["--sheet", sheet]
        try:
            done = subprocess.run(command, env=own, capture_output=True, timeout=PATIENCE, preexec_fn=bounded)
            end = done.returncode
            why = None if end in ENDS else f"ended with {end}: {done.stderr.decode(errors='replace')[-400:]}"
        except subprocess.TimeoutExpired:
            end, why = "late", f"was not over after {PATIENCE} seconds"
        if why is None:
            path.unlink()
        return name, end, why and f"{' '.join(command)} {why}"

    wrong, turn, until = [], 0, time.monotonic() + seconds
    with ThreadPoolExecutor(workers) as pool:
        while time.monotonic() < until and len(wrong) < 10:
            for name, end, why in pool.map(once, range(turn, turn + workers * 8)):
                counts[name, end] = counts.get((name, end), 0) + 1
                if why:
                    wrong.append(why)
                    print(why, flush=True)
            turn += workers * 8
    print(f"{turn} files; {len(sheets)} sheets in the workbook")
    for (name, end), count in sorted(counts.items(), key=str):
        print(f"  {name:8} ended with {end}: {count}")
    if wrong:
        sys.exit(f"{len(wrong)} files break the program; they are kept in {folder}")


if __name__ == "__main__":
    main()
