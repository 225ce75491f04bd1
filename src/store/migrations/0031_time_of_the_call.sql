-- When on its day a meeting begins; empty in what was written before. Rows come back from the journal.
DROP TABLE review;
CREATE TABLE review (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  date TEXT,
  time TEXT,
  state TEXT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  place TEXT,
  type TEXT,
  quorum TEXT,
  quorum_number INTEGER,
  quorum_chair INTEGER,
  quorum_top INTEGER,
  decision_basis TEXT,
  tie_rule TEXT,
  recused_count INTEGER,
  recused_present INTEGER,
  voting TEXT,
  members_hold INTEGER,
  most_mandates INTEGER,
  seats INTEGER,
  no_improvements TEXT,
  no_changes TEXT,
  next_review TEXT,
  called_on TEXT,
  notice_agreed TEXT,
  opened_at TEXT,
  adjourned_at TEXT,
  sittings INTEGER,
  concluded_at TEXT,
  lacked TEXT,
  approved_on TEXT,
  excepted TEXT
) STRICT;

-- What was written out to be sent, for whom.
CREATE TABLE dispatch (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  written_on TEXT NOT NULL,
  sha256 TEXT
) STRICT;
