-- Every table as it is today: what may stand in a field is guarded by its kind, where it is written and read, and no more by
-- the table, and a register that never holds much has no index for the orders of its list. What a file is opened by is read
-- in half the time. An empty file begins here; in an older one the journal, contents, spine and links stay, and the rows of
-- all others come back from the journal.
CREATE TABLE IF NOT EXISTS journal (
  sequence INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;
CREATE TRIGGER IF NOT EXISTS journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_stands BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE IF NOT EXISTS "journal_change" (
  sequence INTEGER NOT NULL REFERENCES journal (sequence) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  body TEXT NOT NULL,
  PRIMARY KEY (sequence, position)
) STRICT;
CREATE INDEX IF NOT EXISTS journal_change_record ON journal_change (CASE WHEN json_valid(body) THEN body ->> 'record' END);
CREATE TRIGGER IF NOT EXISTS journal_change_is_kept BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER IF NOT EXISTS journal_change_stands BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE IF NOT EXISTS content (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  purpose TEXT NOT NULL CHECK (purpose = 'field' OR purpose = 'user' OR purpose = 'file' OR purpose = 'sealed'),
  salt BLOB,
  bytes BLOB,
  CHECK ((salt IS NULL) = (bytes IS NULL))
) STRICT;
CREATE INDEX IF NOT EXISTS content_user ON content (bytes) WHERE purpose = 'user';

CREATE TABLE IF NOT EXISTS record (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  register TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  revision INTEGER NOT NULL CHECK (revision > 0),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  UNIQUE (register, number)
) STRICT;
CREATE INDEX IF NOT EXISTS record_voided ON record (register) WHERE voided = 1;

CREATE TABLE IF NOT EXISTS link (
  from_id BLOB NOT NULL REFERENCES record (id),
  relation TEXT NOT NULL,
  to_id BLOB NOT NULL REFERENCES record (id),
  one INTEGER NOT NULL CHECK (one IN (0, 1)),
  PRIMARY KEY (from_id, relation, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS link_back ON link (to_id, relation, from_id);
CREATE UNIQUE INDEX IF NOT EXISTS link_one ON link (from_id, relation) WHERE one = 1;

CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
);

DROP TABLE IF EXISTS ground;
CREATE TABLE ground (
  of BLOB NOT NULL,
  name TEXT NOT NULL,
  rests_on BLOB NOT NULL,
  hash BLOB,
  lost INTEGER,
  how TEXT,
  fields TEXT,
  PRIMARY KEY (of, name, rests_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX ground_rests_on ON ground (rests_on);
CREATE INDEX ground_lost ON ground (lost) WHERE lost IS NOT NULL;

DROP TABLE IF EXISTS due;
CREATE TABLE due (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  register TEXT NOT NULL,
  day TEXT NOT NULL,
  owner BLOB,
  chance INTEGER NOT NULL
) STRICT;
CREATE INDEX due_of ON due (owner, chance, day, register);
CREATE INDEX due_by ON due (chance, day, register);

DROP TABLE IF EXISTS unplaced;
CREATE TABLE unplaced (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  register TEXT NOT NULL,
  owner BLOB,
  day TEXT
) STRICT;
CREATE INDEX unplaced_of ON unplaced (owner, key);

DROP TABLE IF EXISTS attendance;
CREATE TABLE attendance (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  how TEXT NOT NULL,
  capacity TEXT NOT NULL,
  arrived_at TEXT,
  left_at TEXT,
  late INTEGER,
  mandate TEXT,
  votes INTEGER,
  decides INTEGER
) STRICT;

DROP TABLE IF EXISTS pack;
CREATE TABLE pack (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  version INTEGER NOT NULL,
  circulated_on TEXT,
  tabled INTEGER,
  sha256 TEXT,
  markdown_name TEXT,
  markdown_size INTEGER,
  markdown_content BLOB,
  markdown_location TEXT,
  markdown_sha256 BLOB,
  markdown_as_of TEXT,
  html_name TEXT,
  html_size INTEGER,
  html_content BLOB,
  html_location TEXT,
  html_sha256 BLOB,
  html_as_of TEXT,
  json_name TEXT,
  json_size INTEGER,
  json_content BLOB,
  json_location TEXT,
  json_sha256 BLOB,
  json_as_of TEXT
) STRICT;

DROP TABLE IF EXISTS minutes;
CREATE TABLE minutes (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  version INTEGER NOT NULL,
  sealed INTEGER,
  dated TEXT,
  substance TEXT,
  sha256 TEXT,
  head TEXT,
  markdown_name TEXT,
  markdown_size INTEGER,
  markdown_content BLOB,
  markdown_location TEXT,
  markdown_sha256 BLOB,
  markdown_as_of TEXT,
  html_name TEXT,
  html_size INTEGER,
  html_content BLOB,
  html_location TEXT,
  html_sha256 BLOB,
  html_as_of TEXT,
  json_name TEXT,
  json_size INTEGER,
  json_content BLOB,
  json_location TEXT,
  json_sha256 BLOB,
  json_as_of TEXT
) STRICT;

DROP TABLE IF EXISTS approval;
CREATE TABLE approval (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  role TEXT NOT NULL,
  approved_on TEXT NOT NULL,
  how TEXT NOT NULL
) STRICT;

DROP TABLE IF EXISTS context_issue;
CREATE TABLE context_issue (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  origin TEXT NOT NULL,
  field TEXT,
  effect TEXT,
  changed_on TEXT,
  change TEXT,
  looked_at_on TEXT,
  ended INTEGER
) STRICT;

DROP TABLE IF EXISTS interested_party;
CREATE TABLE interested_party (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  relation TEXT,
  looked_at_on TEXT
) STRICT;

DROP TABLE IF EXISTS need;
CREATE TABLE need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  addressed INTEGER,
  how TEXT,
  changed_on TEXT,
  change TEXT,
  ended INTEGER
) STRICT;

DROP TABLE IF EXISTS opportunity;
CREATE TABLE opportunity (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  benefit TEXT,
  raised_on TEXT,
  state TEXT NOT NULL,
  settled_on TEXT
) STRICT;

DROP TABLE IF EXISTS control;
CREATE TABLE control (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  about TEXT,
  applicable INTEGER,
  justification TEXT,
  status TEXT,
  implementation TEXT,
  due TEXT
) STRICT;
CREATE INDEX control_code ON control (code COLLATE NOCASE);

DROP TABLE IF EXISTS kpi;
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
  ended INTEGER
) STRICT;

DROP TABLE IF EXISTS measurement;
CREATE TABLE measurement (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  period_end TEXT NOT NULL,
  value INTEGER,
  counted INTEGER,
  total INTEGER,
  share INTEGER,
  quality TEXT,
  remark TEXT
) STRICT;
CREATE INDEX measurement_period_end ON measurement (period_end);
CREATE INDEX measurement_value ON measurement (value);

DROP TABLE IF EXISTS competence;
CREATE TABLE competence (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  proof TEXT NOT NULL,
  technology TEXT NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT
) STRICT;

DROP TABLE IF EXISTS cause;
CREATE TABLE cause (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  branch TEXT,
  root INTEGER,
  class TEXT,
  certainty TEXT,
  shown_by TEXT,
  cycle INTEGER
) STRICT;
CREATE INDEX cause_why ON cause (why COLLATE NOCASE);
CREATE INDEX cause_branch ON cause ((CASE branch WHEN 'people' THEN 0 WHEN 'technology' THEN 1 WHEN 'process' THEN 2 WHEN 'data' THEN 3 WHEN 'evaluation' THEN 4 WHEN 'context' THEN 5 END));
CREATE INDEX cause_class ON cause ((CASE class WHEN 'procedure' THEN 0 WHEN 'practice' THEN 1 WHEN 'competence' THEN 2 WHEN 'resources' THEN 3 WHEN 'responsibility' THEN 4 WHEN 'communication' THEN 5 WHEN 'data' THEN 6 WHEN 'model' THEN 7 WHEN 'tool' THEN 8 WHEN 'supplier' THEN 9 WHEN 'oversight' THEN 10 WHEN 'requirement' THEN 11 END));

DROP TABLE IF EXISTS retest;
CREATE TABLE retest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  before_on TEXT,
  before_failed INTEGER,
  before_tested INTEGER,
  held_on TEXT NOT NULL,
  failed INTEGER NOT NULL,
  tested INTEGER NOT NULL,
  remark TEXT
) STRICT;

DROP TABLE IF EXISTS reminder;
CREATE TABLE reminder (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  subject TEXT NOT NULL,
  written_on TEXT NOT NULL
) STRICT;
CREATE INDEX reminder_subject ON reminder (subject COLLATE NOCASE);
CREATE INDEX reminder_written_on ON reminder (written_on);

DROP TABLE IF EXISTS risk_criteria;
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
  impact_anchors TEXT
) STRICT;
CREATE INDEX risk_criteria_valid_from ON risk_criteria (valid_from);

