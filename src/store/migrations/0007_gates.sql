-- What attested records stand on, as it was when they were attested, and what became of it since. It follows from the
-- journal, and is made again from there.
CREATE TABLE ground (
  of BLOB NOT NULL CHECK (length(of) = 16),
  name TEXT NOT NULL,
  rests_on BLOB NOT NULL CHECK (length(rests_on) = 16),
  hash BLOB CHECK (length(hash) = 32),
  lost INTEGER,
  how TEXT CHECK ((how IS NULL) = (lost IS NULL)),
  PRIMARY KEY (of, name, rests_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX ground_rests_on ON ground (rests_on);
CREATE INDEX ground_lost ON ground (lost) WHERE lost IS NOT NULL;
