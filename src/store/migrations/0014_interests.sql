-- Declarations of interest are withdrawn, and not hidden. Rows come back from the journal.
DROP TABLE interest;
CREATE TABLE interest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequence TEXT NOT NULL CHECK (consequence = 'noted' OR consequence = 'stays' OR consequence = 'leaves'),
  state TEXT NOT NULL CHECK (state = 'declared' OR state = 'withdrawn'),
  withdrawn_on TEXT CHECK (withdrawn_on IS date(withdrawn_on))
) STRICT;
CREATE INDEX interest_state ON interest ((CASE state WHEN 'declared' THEN 0 WHEN 'withdrawn' THEN 1 END));
