-- What else a report of an audit says: who asked for it, who took part and where, on what nobody agreed, and to whom it goes;
-- empty in what was written before. Rows come back from the journal.
DROP TABLE audit;
CREATE TABLE audit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  objectives TEXT,
  criteria TEXT,
  scope TEXT,
  unit TEXT,
  body TEXT,
  client TEXT,
  participants TEXT,
  places TEXT,
  starts_on TEXT,
  ends_on TEXT,
  report_due TEXT,
  state TEXT NOT NULL,
  reported_on TEXT,
  reopened INTEGER,
  conclusion TEXT,
  opinions TEXT,
  distribution TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
