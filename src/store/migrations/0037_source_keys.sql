-- What the source of a record calls it, by which an import finds it again, in every register into which tables come; empty in
-- what was written before. Rows come back from the journal.
DROP TABLE attendance;
CREATE TABLE attendance (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  how TEXT NOT NULL,
  capacity TEXT NOT NULL,
  arrived_at TEXT,
  left_at TEXT,
  late INTEGER,
  mandate TEXT,
  votes INTEGER,
  decides INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE context_issue;
CREATE TABLE context_issue (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  origin TEXT NOT NULL,
  field TEXT,
  effect TEXT,
  changed_on TEXT,
  change TEXT,
  looked_at_on TEXT,
  ended INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE interested_party;
CREATE TABLE interested_party (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  relation TEXT,
  looked_at_on TEXT,
  source_key TEXT
) STRICT;
DROP TABLE need;
CREATE TABLE need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  addressed INTEGER,
  how TEXT,
  changed_on TEXT,
  change TEXT,
  ended INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE opportunity;
CREATE TABLE opportunity (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  benefit TEXT,
  raised_on TEXT,
  state TEXT NOT NULL,
  settled_on TEXT,
  source_key TEXT
) STRICT;
DROP TABLE control;
CREATE TABLE control (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  about TEXT,
  applicable INTEGER,
  justification TEXT,
  status TEXT,
  implementation TEXT,
  due TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX control_code ON control (code COLLATE NOCASE);
DROP TABLE kpi;
CREATE TABLE kpi (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  family TEXT,
  purpose TEXT,
  formula TEXT,
  unit TEXT,
  direction TEXT NOT NULL,
  frequency TEXT NOT NULL,
  grace INTEGER,
  source TEXT,
  baseline INTEGER,
  baseline_on TEXT,
  ended INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE measurement;
CREATE TABLE measurement (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  period_end TEXT NOT NULL,
  value INTEGER,
  counted INTEGER,
  total INTEGER,
  share INTEGER,
  quality TEXT,
  remark TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX measurement_period_end ON measurement (period_end);
CREATE INDEX measurement_value ON measurement (value);
DROP TABLE competence;
CREATE TABLE competence (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  proof TEXT NOT NULL,
  technology TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  source_key TEXT
) STRICT;
DROP TABLE cause;
CREATE TABLE cause (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  branch TEXT,
  root INTEGER,
  class TEXT,
  certainty TEXT,
  shown_by TEXT,
  cycle INTEGER,
  source_key TEXT
) STRICT;
CREATE INDEX cause_branch ON cause ((CASE branch WHEN 'people' THEN 0 WHEN 'technology' THEN 1 WHEN 'process' THEN 2 WHEN 'data' THEN 3 WHEN 'evaluation' THEN 4 WHEN 'context' THEN 5 END));
CREATE INDEX cause_class ON cause ((CASE class WHEN 'procedure' THEN 0 WHEN 'practice' THEN 1 WHEN 'competence' THEN 2 WHEN 'resources' THEN 3 WHEN 'responsibility' THEN 4 WHEN 'communication' THEN 5 WHEN 'data' THEN 6 WHEN 'model' THEN 7 WHEN 'tool' THEN 8 WHEN 'supplier' THEN 9 WHEN 'oversight' THEN 10 WHEN 'requirement' THEN 11 END));
CREATE INDEX cause_why ON cause (in_order(why));
DROP TABLE retest;
CREATE TABLE retest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  before_on TEXT,
  before_failed INTEGER,
  before_tested INTEGER,
  held_on TEXT NOT NULL,
  failed INTEGER NOT NULL,
  tested INTEGER NOT NULL,
  remark TEXT,
  source_key TEXT
) STRICT;
DROP TABLE risk_criteria;
CREATE TABLE risk_criteria (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  almost_certain TEXT NOT NULL,
  likely TEXT NOT NULL,
  possible TEXT NOT NULL,
  unlikely TEXT NOT NULL,
  rare TEXT NOT NULL,
  accepts_low TEXT NOT NULL,
  accepts_medium TEXT NOT NULL,
  accepts_high TEXT NOT NULL,
  accepts_critical TEXT NOT NULL,
  likelihood_anchors TEXT,
  impact_anchors TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX risk_criteria_valid_from ON risk_criteria (valid_from);
DROP TABLE separation_exception;
CREATE TABLE separation_exception (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  duty TEXT NOT NULL,
  unit TEXT,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  approved_outside TEXT,
  document_name TEXT,
  document_size INTEGER,
  document_content BLOB,
  document_location TEXT,
  document_sha256 BLOB,
  document_as_of TEXT,
  compensating TEXT,
  approval TEXT,
  source_key TEXT
) STRICT;
DROP TABLE document_version;
CREATE TABLE document_version (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  version TEXT NOT NULL,
  change TEXT,
  dated TEXT,
  file_name TEXT,
  file_size INTEGER,
  file_content BLOB,
  file_location TEXT,
  file_sha256 BLOB,
  file_as_of TEXT,
  state TEXT NOT NULL,
  approved_on TEXT,
  excepted TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
CREATE INDEX document_version_dated ON document_version (dated);
CREATE INDEX document_version_state ON document_version ((CASE state WHEN 'draft' THEN 0 WHEN 'approved' THEN 1 WHEN 'withdrawn' THEN 2 END));
CREATE INDEX document_version_approved_on ON document_version (approved_on);
CREATE INDEX document_version_version ON document_version (in_order(version));
DROP TABLE audit_programme;
CREATE TABLE audit_programme (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  method TEXT NOT NULL,
  size INTEGER,
  bad INTEGER,
  confidence INTEGER,
  visit TEXT,
  reasons TEXT,
  state TEXT NOT NULL,
  seed INTEGER,
  drawn_on TEXT,
  account TEXT,
  approved_on TEXT,
  approved_how TEXT,
  excepted TEXT,
  source_key TEXT
) STRICT;
DROP TABLE kpi_limit;
CREATE TABLE kpi_limit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  valid_from TEXT NOT NULL,
  target INTEGER,
  warn INTEGER,
  critical INTEGER,
  warn_high INTEGER,
  critical_high INTEGER,
  grounds TEXT,
  excepted TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX kpi_limit_valid_from ON kpi_limit (valid_from);
DROP TABLE document;
CREATE TABLE document (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT,
  requirement TEXT,
  location TEXT,
  review_by TEXT,
  retention TEXT,
  withdrawn_on TEXT,
  source_key TEXT
) STRICT;
DROP TABLE resource_need;
CREATE TABLE resource_need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  amount_minor INTEGER,
  amount_currency TEXT,
  consequence TEXT,
  needed_by TEXT,
  state TEXT NOT NULL,
  provided_on TEXT,
  source_key TEXT
) STRICT;
DROP TABLE incident;
CREATE TABLE incident (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  severity TEXT,
  occurred_on TEXT,
  noticed_on TEXT,
  description TEXT,
  affected TEXT,
  harm TEXT,
  reported_by TEXT,
  reported_by_content BLOB,
  authority TEXT,
  due TEXT,
  reported_on TEXT,
  containment TEXT,
  contained_on TEXT,
  lessons TEXT,
  state TEXT NOT NULL,
  closed_on TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
CREATE INDEX incident_type ON incident ((CASE type WHEN 'incident' THEN 0 WHEN 'near-miss' THEN 1 END));
CREATE INDEX incident_severity ON incident ((CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX incident_occurred_on ON incident (occurred_on);
CREATE INDEX incident_noticed_on ON incident (noticed_on);
CREATE INDEX incident_due ON incident (due);
CREATE INDEX incident_contained_on ON incident (contained_on);
CREATE INDEX incident_state ON incident ((CASE state WHEN 'open' THEN 0 WHEN 'contained' THEN 1 WHEN 'closed' THEN 2 END));
CREATE INDEX incident_closed_on ON incident (closed_on);
CREATE INDEX incident_title ON incident (in_order(title));
DROP TABLE quality_cost;
CREATE TABLE quality_cost (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  amount_currency TEXT,
  incurred_on TEXT NOT NULL,
  remark TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX quality_cost_type ON quality_cost ((CASE type WHEN 'internal' THEN 0 WHEN 'external' THEN 1 WHEN 'prevention' THEN 2 WHEN 'appraisal' THEN 3 END));
CREATE INDEX quality_cost_incurred_on ON quality_cost (incurred_on);
CREATE INDEX quality_cost_what ON quality_cost (in_order(what));
DROP TABLE deadline_profile;
CREATE TABLE deadline_profile (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  types TEXT NOT NULL,
  body TEXT,
  major_plan TEXT,
  major_done TEXT,
  minor_plan TEXT,
  minor_done TEXT,
  consequence TEXT,
  grounds TEXT,
  source_key TEXT
) STRICT;
DROP TABLE evidence;
CREATE TABLE evidence (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  file_name TEXT,
  file_size INTEGER,
  file_content BLOB,
  file_location TEXT,
  file_sha256 BLOB,
  file_as_of TEXT,
  address TEXT,
  looked_on TEXT,
  place TEXT,
  description TEXT,
  type TEXT,
  dated TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX evidence_dated ON evidence (dated);
CREATE INDEX evidence_title ON evidence (in_order(title));
DROP TABLE system;
CREATE TABLE system (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  unit TEXT,
  origin TEXT,
  vendor TEXT,
  roles TEXT,
  purpose TEXT NOT NULL,
  users TEXT,
  affected TEXT,
  stage TEXT NOT NULL,
  version TEXT,
  jurisdictions TEXT,
  in_scope INTEGER,
  scope_reason TEXT,
  left_out_because TEXT,
  scope_approved_on TEXT,
  scope_approved_how TEXT,
  scope_review_by TEXT,
  tier TEXT,
  tier_because TEXT,
  tier_approved_on TEXT,
  tier_approved_how TEXT,
  automation TEXT,
  technologies TEXT,
  legal_classes TEXT,
  impact_assessed_on TEXT,
  retire_on TEXT,
  retired_on TEXT,
  excepted TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE checklist_item;
CREATE TABLE checklist_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  question TEXT NOT NULL,
  place INTEGER,
  type TEXT NOT NULL,
  code TEXT,
  not_applicable_because TEXT,
  answer TEXT,
  because TEXT,
  notes TEXT,
  objective_evidence TEXT,
  sampling TEXT,
  answered_on TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX checklist_item_place ON checklist_item (place);
CREATE INDEX checklist_item_type ON checklist_item ((CASE type WHEN 'clause' THEN 0 WHEN 'control' THEN 1 WHEN 'own' THEN 2 END));
CREATE INDEX checklist_item_answer ON checklist_item ((CASE answer WHEN 'conforms' THEN 0 WHEN 'major' THEN 1 WHEN 'minor' THEN 2 WHEN 'opportunity' THEN 3 WHEN 'positive' THEN 4 WHEN 'not-applicable' THEN 5 WHEN 'not-audited' THEN 6 END));
CREATE INDEX checklist_item_question ON checklist_item (in_order(question));
CREATE INDEX checklist_item_code ON checklist_item (in_order(code));
DROP TABLE conclusion;
CREATE TABLE conclusion (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  aspect TEXT NOT NULL,
  judgement TEXT NOT NULL,
  grounds TEXT NOT NULL,
  source_key TEXT
) STRICT;
DROP TABLE audit_area;
CREATE TABLE audit_area (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  unit TEXT,
  site TEXT,
  tier TEXT,
  excluded INTEGER,
  excluded_because TEXT,
  source_key TEXT
) STRICT;
DROP TABLE interest;
CREATE TABLE interest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequence TEXT NOT NULL,
  state TEXT NOT NULL,
  withdrawn_on TEXT,
  source_key TEXT
) STRICT;
DROP TABLE action;
CREATE TABLE action (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  due TEXT,
  extended_how TEXT,
  priority TEXT,
  state TEXT NOT NULL,
  details TEXT,
  type TEXT,
  done_on TEXT,
  confirmed_on TEXT,
  confirmed_how TEXT,
  excepted TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action ((CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END));
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);
CREATE INDEX action_what ON action (in_order(what));
DROP TABLE planned_change;
CREATE TABLE planned_change (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequences TEXT,
  integrity TEXT,
  due TEXT,
  state TEXT NOT NULL,
  approved_on TEXT,
  approved_how TEXT,
  effective_on TEXT,
  unplanned TEXT,
  looked_back_on TEXT,
  looked_back TEXT,
  excepted TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE agenda_item;
CREATE TABLE agenda_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  place INTEGER,
  input TEXT NOT NULL,
  state TEXT NOT NULL,
  allotted INTEGER,
  contribution_due TEXT,
  commentary TEXT,
  outcome TEXT,
  begun_at TEXT,
  used_seconds INTEGER,
  source_key TEXT
) STRICT;
DROP TABLE resolution;
CREATE TABLE resolution (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  subject TEXT NOT NULL,
  grounds TEXT,
  basis TEXT,
  closes_on TEXT,
  state TEXT NOT NULL,
  sent_on TEXT,
  settled_at TEXT,
  count TEXT,
  source_key TEXT
) STRICT;
DROP TABLE decision;
CREATE TABLE decision (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  subject TEXT NOT NULL,
  grounds TEXT,
  state TEXT NOT NULL,
  way TEXT,
  basis TEXT,
  voting TEXT,
  votes_for INTEGER,
  votes_against INTEGER,
  votes_abstaining INTEGER,
  casting TEXT,
  count TEXT,
  quorum TEXT,
  taken_back_on TEXT,
  taken_back_how TEXT,
  advice TEXT,
  decided_on TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX decision_subject ON decision ((CASE subject WHEN 'improvement' THEN 0 WHEN 'change' THEN 1 WHEN 'resources' THEN 2 WHEN 'policy' THEN 3 WHEN 'scope' THEN 4 WHEN 'risk-acceptance' THEN 5 WHEN 'strategy' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX decision_state ON decision ((CASE state WHEN 'proposed' THEN 0 WHEN 'put' THEN 1 WHEN 'carried' THEN 2 WHEN 'provisional' THEN 3 WHEN 'not-carried' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'deferred' THEN 6 WHEN 'superseded' THEN 7 END));
CREATE INDEX decision_decided_on ON decision (decided_on);
CREATE INDEX decision_text ON decision (in_order(text));
DROP TABLE addendum;
CREATE TABLE addendum (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  dated TEXT NOT NULL,
  how TEXT,
  why TEXT NOT NULL,
  source_key TEXT
) STRICT;
DROP TABLE note;
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  type TEXT,
  received_from TEXT,
  received_from_content BLOB,
  received_on TEXT,
  answered_on TEXT,
  answer TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX note_received_on ON note (received_on);
DROP TABLE review;
CREATE TABLE review (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  date TEXT,
  time TEXT,
  state TEXT NOT NULL,
  period_start TEXT,
  period_end TEXT,
  place TEXT,
  type TEXT,
  quorum TEXT,
  quorum_number INTEGER,
  quorum_chair INTEGER,
  quorum_top INTEGER,
  decision_basis TEXT,
  tie_rule TEXT,
  recused_count INTEGER,
  recused_present INTEGER,
  voting TEXT,
  members_hold INTEGER,
  most_mandates INTEGER,
  seats INTEGER,
  no_improvements TEXT,
  no_changes TEXT,
  next_review TEXT,
  called_on TEXT,
  notice_agreed TEXT,
  opened_at TEXT,
  adjourned_at TEXT,
  sittings INTEGER,
  concluded_at TEXT,
  lacked TEXT,
  approved_on TEXT,
  excepted TEXT,
  source_key TEXT
) STRICT;
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
  signing_keys_content BLOB,
  source_key TEXT,
  source_key_content BLOB
) STRICT;
CREATE INDEX person_os_user ON person (os_user COLLATE NOCASE);
DROP TABLE obligation;
CREATE TABLE obligation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  requirement TEXT,
  every_months INTEGER NOT NULL,
  recurs TEXT,
  on_day INTEGER,
  next_due TEXT NOT NULL,
  state TEXT NOT NULL,
  last_done_on TEXT,
  source_key TEXT
) STRICT;
