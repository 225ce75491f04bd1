-- The management review: its registers, and what organisation, actions and notes say because of it. The rows of the
-- tables made anew come back from the journal.
-- The organisation whose AI management system this file keeps: one record of settings.
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
  tie_rule TEXT CHECK (tie_rule = 'fails' OR tie_rule = 'casting'),
  recused_count INTEGER CHECK (recused_count IN (0, 1)),
  recused_present INTEGER CHECK (recused_present IN (0, 1)),
  absent_approve INTEGER CHECK (absent_approve IN (0, 1))
) STRICT;

-- Actions: what a named person does by a date, so that a decision or a finding has an effect.
DROP TABLE action;
CREATE TABLE action (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  due TEXT CHECK (due IS date(due)),
  priority TEXT CHECK (priority = 'critical' OR priority = 'high' OR priority = 'normal' OR priority = 'low'),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'confirmed' OR state = 'cancelled' OR state = 'superseded' OR state = 'merged'),
  details TEXT,
  sort TEXT CHECK (sort = 'ordinary' OR sort = 'corrective'),
  done_on TEXT CHECK (done_on IS date(done_on)),
  confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on)),
  confirmed_how TEXT CHECK (confirmed_how = 'meeting' OR confirmed_how = 'message' OR confirmed_how = 'signature'),
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX action_what ON action (what COLLATE NOCASE);
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action ((CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END));
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);

-- Notes on any record: who wrote them and when stands in the journal.
DROP TABLE note;
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  sort TEXT CHECK (sort = 'working' OR sort = 'minuted' OR sort = 'restricted' OR sort = 'parked')
) STRICT;

-- Management reviews: top management's look at the system at planned intervals, what it saw and what it decided.
CREATE TABLE review (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  date TEXT CHECK (date IS date(date)),
  state TEXT NOT NULL CHECK (state = 'planned' OR state = 'called' OR state = 'circulated' OR state = 'in-session' OR state = 'adjourned' OR state = 'concluded' OR state = 'minutes-circulated' OR state = 'approved' OR state = 'sealed' OR state = 'postponed' OR state = 'cancelled'),
  period_start TEXT CHECK (period_start IS date(period_start)),
  period_end TEXT CHECK (period_end IS date(period_end)),
  place TEXT,
  no_improvements TEXT,
  no_changes TEXT,
  next_review TEXT CHECK (next_review IS date(next_review)),
  called_on TEXT CHECK (called_on IS date(called_on)),
  opened_at TEXT CHECK (opened_at IS strftime('%Y-%m-%dT%H:%M:%fZ', opened_at)),
  adjourned_at TEXT CHECK (adjourned_at IS strftime('%Y-%m-%dT%H:%M:%fZ', adjourned_at)),
  sittings INTEGER,
  concluded_at TEXT CHECK (concluded_at IS strftime('%Y-%m-%dT%H:%M:%fZ', concluded_at)),
  approved_on TEXT CHECK (approved_on IS date(approved_on))
) STRICT;
CREATE INDEX review_title ON review (title COLLATE NOCASE);
CREATE INDEX review_date ON review (date);
CREATE INDEX review_state ON review ((CASE state WHEN 'planned' THEN 0 WHEN 'called' THEN 1 WHEN 'circulated' THEN 2 WHEN 'in-session' THEN 3 WHEN 'adjourned' THEN 4 WHEN 'concluded' THEN 5 WHEN 'minutes-circulated' THEN 6 WHEN 'approved' THEN 7 WHEN 'sealed' THEN 8 WHEN 'postponed' THEN 9 WHEN 'cancelled' THEN 10 END));

-- Agenda items: what a review takes up, in which order, for how long, and how each of them ended.
CREATE TABLE agenda_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  place INTEGER,
  input TEXT NOT NULL CHECK (input = 'opening' OR input = 'a' OR input = 'b' OR input = 'c' OR input = 'd1' OR input = 'd2' OR input = 'd3' OR input = 'e' OR input = 'resources' OR input = 'own' OR input = 'conclusion'),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'current' OR state = 'discussed' OR state = 'noted' OR state = 'deferred'),
  allotted INTEGER CHECK (allotted >= 0),
  contribution_due TEXT CHECK (contribution_due IS date(contribution_due)),
  commentary TEXT,
  outcome TEXT,
  begun_at TEXT CHECK (begun_at IS strftime('%Y-%m-%dT%H:%M:%fZ', begun_at)),
  used_seconds INTEGER
) STRICT;
CREATE INDEX agenda_item_place ON agenda_item (place);
CREATE INDEX agenda_item_state ON agenda_item ((CASE state WHEN 'open' THEN 0 WHEN 'current' THEN 1 WHEN 'discussed' THEN 2 WHEN 'noted' THEN 3 WHEN 'deferred' THEN 4 END));
CREATE INDEX agenda_item_contribution_due ON agenda_item (contribution_due);

