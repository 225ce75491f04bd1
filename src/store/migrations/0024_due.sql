-- What is to be dealt with by a day, of all registers beside each other: found and counted however much was dealt with before.
-- Whose it is, nobody's where that is empty; the day is empty where it is over before its day. It comes back from the journal.
CREATE TABLE due (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  register TEXT NOT NULL,
  day TEXT NOT NULL CHECK (day = '' OR day IS date(day)),
  owner BLOB CHECK (length(owner) = 16),
  chance INTEGER NOT NULL CHECK (chance IN (0, 1))
) STRICT;
CREATE INDEX due_of ON due (owner, chance, day, register);
CREATE INDEX due_by ON due (chance, day, register);