DROP TABLE IF EXISTS separation_exception;
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
  approval TEXT
) STRICT;

DROP TABLE IF EXISTS person;
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
  address_content BLOB
) STRICT;
CREATE INDEX person_os_user ON person (os_user COLLATE NOCASE);

DROP TABLE IF EXISTS document_version;
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
  adopted INTEGER
) STRICT;
CREATE INDEX document_version_version ON document_version (version COLLATE NOCASE);
CREATE INDEX document_version_dated ON document_version (dated);
CREATE INDEX document_version_state ON document_version ((CASE state WHEN 'draft' THEN 0 WHEN 'approved' THEN 1 WHEN 'withdrawn' THEN 2 END));
CREATE INDEX document_version_approved_on ON document_version (approved_on);

DROP TABLE IF EXISTS audit_programme;
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
  excepted TEXT
) STRICT;

DROP TABLE IF EXISTS kpi_limit;
CREATE TABLE kpi_limit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  valid_from TEXT NOT NULL,
  target INTEGER,
  warn INTEGER,
  critical INTEGER,
  warn_high INTEGER,
  critical_high INTEGER,
  grounds TEXT,
  excepted TEXT
) STRICT;
CREATE INDEX kpi_limit_valid_from ON kpi_limit (valid_from);

DROP TABLE IF EXISTS document;
CREATE TABLE document (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT,
  requirement TEXT,
  location TEXT,
  review_by TEXT,
  retention TEXT,
  withdrawn_on TEXT
) STRICT;