-- Attendance: one line for each time that somebody came to a review, or did not.
CREATE TABLE attendance (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  how TEXT NOT NULL CHECK (how = 'room' OR how = 'remote' OR how = 'apologies' OR how = 'absent'),
  capacity TEXT NOT NULL CHECK (capacity = 'member' OR capacity = 'delegate' OR capacity = 'guest'),
  arrived_at TEXT CHECK (arrived_at IS strftime('%Y-%m-%dT%H:%M:%fZ', arrived_at)),
  left_at TEXT CHECK (left_at IS strftime('%Y-%m-%dT%H:%M:%fZ', left_at)),
  late INTEGER CHECK (late IN (0, 1)),
  mandate TEXT,
  votes INTEGER CHECK (votes IN (0, 1)),
  decides INTEGER CHECK (decides IN (0, 1))
) STRICT;
CREATE INDEX attendance_arrived_at ON attendance (arrived_at);

-- Declarations of interest: a stake that somebody has in a matter, in one review or standing.
CREATE TABLE interest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequence TEXT NOT NULL CHECK (consequence = 'noted' OR consequence = 'stays' OR consequence = 'leaves')
) STRICT;

-- Decisions of reviews: proposals while they are worded, and once decided a record that is superseded, never edited.
CREATE TABLE decision (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject = 'improvement' OR subject = 'change' OR subject = 'resources' OR subject = 'policy' OR subject = 'scope' OR subject = 'risk-acceptance' OR subject = 'strategy' OR subject = 'other'),
  grounds TEXT,
  state TEXT NOT NULL CHECK (state = 'proposed' OR state = 'put' OR state = 'carried' OR state = 'provisional' OR state = 'not-carried' OR state = 'withdrawn' OR state = 'deferred' OR state = 'superseded'),
  way TEXT CHECK (way = 'no-objection' OR way = 'vote' OR way = 'executive'),
  basis TEXT CHECK (basis = 'majority-cast' OR basis = 'majority-present' OR basis = 'majority-members' OR basis = 'two-thirds-cast' OR basis = 'two-thirds-present' OR basis = 'two-thirds-members' OR basis = 'consensus'),
  count TEXT,
  quorum TEXT,
  advice TEXT,
  decided_on TEXT CHECK (decided_on IS date(decided_on))
) STRICT;
CREATE INDEX decision_text ON decision (text COLLATE NOCASE);
CREATE INDEX decision_subject ON decision ((CASE subject WHEN 'improvement' THEN 0 WHEN 'change' THEN 1 WHEN 'resources' THEN 2 WHEN 'policy' THEN 3 WHEN 'scope' THEN 4 WHEN 'risk-acceptance' THEN 5 WHEN 'strategy' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX decision_state ON decision ((CASE state WHEN 'proposed' THEN 0 WHEN 'put' THEN 1 WHEN 'carried' THEN 2 WHEN 'provisional' THEN 3 WHEN 'not-carried' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'deferred' THEN 6 WHEN 'superseded' THEN 7 END));
CREATE INDEX decision_decided_on ON decision (decided_on);

-- Votes: what each voting member said on a proposal that was put to the meeting.
CREATE TABLE vote (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  ballot TEXT NOT NULL CHECK (ballot = 'for' OR ballot = 'against' OR ballot = 'abstaining' OR ballot = 'recused')
) STRICT;

-- Verdicts of reviews on the management system: suitability, adequacy, effectiveness, each with a reason.
CREATE TABLE verdict (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  aspect TEXT NOT NULL CHECK (aspect = 'suitability' OR aspect = 'adequacy' OR aspect = 'effectiveness' OR aspect = 'resources-adequate'),
  judgement TEXT NOT NULL CHECK (judgement = 'yes' OR judgement = 'partly' OR judgement = 'no'),
  grounds TEXT NOT NULL
) STRICT;

-- Versions of the pack of a review: what was circulated, when, to whom, with its hash.
CREATE TABLE pack (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  version INTEGER NOT NULL,
  circulated_on TEXT CHECK (circulated_on IS date(circulated_on)),
  tabled INTEGER CHECK (tabled IN (0, 1)),
  sha256 TEXT,
  markdown_name TEXT,
  markdown_size INTEGER CHECK (markdown_size >= 0),
  markdown_content BLOB CHECK (length(markdown_content) = 32),
  markdown_location TEXT,
  markdown_sha256 BLOB CHECK (length(markdown_sha256) = 32),
  markdown_as_of TEXT CHECK (markdown_as_of IS date(markdown_as_of)),
  html_name TEXT,
  html_size INTEGER CHECK (html_size >= 0),
  html_content BLOB CHECK (length(html_content) = 32),
  html_location TEXT,
  html_sha256 BLOB CHECK (length(html_sha256) = 32),
  html_as_of TEXT CHECK (html_as_of IS date(html_as_of)),
  json_name TEXT,
  json_size INTEGER CHECK (json_size >= 0),
  json_content BLOB CHECK (length(json_content) = 32),
  json_location TEXT,
  json_sha256 BLOB CHECK (length(json_sha256) = 32),
  json_as_of TEXT CHECK (json_as_of IS date(json_as_of))
) STRICT;
CREATE INDEX pack_circulated_on ON pack (circulated_on);

-- Versions of the minutes of a review: those that were circulated for comments, and the one that was sealed.
CREATE TABLE minutes (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  version INTEGER NOT NULL,
  sealed INTEGER CHECK (sealed IN (0, 1)),
  dated TEXT CHECK (dated IS date(dated)),
  substance TEXT,
  sha256 TEXT,
  head TEXT,
  markdown_name TEXT,
  markdown_size INTEGER CHECK (markdown_size >= 0),
  markdown_content BLOB CHECK (length(markdown_content) = 32),
  markdown_location TEXT,
  markdown_sha256 BLOB CHECK (length(markdown_sha256) = 32),
  markdown_as_of TEXT CHECK (markdown_as_of IS date(markdown_as_of)),
  html_name TEXT,
  html_size INTEGER CHECK (html_size >= 0),
  html_content BLOB CHECK (length(html_content) = 32),
  html_location TEXT,
  html_sha256 BLOB CHECK (length(html_sha256) = 32),
  html_as_of TEXT CHECK (html_as_of IS date(html_as_of)),
  json_name TEXT,
  json_size INTEGER CHECK (json_size >= 0),
  json_content BLOB CHECK (length(json_content) = 32),
  json_location TEXT,
  json_sha256 BLOB CHECK (length(json_sha256) = 32),
  json_as_of TEXT CHECK (json_as_of IS date(json_as_of))
) STRICT;
CREATE INDEX minutes_dated ON minutes (dated);

-- Approvals of minutes: by the chair, by the secretary, or by the next review.
CREATE TABLE approval (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  role TEXT NOT NULL CHECK (role = 'chair' OR role = 'secretary' OR role = 'next-review'),
  approved_on TEXT NOT NULL CHECK (approved_on IS date(approved_on)),
  how TEXT NOT NULL CHECK (how = 'meeting' OR how = 'message' OR how = 'signature')
) STRICT;
CREATE INDEX approval_approved_on ON approval (approved_on);

-- Addenda to sealed minutes: numbered, dated, and never changed themselves.
CREATE TABLE addendum (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  dated TEXT NOT NULL CHECK (dated IS date(dated)),
  why TEXT NOT NULL
) STRICT;
CREATE INDEX addendum_dated ON addendum (dated);

-- External and internal issues that bear on the AI management system, with the day on which each last changed.
CREATE TABLE context_issue (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin = 'external' OR origin = 'internal'),
  field TEXT CHECK (field = 'legal' OR field = 'market' OR field = 'technology' OR field = 'society' OR field = 'climate' OR field = 'organisation' OR field = 'contracts' OR field = 'other'),
  effect TEXT,
  changed_on TEXT CHECK (changed_on IS date(changed_on)),
  change TEXT,
  looked_at_on TEXT CHECK (looked_at_on IS date(looked_at_on)),
  ended INTEGER CHECK (ended IN (0, 1))
) STRICT;
CREATE INDEX context_issue_what ON context_issue (what COLLATE NOCASE);
CREATE INDEX context_issue_origin ON context_issue ((CASE origin WHEN 'external' THEN 0 WHEN 'internal' THEN 1 END));
CREATE INDEX context_issue_changed_on ON context_issue (changed_on);
CREATE INDEX context_issue_looked_at_on ON context_issue (looked_at_on);

-- Interested parties: who has a stake in the organisation's AI systems. What they need stands in their needs.
CREATE TABLE interested_party (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  relation TEXT,
  looked_at_on TEXT CHECK (looked_at_on IS date(looked_at_on))
) STRICT;
CREATE INDEX interested_party_name ON interested_party (name COLLATE NOCASE);
CREATE INDEX interested_party_looked_at_on ON interested_party (looked_at_on);

-- Needs and expectations of interested parties, and which of them the AI management system takes up.
CREATE TABLE need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  addressed INTEGER CHECK (addressed IN (0, 1)),
  how TEXT,
  changed_on TEXT CHECK (changed_on IS date(changed_on)),
  change TEXT,
  ended INTEGER CHECK (ended IN (0, 1))
) STRICT;
CREATE INDEX need_what ON need (what COLLATE NOCASE);
CREATE INDEX need_changed_on ON need (changed_on);

