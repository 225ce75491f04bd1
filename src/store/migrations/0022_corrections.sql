-- Results that chair and secretary took back, to put a vote right, and which decision replaces which. Rows come back from the
-- journal.
DROP TABLE decision;
CREATE TABLE decision (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject = 'improvement' OR subject = 'change' OR subject = 'resources' OR subject = 'policy' OR subject = 'scope' OR subject = 'risk-acceptance' OR subject = 'strategy' OR subject = 'other'),
  grounds TEXT,
  state TEXT NOT NULL CHECK (state = 'proposed' OR state = 'put' OR state = 'carried' OR state = 'provisional' OR state = 'not-carried' OR state = 'withdrawn' OR state = 'deferred' OR state = 'superseded'),
  way TEXT CHECK (way = 'no-objection' OR way = 'vote' OR way = 'top-management'),
  basis TEXT CHECK (basis = 'majority-cast' OR basis = 'majority-present' OR basis = 'majority-members' OR basis = 'two-thirds-cast' OR basis = 'two-thirds-present' OR basis = 'two-thirds-members' OR basis = 'consensus'),
  voting TEXT CHECK (voting = 'count' OR voting = 'name'),
  votes_for INTEGER,
  votes_against INTEGER,
  votes_abstaining INTEGER,
  casting TEXT CHECK (casting = 'for' OR casting = 'against' OR casting = 'none'),
  count TEXT,
  quorum TEXT,
  taken_back_on TEXT CHECK (taken_back_on IS date(taken_back_on)),
  taken_back_how TEXT CHECK (taken_back_how = 'meeting' OR taken_back_how = 'message' OR taken_back_how = 'signature'),
  advice TEXT,
  decided_on TEXT CHECK (decided_on IS date(decided_on))
) STRICT;
CREATE INDEX decision_text ON decision (text COLLATE NOCASE);
CREATE INDEX decision_subject ON decision ((CASE subject WHEN 'improvement' THEN 0 WHEN 'change' THEN 1 WHEN 'resources' THEN 2 WHEN 'policy' THEN 3 WHEN 'scope' THEN 4 WHEN 'risk-acceptance' THEN 5 WHEN 'strategy' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX decision_state ON decision ((CASE state WHEN 'proposed' THEN 0 WHEN 'put' THEN 1 WHEN 'carried' THEN 2 WHEN 'provisional' THEN 3 WHEN 'not-carried' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'deferred' THEN 6 WHEN 'superseded' THEN 7 END));
CREATE INDEX decision_decided_on ON decision (decided_on);
