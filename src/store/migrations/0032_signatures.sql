-- The keys with which people sign; empty in what was written before. Rows come back from the journal.
DROP TABLE person;
CREATE TABLE person (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  name_content BLOB,
  role TEXT,
  unit TEXT,
  voting INTEGER,
  top_management INTEGER,
  term_start TEXT,
  term_end TEXT,
  active INTEGER,
  last_day TEXT,
  machine INTEGER,
  os_user TEXT,
  os_user_content BLOB,
  address TEXT,
  address_content BLOB,
  signing_keys TEXT,
  signing_keys_content BLOB
) STRICT;
CREATE INDEX person_os_user ON person (os_user COLLATE NOCASE);

-- Signatures under sealed minutes.
CREATE TABLE signature (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  signed_on TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  key_by TEXT NOT NULL,
  armored TEXT NOT NULL
) STRICT;
