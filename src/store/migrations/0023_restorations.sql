-- Restorations: a backup took the file's place. Who did it, when, from what and why, and what was there before.
CREATE TABLE restoration (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  restored_on TEXT NOT NULL CHECK (restored_on IS date(restored_on)),
  backup TEXT,
  because TEXT,
  stood_at INTEGER NOT NULL,
  replaced INTEGER,
  lost_sequence INTEGER,
  lost_head TEXT,
  earlier TEXT,
  agreed_how TEXT CHECK (agreed_how = 'meeting' OR agreed_how = 'message' OR agreed_how = 'signature'),
  excepted TEXT
) STRICT;
CREATE INDEX restoration_restored_on ON restoration (restored_on);