-- Opportunities for improvement of the management system, from whatever source.
CREATE TABLE opportunity (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  benefit TEXT,
  raised_on TEXT CHECK (raised_on IS date(raised_on)),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'taken-up' OR state = 'realised' OR state = 'declined'),
  settled_on TEXT CHECK (settled_on IS date(settled_on))
) STRICT;
CREATE INDEX opportunity_what ON opportunity (what COLLATE NOCASE);
CREATE INDEX opportunity_raised_on ON opportunity (raised_on);
CREATE INDEX opportunity_state ON opportunity ((CASE state WHEN 'open' THEN 0 WHEN 'taken-up' THEN 1 WHEN 'realised' THEN 2 WHEN 'declined' THEN 3 END));
CREATE INDEX opportunity_settled_on ON opportunity (settled_on);

-- Resources that the AI management system needs, and what became of each need.
CREATE TABLE resource_need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  sort TEXT NOT NULL CHECK (sort = 'people' OR sort = 'competence' OR sort = 'money' OR sort = 'tools' OR sort = 'computing' OR sort = 'data'),
  amount_minor INTEGER,
  amount_currency TEXT CHECK (length(amount_currency) = 3),
  consequence TEXT,
  needed_by TEXT CHECK (needed_by IS date(needed_by)),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'granted' OR state = 'provided' OR state = 'declined'),
  provided_on TEXT CHECK (provided_on IS date(provided_on))
) STRICT;
CREATE INDEX resource_need_what ON resource_need (what COLLATE NOCASE);
CREATE INDEX resource_need_sort ON resource_need ((CASE sort WHEN 'people' THEN 0 WHEN 'competence' THEN 1 WHEN 'money' THEN 2 WHEN 'tools' THEN 3 WHEN 'computing' THEN 4 WHEN 'data' THEN 5 END));
CREATE INDEX resource_need_needed_by ON resource_need (needed_by);
CREATE INDEX resource_need_state ON resource_need ((CASE state WHEN 'open' THEN 0 WHEN 'granted' THEN 1 WHEN 'provided' THEN 2 WHEN 'declined' THEN 3 END));

-- Planned changes to the AI management system: what changes, why, with which consequences, by whom and when.
CREATE TABLE planned_change (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequences TEXT,
  integrity TEXT,
  due TEXT CHECK (due IS date(due)),
  state TEXT NOT NULL CHECK (state = 'planned' OR state = 'effective' OR state = 'dropped'),
  effective_on TEXT CHECK (effective_on IS date(effective_on))
) STRICT;
CREATE INDEX planned_change_what ON planned_change (what COLLATE NOCASE);
CREATE INDEX planned_change_due ON planned_change (due);
CREATE INDEX planned_change_state ON planned_change ((CASE state WHEN 'planned' THEN 0 WHEN 'effective' THEN 1 WHEN 'dropped' THEN 2 END));
CREATE INDEX planned_change_effective_on ON planned_change (effective_on);

-- Exceptions from the separation of duties, each with a reason, an approver and the day on which it ends.
CREATE TABLE separation_exception (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  duty TEXT NOT NULL CHECK (duty = 'confirmation' OR duty = 'minutes'),
  starts TEXT NOT NULL CHECK (starts IS date(starts)),
  ends TEXT NOT NULL CHECK (ends IS date(ends))
) STRICT;
CREATE INDEX separation_exception_ends ON separation_exception (ends);
