-- What is open and has nobody who answers for it, or no day, of all registers beside each other: found and counted however
-- much was dealt with before. It comes back from the journal.
CREATE TABLE unplaced (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  register TEXT NOT NULL,
  owner BLOB CHECK (length(owner) = 16),
  day TEXT CHECK (day IS date(day))
) STRICT;
CREATE INDEX unplaced_of ON unplaced (owner, key);