DROP TABLE IF EXISTS obligation;
CREATE TABLE obligation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  requirement TEXT,
  every_months INTEGER NOT NULL,
  next_due TEXT NOT NULL,
  state TEXT NOT NULL,
  last_done_on TEXT
) STRICT;

DROP TABLE IF EXISTS resource_need;
CREATE TABLE resource_need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  amount_minor INTEGER,
  amount_currency TEXT,
  consequence TEXT,
  needed_by TEXT,
  state TEXT NOT NULL,
  provided_on TEXT
) STRICT;

DROP TABLE IF EXISTS incident;
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
  adopted INTEGER
) STRICT;
CREATE INDEX incident_title ON incident (title COLLATE NOCASE);
CREATE INDEX incident_type ON incident ((CASE type WHEN 'incident' THEN 0 WHEN 'near-miss' THEN 1 END));
CREATE INDEX incident_severity ON incident ((CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX incident_occurred_on ON incident (occurred_on);
CREATE INDEX incident_noticed_on ON incident (noticed_on);
CREATE INDEX incident_due ON incident (due);
CREATE INDEX incident_contained_on ON incident (contained_on);
CREATE INDEX incident_state ON incident ((CASE state WHEN 'open' THEN 0 WHEN 'contained' THEN 1 WHEN 'closed' THEN 2 END));
CREATE INDEX incident_closed_on ON incident (closed_on);

DROP TABLE IF EXISTS quality_cost;
CREATE TABLE quality_cost (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  amount_currency TEXT,
  incurred_on TEXT NOT NULL,
  remark TEXT
) STRICT;
CREATE INDEX quality_cost_what ON quality_cost (what COLLATE NOCASE);
CREATE INDEX quality_cost_type ON quality_cost ((CASE type WHEN 'internal' THEN 0 WHEN 'external' THEN 1 WHEN 'prevention' THEN 2 WHEN 'appraisal' THEN 3 END));
CREATE INDEX quality_cost_incurred_on ON quality_cost (incurred_on);

DROP TABLE IF EXISTS deadline_profile;
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
  grounds TEXT
) STRICT;

DROP TABLE IF EXISTS evidence;
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
  dated TEXT
) STRICT;
CREATE INDEX evidence_title ON evidence (title COLLATE NOCASE);
CREATE INDEX evidence_dated ON evidence (dated);

