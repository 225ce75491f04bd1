-- What was received from outside, from whom and when, and how it was answered; empty in what was written before. Rows come
-- back from the journal.
DROP TABLE note;
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  type TEXT CHECK (type = 'working' OR type = 'minuted' OR type = 'restricted' OR type = 'parked' OR type = 'received'),
  received_from TEXT,
  received_from_content BLOB CHECK (length(received_from_content) = 32),
  received_on TEXT CHECK (received_on IS date(received_on)),
  answered_on TEXT CHECK (answered_on IS date(answered_on)),
  answer TEXT
) STRICT;
CREATE INDEX note_received_on ON note (received_on);
