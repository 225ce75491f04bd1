-- How chair or secretary agreed to an addendum; empty in what was written before. Rows come back from the journal.
DROP TABLE addendum;
CREATE TABLE addendum (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  dated TEXT NOT NULL CHECK (dated IS date(dated)),
  how TEXT CHECK (how = 'meeting' OR how = 'message' OR how = 'signature'),
  why TEXT NOT NULL
) STRICT;
CREATE INDEX addendum_dated ON addendum (dated);