DROP TABLE IF EXISTS system;
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
  adopted INTEGER
) STRICT;

DROP TABLE IF EXISTS checklist_item;
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
  answered_on TEXT
) STRICT;
CREATE INDEX checklist_item_question ON checklist_item (question COLLATE NOCASE);
CREATE INDEX checklist_item_place ON checklist_item (place);
CREATE INDEX checklist_item_type ON checklist_item ((CASE type WHEN 'clause' THEN 0 WHEN 'control' THEN 1 WHEN 'own' THEN 2 END));
CREATE INDEX checklist_item_code ON checklist_item (code COLLATE NOCASE);
CREATE INDEX checklist_item_answer ON checklist_item ((CASE answer WHEN 'conforms' THEN 0 WHEN 'major' THEN 1 WHEN 'minor' THEN 2 WHEN 'opportunity' THEN 3 WHEN 'positive' THEN 4 WHEN 'not-applicable' THEN 5 WHEN 'not-audited' THEN 6 END));

DROP TABLE IF EXISTS risk;
CREATE TABLE risk (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  source TEXT,
  event TEXT,
  consequence TEXT,
  component TEXT,
  stage TEXT,
  families TEXT,
  objectives TEXT,
  affected TEXT,
  inherent_likelihood TEXT,
  inherent_impact TEXT,
  inherent_level TEXT,
  likelihood TEXT,
  impact TEXT,
  level TEXT,
  residual_likelihood TEXT,
  residual_impact TEXT,
  residual_level TEXT,
  level_reason TEXT,
  assessed_on TEXT,
  treatment TEXT,
  plan TEXT,
  treated_by TEXT,
  state TEXT NOT NULL,
  review_by TEXT,
  accepted_on TEXT,
  accepted_how TEXT,
  owner_approved_how TEXT,
  accepted_level TEXT,
  outgrown INTEGER,
  excepted TEXT,
  adopted INTEGER,
  origin TEXT,
  source_key TEXT
) STRICT;
CREATE INDEX risk_title ON risk (title COLLATE NOCASE);
CREATE INDEX risk_stage ON risk ((CASE stage WHEN 'inception' THEN 0 WHEN 'development' THEN 1 WHEN 'verification' THEN 2 WHEN 'deployment' THEN 3 WHEN 'operation' THEN 4 WHEN 're-evaluation' THEN 5 WHEN 'retired' THEN 6 END));
CREATE INDEX risk_likelihood ON risk ((CASE likelihood WHEN '1' THEN 0 WHEN '2' THEN 1 WHEN '3' THEN 2 WHEN '4' THEN 3 WHEN '5' THEN 4 END));
CREATE INDEX risk_impact ON risk ((CASE impact WHEN '1' THEN 0 WHEN '2' THEN 1 WHEN '3' THEN 2 WHEN '4' THEN 3 WHEN '5' THEN 4 END));
CREATE INDEX risk_level ON risk ((CASE level WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX risk_residual_level ON risk ((CASE residual_level WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX risk_assessed_on ON risk (assessed_on);
CREATE INDEX risk_treatment ON risk ((CASE treatment WHEN 'avoid' THEN 0 WHEN 'modify' THEN 1 WHEN 'share' THEN 2 WHEN 'accept' THEN 3 END));
CREATE INDEX risk_treated_by ON risk (treated_by);
CREATE INDEX risk_state ON risk ((CASE state WHEN 'identified' THEN 0 WHEN 'being-treated' THEN 1 WHEN 'accepted' THEN 2 WHEN 'closed' THEN 3 END));
CREATE INDEX risk_review_by ON risk (review_by);
CREATE INDEX risk_accepted_on ON risk (accepted_on);
CREATE INDEX risk_source_key ON risk (source_key COLLATE NOCASE);
CREATE INDEX risk_level_state ON risk ((CASE level WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END), state);

DROP TABLE IF EXISTS conclusion;
CREATE TABLE conclusion (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  aspect TEXT NOT NULL,
  judgement TEXT NOT NULL,
  grounds TEXT NOT NULL
) STRICT;

DROP TABLE IF EXISTS audit_area;
CREATE TABLE audit_area (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  unit TEXT,
  site TEXT,
  tier TEXT,
  excluded INTEGER,
  excluded_because TEXT
) STRICT;

DROP TABLE IF EXISTS interest;
CREATE TABLE interest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequence TEXT NOT NULL,
  state TEXT NOT NULL,
  withdrawn_on TEXT
) STRICT;

DROP TABLE IF EXISTS favourable_change;
CREATE TABLE favourable_change (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  effect TEXT NOT NULL,
  field TEXT,
  was TEXT,
  now TEXT,
  stood TEXT,
  because TEXT,
  made_on TEXT NOT NULL,
  agreed_how TEXT,
  approved_there INTEGER,
  excepted TEXT
) STRICT;

DROP TABLE IF EXISTS audit;
CREATE TABLE audit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  objectives TEXT,
  criteria TEXT,
  scope TEXT,
  unit TEXT,
  body TEXT,
  starts_on TEXT,
  ends_on TEXT,
  report_due TEXT,
  state TEXT NOT NULL,
  reported_on TEXT,
  reopened INTEGER,
  conclusion TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;

DROP TABLE IF EXISTS action;
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
  adopted INTEGER
) STRICT;
CREATE INDEX action_what ON action (what COLLATE NOCASE);
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action ((CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END));
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);

DROP TABLE IF EXISTS finding;
CREATE TABLE finding (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  reference TEXT,
  requirement TEXT,
  statement TEXT,
  objective_evidence TEXT,
  grade TEXT,
  unit TEXT,
  raised_on TEXT,
  due TEXT,
  repeat INTEGER,
  response TEXT,
  state TEXT NOT NULL,
  duplicate_agreed_how TEXT,
  settled_on TEXT,
  excepted TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
CREATE INDEX finding_title ON finding (title COLLATE NOCASE);
CREATE INDEX finding_reference ON finding (reference COLLATE NOCASE);
CREATE INDEX finding_requirement ON finding (requirement COLLATE NOCASE);
CREATE INDEX finding_grade ON finding ((CASE grade WHEN 'major' THEN 0 WHEN 'minor' THEN 1 WHEN 'opportunity' THEN 2 WHEN 'positive' THEN 3 END));
CREATE INDEX finding_unit ON finding (unit COLLATE NOCASE);
CREATE INDEX finding_raised_on ON finding (raised_on);
CREATE INDEX finding_due ON finding (due);
CREATE INDEX finding_state ON finding ((CASE state WHEN 'open' THEN 0 WHEN 'raised' THEN 1 WHEN 'settled' THEN 2 WHEN 'withdrawn' THEN 3 WHEN 'duplicate' THEN 4 END));
CREATE INDEX finding_settled_on ON finding (settled_on);
CREATE INDEX finding_source_key ON finding (source_key COLLATE NOCASE);

DROP TABLE IF EXISTS nonconformity;
CREATE TABLE nonconformity (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  requirement TEXT,
  statement TEXT,
  objective_evidence TEXT,
  source TEXT,
  grade TEXT,
  unit TEXT,
  occurred_on TEXT,
  raised_on TEXT,
  plan_due TEXT,
  due TEXT,
  first_due TEXT,
  extensions INTEGER,
  extended_how TEXT,
  downgraded_how TEXT,
  state TEXT NOT NULL,
  cycle INTEGER,
  correction TEXT,
  corrected_on TEXT,
  consequences TEXT,
  correction_stands INTEGER,
  cause TEXT,
  cause_method TEXT,
  cause_class TEXT,
  similar_searched TEXT,
  similar_cases TEXT,
  stays_minor TEXT,
  criterion TEXT,
  effectiveness_criterion TEXT,
  measured_by TEXT,
  effectiveness_measure TEXT,
  check_from TEXT,
  plan_approved_on TEXT,
  plan_approved_how TEXT,
  limit_low INTEGER,
  limit_high INTEGER,
  limit_period TEXT,
  revised_because TEXT,
  revised_on TEXT,
  revised_how TEXT,
  earlier_criteria TEXT,
  no_action_reason TEXT,
  no_action_approved_how TEXT,
  begun_on TEXT,
  figures_from TEXT,
  implemented_on TEXT,
  verified_on TEXT,
  verified_how TEXT,
  effectiveness TEXT,
  effectiveness_evidence TEXT,
  checked_on TEXT,
  checked_how TEXT,
  stakeholder_review TEXT,
  changes_needed INTEGER,
  no_change_reason TEXT,
  closing_approved_how TEXT,
  overruled_because TEXT,
  overruled_how TEXT,
  rejected_how TEXT,
  duplicate_agreed_how TEXT,
  closed_on TEXT,
  reopened_on_evidence TEXT,
  excepted TEXT,
  adopted INTEGER,
  source_key TEXT
) STRICT;
CREATE INDEX nonconformity_title ON nonconformity (title COLLATE NOCASE);
CREATE INDEX nonconformity_requirement ON nonconformity (requirement COLLATE NOCASE);
CREATE INDEX nonconformity_source ON nonconformity ((CASE source WHEN 'audit' THEN 0 WHEN 'incident' THEN 1 WHEN 'monitoring' THEN 2 WHEN 'complaint' THEN 3 WHEN 'supplier' THEN 4 WHEN 'review' THEN 5 WHEN 'other' THEN 6 END));
CREATE INDEX nonconformity_grade ON nonconformity ((CASE grade WHEN 'major' THEN 0 WHEN 'minor' THEN 1 END));
CREATE INDEX nonconformity_unit ON nonconformity (unit COLLATE NOCASE);
CREATE INDEX nonconformity_occurred_on ON nonconformity (occurred_on);
CREATE INDEX nonconformity_raised_on ON nonconformity (raised_on);
CREATE INDEX nonconformity_plan_due ON nonconformity (plan_due);
CREATE INDEX nonconformity_due ON nonconformity (due);
CREATE INDEX nonconformity_first_due ON nonconformity (first_due);
CREATE INDEX nonconformity_state ON nonconformity ((CASE state WHEN 'draft' THEN 0 WHEN 'open' THEN 1 WHEN 'contained' THEN 2 WHEN 'analysed' THEN 3 WHEN 'planned' THEN 4 WHEN 'in-progress' THEN 5 WHEN 'implemented' THEN 6 WHEN 'verified' THEN 7 WHEN 'closed' THEN 8 WHEN 'overruled' THEN 9 WHEN 'corrected' THEN 10 WHEN 'rejected' THEN 11 WHEN 'closed-before' THEN 12 WHEN 'duplicate' THEN 13 END));
CREATE INDEX nonconformity_corrected_on ON nonconformity (corrected_on);
CREATE INDEX nonconformity_cause_class ON nonconformity ((CASE cause_class WHEN 'procedure' THEN 0 WHEN 'practice' THEN 1 WHEN 'competence' THEN 2 WHEN 'resources' THEN 3 WHEN 'responsibility' THEN 4 WHEN 'communication' THEN 5 WHEN 'data' THEN 6 WHEN 'model' THEN 7 WHEN 'tool' THEN 8 WHEN 'supplier' THEN 9 WHEN 'oversight' THEN 10 WHEN 'requirement' THEN 11 END));
CREATE INDEX nonconformity_check_from ON nonconformity (check_from);
CREATE INDEX nonconformity_implemented_on ON nonconformity (implemented_on);
CREATE INDEX nonconformity_verified_on ON nonconformity (verified_on);
CREATE INDEX nonconformity_effectiveness ON nonconformity ((CASE effectiveness WHEN 'effective' THEN 0 WHEN 'ineffective' THEN 1 END));
CREATE INDEX nonconformity_checked_on ON nonconformity (checked_on);
CREATE INDEX nonconformity_closed_on ON nonconformity (closed_on);
CREATE INDEX nonconformity_source_key ON nonconformity (source_key COLLATE NOCASE);

DROP TABLE IF EXISTS planned_change;
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
  adopted INTEGER
) STRICT;

DROP TABLE IF EXISTS organisation;
CREATE TABLE organisation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  review_interval INTEGER,
  notice_days INTEGER,
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
  certified_27001 INTEGER,
  repeat_months INTEGER,
  minors_for_major INTEGER,
  absent_approve INTEGER,
  copied_up_to INTEGER
) STRICT;

