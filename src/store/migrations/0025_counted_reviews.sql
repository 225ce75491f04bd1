-- How many seats the committee had when a meeting was opened, and why a management review does not count as one. Rows come back
-- from the journal.
DROP TABLE review;
CREATE TABLE review (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  date TEXT CHECK (date IS date(date)),
  state TEXT NOT NULL CHECK (state = 'planned' OR state = 'called' OR state = 'circulated' OR state = 'in-session' OR state = 'adjourned' OR state = 'concluded' OR state = 'minutes-circulated' OR state = 'approved' OR state = 'sealed' OR state = 'postponed' OR state = 'cancelled'),
  period_start TEXT CHECK (period_start IS date(period_start)),
  period_end TEXT CHECK (period_end IS date(period_end)),
  place TEXT,
  type TEXT CHECK (type = 'management-review' OR type = 'ordinary' OR type = 'extraordinary'),
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
  seats INTEGER,
  no_improvements TEXT,
  no_changes TEXT,
  next_review TEXT CHECK (next_review IS date(next_review)),
  called_on TEXT CHECK (called_on IS date(called_on)),
  notice_agreed TEXT,
  opened_at TEXT CHECK (opened_at IS strftime('%Y-%m-%dT%H:%M:%fZ', opened_at)),
  adjourned_at TEXT CHECK (adjourned_at IS strftime('%Y-%m-%dT%H:%M:%fZ', adjourned_at)),
  sittings INTEGER,
  concluded_at TEXT CHECK (concluded_at IS strftime('%Y-%m-%dT%H:%M:%fZ', concluded_at)),
  lacked TEXT,
  approved_on TEXT CHECK (approved_on IS date(approved_on)),
  excepted TEXT
) STRICT;
CREATE INDEX review_title ON review (title COLLATE NOCASE);
CREATE INDEX review_date ON review (date);
CREATE INDEX review_state ON review ((CASE state WHEN 'planned' THEN 0 WHEN 'called' THEN 1 WHEN 'circulated' THEN 2 WHEN 'in-session' THEN 3 WHEN 'adjourned' THEN 4 WHEN 'concluded' THEN 5 WHEN 'minutes-circulated' THEN 6 WHEN 'approved' THEN 7 WHEN 'sealed' THEN 8 WHEN 'postponed' THEN 9 WHEN 'cancelled' THEN 10 END));
