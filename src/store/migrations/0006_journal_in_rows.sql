-- The changes in an ordinary table. Their bodies are too long for the pages of an index, in which each of them took a page
-- or more of its own.
CREATE TABLE journal_row (
  sequence INTEGER NOT NULL REFERENCES journal (sequence) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  body TEXT NOT NULL,
  PRIMARY KEY (sequence, position)
) STRICT;
INSERT INTO journal_row (sequence, position, body)
SELECT sequence, position, body FROM journal_change ORDER BY sequence, position;
DROP TABLE journal_change;
ALTER TABLE journal_row RENAME TO journal_change;
CREATE INDEX journal_change_record ON journal_change (CASE WHEN json_valid(body) THEN body ->> 'record' END);
CREATE TRIGGER journal_change_is_kept BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_change_stands BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