DROP TABLE IF EXISTS vote;
CREATE TABLE vote (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  ballot TEXT NOT NULL,
  declared INTEGER
) STRICT;

DROP TABLE IF EXISTS agenda_item;
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
  used_seconds INTEGER
) STRICT;

DROP TABLE IF EXISTS resolution;
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
  count TEXT
) STRICT;

DROP TABLE IF EXISTS resolution_answer;
CREATE TABLE resolution_answer (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  reply TEXT NOT NULL,
  answered_on TEXT NOT NULL,
  how TEXT NOT NULL,
  words TEXT
) STRICT;

DROP TABLE IF EXISTS decision;
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
  decided_on TEXT
) STRICT;
CREATE INDEX decision_text ON decision (text COLLATE NOCASE);
CREATE INDEX decision_subject ON decision ((CASE subject WHEN 'improvement' THEN 0 WHEN 'change' THEN 1 WHEN 'resources' THEN 2 WHEN 'policy' THEN 3 WHEN 'scope' THEN 4 WHEN 'risk-acceptance' THEN 5 WHEN 'strategy' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX decision_state ON decision ((CASE state WHEN 'proposed' THEN 0 WHEN 'put' THEN 1 WHEN 'carried' THEN 2 WHEN 'provisional' THEN 3 WHEN 'not-carried' THEN 4 WHEN 'withdrawn' THEN 5 WHEN 'deferred' THEN 6 WHEN 'superseded' THEN 7 END));
CREATE INDEX decision_decided_on ON decision (decided_on);

DROP TABLE IF EXISTS restoration;
CREATE TABLE restoration (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  restored_on TEXT NOT NULL,
  backup TEXT,
  because TEXT,
  stood_at INTEGER NOT NULL,
  replaced INTEGER,
  lost_sequence INTEGER,
  lost_head TEXT,
  earlier TEXT,
  agreed_how TEXT,
  excepted TEXT
) STRICT;

DROP TABLE IF EXISTS review;
CREATE TABLE review (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  date TEXT,
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
  excepted TEXT
) STRICT;

DROP TABLE IF EXISTS addendum;
CREATE TABLE addendum (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  dated TEXT NOT NULL,
  how TEXT,
  why TEXT NOT NULL
) STRICT;

DROP TABLE IF EXISTS note;
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  type TEXT,
  received_from TEXT,
  received_from_content BLOB,
  received_on TEXT,
  answered_on TEXT,
  answer TEXT
) STRICT;
CREATE INDEX note_received_on ON note (received_on);
