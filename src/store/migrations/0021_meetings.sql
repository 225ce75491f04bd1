-- A committee holds other meetings than management reviews, and what waits for one that is not held is withdrawn from its
-- agenda. Rows come back from the journal.
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
DROP TABLE agenda_item;
CREATE TABLE agenda_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  place INTEGER,
  input TEXT NOT NULL CHECK (input = 'opening' OR input = 'arising' OR input = 'a' OR input = 'b' OR input = 'c' OR input = 'd1' OR input = 'd2' OR input = 'd3' OR input = 'e' OR input = 'risks' OR input = 'incidents' OR input = 'resources' OR input = 'own' OR input = 'any-other' OR input = 'conclusion'),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'current' OR state = 'discussed' OR state = 'noted' OR state = 'deferred' OR state = 'withdrawn'),
  allotted INTEGER CHECK (allotted >= 0),
  contribution_due TEXT CHECK (contribution_due IS date(contribution_due)),
  commentary TEXT,
  outcome TEXT,
  begun_at TEXT CHECK (begun_at IS strftime('%Y-%m-%dT%H:%M:%fZ', begun_at)),
  used_seconds INTEGER
) STRICT;
CREATE INDEX agenda_item_place ON agenda_item (place);
CREATE INDEX agenda_item_state ON agenda_item ((CASE state WHEN 'open' THEN 0 WHEN 'current' THEN 1 WHEN 'discussed' THEN 2 WHEN 'noted' THEN 3 WHEN 'deferred' THEN 4 WHEN 'withdrawn' THEN 5 END));
CREATE INDEX agenda_item_contribution_due ON agenda_item (contribution_due);

-- Written resolutions, and the answers to them.
CREATE TABLE resolution (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject = 'improvement' OR subject = 'change' OR subject = 'resources' OR subject = 'policy' OR subject = 'scope' OR subject = 'risk-acceptance' OR subject = 'strategy' OR subject = 'other'),
  grounds TEXT,
  basis TEXT CHECK (basis = 'more-than-half' OR basis = 'two-thirds' OR basis = 'all'),
  closes_on TEXT CHECK (closes_on IS date(closes_on)),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'carried' OR state = 'not-carried' OR state = 'lapsed' OR state = 'withdrawn'),
  sent_on TEXT CHECK (sent_on IS date(sent_on)),
  settled_at TEXT CHECK (settled_at IS strftime('%Y-%m-%dT%H:%M:%fZ', settled_at)),
  count TEXT
) STRICT;
CREATE INDEX resolution_text ON resolution (text COLLATE NOCASE);
CREATE INDEX resolution_closes_on ON resolution (closes_on);
CREATE INDEX resolution_state ON resolution ((CASE state WHEN 'draft' THEN 0 WHEN 'open' THEN 1 WHEN 'carried' THEN 2 WHEN 'not-carried' THEN 3 WHEN 'lapsed' THEN 4 WHEN 'withdrawn' THEN 5 END));
CREATE TABLE resolution_answer (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  reply TEXT NOT NULL CHECK (reply = 'for' OR reply = 'against' OR reply = 'abstaining' OR reply = 'recused'),
  answered_on TEXT NOT NULL CHECK (answered_on IS date(answered_on)),
  how TEXT NOT NULL CHECK (how = 'meeting' OR how = 'message' OR how = 'signature'),
  words TEXT
) STRICT;
CREATE INDEX resolution_answer_answered_on ON resolution_answer (answered_on);
