-- Votes by count or by name, what the chair declares and casts, and who may hold mandates. Rows come back from the journal.
DROP TABLE organisation;
CREATE TABLE organisation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  review_interval INTEGER,
  notice_days INTEGER,
  quorum TEXT CHECK (quorum = 'none' OR quorum = 'more-than-half' OR quorum = 'two-thirds' OR quorum = 'third' OR quorum = 'number'),
  quorum_number INTEGER,
  quorum_chair INTEGER CHECK (quorum_chair IN (0, 1)),
  quorum_top INTEGER CHECK (quorum_top IN (0, 1)),
  decision_basis TEXT CHECK (decision_basis = 'majority-cast' OR decision_basis = 'majority-present' OR decision_basis = 'majority-members' OR decision_basis = 'two-thirds-cast' OR decision_basis = 'two-thirds-present' OR decision_basis = 'two-thirds-members' OR decision_basis = 'consensus'),
  tie_rule TEXT CHECK (tie_rule = 'fails' OR tie_rule = 'casting' OR tie_rule = 'chair-only'),
  recused_count INTEGER CHECK (recused_count IN (0, 1)),
  recused_present INTEGER CHECK (recused_present IN (0, 1)),
  voting TEXT CHECK (voting = 'count' OR voting = 'name'),
  members_hold INTEGER CHECK (members_hold IN (0, 1)),
  most_mandates INTEGER,
  certified_27001 INTEGER CHECK (certified_27001 IN (0, 1)),
  repeat_months INTEGER,
  minors_for_major INTEGER,
  absent_approve INTEGER CHECK (absent_approve IN (0, 1)),
  copied_up_to INTEGER
) STRICT;
DROP TABLE review;
CREATE TABLE review (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  date TEXT CHECK (date IS date(date)),
  state TEXT NOT NULL CHECK (state = 'planned' OR state = 'called' OR state = 'circulated' OR state = 'in-session' OR state = 'adjourned' OR state = 'concluded' OR state = 'minutes-circulated' OR state = 'approved' OR state = 'sealed' OR state = 'postponed' OR state = 'cancelled'),
  period_start TEXT CHECK (period_start IS date(period_start)),
  period_end TEXT CHECK (period_end IS date(period_end)),
  place TEXT,
  quorum TEXT CHECK (quorum = 'none' OR quorum = 'more-than-half' OR quorum = 'two-thirds' OR quorum = 'third' OR quorum = 'number'),
  quorum_number INTEGER,
  quorum_chair INTEGER CHECK (quorum_chair IN (0, 1)),
  quorum_top INTEGER CHECK (quorum_top IN (0, 1)),
  decision_basis TEXT CHECK (decision_basis = 'majority-cast' OR decision_basis = 'majority-present' OR decision_basis = 'majority-members' OR decision_basis = 'two-thirds-cast' OR decision_basis = 'two-thirds-present' OR decision_basis = 'two-thirds-members' OR decision_basis = 'consensus'),
  tie_rule TEXT CHECK (tie_rule = 'fails' OR tie_rule = 'casting' OR tie_rule = 'chair-only'),
  recused_count INTEGER CHECK (recused_count IN (0, 1)),
  recused_present INTEGER CHECK (recused_present IN (0, 1)),
  voting TEXT CHECK (voting = 'count' OR voting = 'name'),
  members_hold INTEGER CHECK (members_hold IN (0, 1)),
  most_mandates INTEGER,
  no_improvements TEXT,
  no_changes TEXT,
  next_review TEXT CHECK (next_review IS date(next_review)),
  called_on TEXT CHECK (called_on IS date(called_on)),
  notice_agreed TEXT,
  opened_at TEXT CHECK (opened_at IS strftime('%Y-%m-%dT%H:%M:%fZ', opened_at)),
  adjourned_at TEXT CHECK (adjourned_at IS strftime('%Y-%m-%dT%H:%M:%fZ', adjourned_at)),
  sittings INTEGER,
  concluded_at TEXT CHECK (concluded_at IS strftime('%Y-%m-%dT%H:%M:%fZ', concluded_at)),
  approved_on TEXT CHECK (approved_on IS date(approved_on)),
  excepted TEXT
) STRICT;
CREATE INDEX review_title ON review (title COLLATE NOCASE);
CREATE INDEX review_date ON review (date);
CREATE INDEX review_state ON review ((CASE state WHEN 'planned' THEN 0 WHEN 'called' THEN 1 WHEN 'circulated' THEN 2 WHEN 'in-session' THEN 3 WHEN 'adjourned' THEN 4 WHEN 'concluded' THEN 5 WHEN 'minutes-circulated' THEN 6 WHEN 'approved' THEN 7 WHEN 'sealed' THEN 8 WHEN 'postponed' THEN 9 WHEN 'cancelled' THEN 10 END));
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
  advice TEXT,
  decided_on TEXT CHECK (decided_on IS date(decided_on))
) STRICT;
CREATE INDEX decision_text ON decision (text COLLATE NOCASE);
CREATE INDEX decision_subject ON decision ((CASE subject WHEN 'improvement' THEN 0 WHEN 'change' THEN 1 WHEN 'resources' THEN 2 WHEN 'policy' THEN 3 WHEN 'scope' THEN 4 WHEN 'risk-acceptance' THEN 5 WHEN 'strategy' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX decision_state ON decision ((CASE state WHEN 'proposed' THEN 0 WHEN 'put' THEN 1 WHEN 'carried' THEN 2 WHEN 'provisional' THEN 3 WHEN 'not-carried' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'deferred' THEN 6 WHEN 'superseded' THEN 7 END));
CREATE INDEX decision_decided_on ON decision (decided_on);
DROP TABLE vote;
CREATE TABLE vote (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  ballot TEXT NOT NULL CHECK (ballot = 'for' OR ballot = 'against' OR ballot = 'abstaining' OR ballot = 'recused'),
  declared INTEGER CHECK (declared IN (0, 1))
) STRICT;
