-- The evidence of two actions as schema 7 kept it: a file, and words.
PRAGMA application_id = 1196836172;
PRAGMA user_version = 7;
PRAGMA foreign_keys = OFF;
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;
CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE content (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  purpose TEXT NOT NULL CHECK (purpose = 'field' OR purpose = 'user' OR purpose = 'file' OR purpose = 'sealed'),
  salt BLOB,
  bytes BLOB,
  CHECK ((salt IS NULL) = (bytes IS NULL))
) STRICT;
CREATE INDEX content_user ON content (bytes) WHERE purpose = 'user';
CREATE TABLE record (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  register TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  revision INTEGER NOT NULL CHECK (revision > 0),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  UNIQUE (register, number)
) STRICT;
CREATE TABLE link (
  from_id BLOB NOT NULL REFERENCES record (id),
  relation TEXT NOT NULL,
  to_id BLOB NOT NULL REFERENCES record (id),
  one INTEGER NOT NULL CHECK (one IN (0, 1)),
  PRIMARY KEY (from_id, relation, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_back ON link (to_id, relation, from_id);
CREATE UNIQUE INDEX link_one ON link (from_id, relation) WHERE one = 1;
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
);
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  sort TEXT CHECK (sort = 'working' OR sort = 'minuted' OR sort = 'restricted' OR sort = 'parked')
) STRICT;
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
CREATE TABLE interest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequence TEXT NOT NULL CHECK (consequence = 'noted' OR consequence = 'stays' OR consequence = 'leaves')
) STRICT;
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
CREATE TABLE vote (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  ballot TEXT NOT NULL CHECK (ballot = 'for' OR ballot = 'against' OR ballot = 'abstaining' OR ballot = 'recused')
) STRICT;
CREATE TABLE verdict (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  aspect TEXT NOT NULL CHECK (aspect = 'suitability' OR aspect = 'adequacy' OR aspect = 'effectiveness' OR aspect = 'resources-adequate'),
  judgement TEXT NOT NULL CHECK (judgement = 'yes' OR judgement = 'partly' OR judgement = 'no'),
  grounds TEXT NOT NULL
) STRICT;
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
CREATE TABLE approval (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  role TEXT NOT NULL CHECK (role = 'chair' OR role = 'secretary' OR role = 'next-review'),
  approved_on TEXT NOT NULL CHECK (approved_on IS date(approved_on)),
  how TEXT NOT NULL CHECK (how = 'meeting' OR how = 'message' OR how = 'signature')
) STRICT;
CREATE INDEX approval_approved_on ON approval (approved_on);
CREATE TABLE addendum (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  dated TEXT NOT NULL CHECK (dated IS date(dated)),
  why TEXT NOT NULL
) STRICT;
CREATE INDEX addendum_dated ON addendum (dated);
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
CREATE TABLE interested_party (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  relation TEXT,
  looked_at_on TEXT CHECK (looked_at_on IS date(looked_at_on))
) STRICT;
CREATE INDEX interested_party_name ON interested_party (name COLLATE NOCASE);
CREATE INDEX interested_party_looked_at_on ON interested_party (looked_at_on);
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
CREATE TABLE agenda_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  place INTEGER,
  input TEXT NOT NULL CHECK (input = 'opening' OR input = 'a' OR input = 'b' OR input = 'c' OR input = 'd1' OR input = 'd2' OR input = 'd3' OR input = 'e' OR input = 'risks' OR input = 'incidents' OR input = 'resources' OR input = 'own' OR input = 'conclusion'),
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
CREATE TABLE control (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  about TEXT,
  applicable INTEGER CHECK (applicable IN (0, 1)),
  justification TEXT,
  status TEXT CHECK (status = 'none' OR status = 'planned' OR status = 'partial' OR status = 'implemented'),
  implementation TEXT,
  due TEXT CHECK (due IS date(due))
) STRICT;
CREATE INDEX control_code ON control (code COLLATE NOCASE);
CREATE INDEX control_name ON control (name COLLATE NOCASE);
CREATE INDEX control_status ON control ((CASE status WHEN 'none' THEN 0 WHEN 'planned' THEN 1 WHEN 'partial' THEN 2 WHEN 'implemented' THEN 3 END));
CREATE INDEX control_due ON control (due);
CREATE TABLE kpi (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  family TEXT CHECK (family = 'system' OR family = 'performance' OR family = 'ethics' OR family = 'business'),
  purpose TEXT,
  formula TEXT,
  unit TEXT,
  direction TEXT NOT NULL CHECK (direction = 'higher' OR direction = 'lower' OR direction = 'within'),
  frequency TEXT NOT NULL CHECK (frequency = 'weekly' OR frequency = 'monthly' OR frequency = 'quarterly' OR frequency = 'half-yearly' OR frequency = 'yearly'),
  grace INTEGER,
  source TEXT,
  baseline INTEGER,
  baseline_on TEXT CHECK (baseline_on IS date(baseline_on)),
  ended INTEGER CHECK (ended IN (0, 1))
) STRICT;
CREATE INDEX kpi_name ON kpi (name COLLATE NOCASE);
CREATE INDEX kpi_family ON kpi ((CASE family WHEN 'system' THEN 0 WHEN 'performance' THEN 1 WHEN 'ethics' THEN 2 WHEN 'business' THEN 3 END));
CREATE INDEX kpi_frequency ON kpi ((CASE frequency WHEN 'weekly' THEN 0 WHEN 'monthly' THEN 1 WHEN 'quarterly' THEN 2 WHEN 'half-yearly' THEN 3 WHEN 'yearly' THEN 4 END));
CREATE TABLE measurement (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  period_end TEXT NOT NULL CHECK (period_end IS date(period_end)),
  value INTEGER,
  counted INTEGER,
  total INTEGER,
  share INTEGER,
  quality TEXT CHECK (quality = 'measured' OR quality = 'estimated' OR quality = 'doubtful'),
  remark TEXT
) STRICT;
CREATE INDEX measurement_period_end ON measurement (period_end);
CREATE INDEX measurement_value ON measurement (value);
CREATE TABLE audit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  sort TEXT NOT NULL CHECK (sort = 'internal' OR sort = 'mock' OR sort = 'stage-1' OR sort = 'stage-2' OR sort = 'surveillance' OR sort = 'recertification' OR sort = 'supplier' OR sort = 'other'),
  objectives TEXT,
  criteria TEXT,
  scope TEXT,
  unit TEXT,
  body TEXT,
  starts_on TEXT CHECK (starts_on IS date(starts_on)),
  ends_on TEXT CHECK (ends_on IS date(ends_on)),
  report_due TEXT CHECK (report_due IS date(report_due)),
  state TEXT NOT NULL CHECK (state = 'planned' OR state = 'underway' OR state = 'reported' OR state = 'cancelled'),
  reported_on TEXT CHECK (reported_on IS date(reported_on)),
  conclusion TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1)),
  source_key TEXT
) STRICT;
CREATE INDEX audit_title ON audit (title COLLATE NOCASE);
CREATE INDEX audit_sort ON audit ((CASE sort WHEN 'internal' THEN 0 WHEN 'mock' THEN 1 WHEN 'stage-1' THEN 2 WHEN 'stage-2' THEN 3 WHEN 'surveillance' THEN 4 WHEN 'recertification' THEN 5 WHEN 'supplier' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX audit_unit ON audit (unit COLLATE NOCASE);
CREATE INDEX audit_starts_on ON audit (starts_on);
CREATE INDEX audit_ends_on ON audit (ends_on);
CREATE INDEX audit_report_due ON audit (report_due);
CREATE INDEX audit_state ON audit ((CASE state WHEN 'planned' THEN 0 WHEN 'underway' THEN 1 WHEN 'reported' THEN 2 WHEN 'cancelled' THEN 3 END));
CREATE INDEX audit_reported_on ON audit (reported_on);
CREATE INDEX audit_source_key ON audit (source_key COLLATE NOCASE);
CREATE TABLE incident (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  sort TEXT NOT NULL CHECK (sort = 'incident' OR sort = 'near-miss'),
  severity TEXT CHECK (severity = 'low' OR severity = 'medium' OR severity = 'high' OR severity = 'critical'),
  occurred_on TEXT CHECK (occurred_on IS date(occurred_on)),
  noticed_on TEXT CHECK (noticed_on IS date(noticed_on)),
  description TEXT,
  affected TEXT CHECK (json_valid(affected)),
  harm TEXT,
  reported_by TEXT,
  reported_by_content BLOB CHECK (length(reported_by_content) = 32),
  authority TEXT,
  due TEXT CHECK (due IS date(due)),
  reported_on TEXT CHECK (reported_on IS date(reported_on)),
  containment TEXT,
  contained_on TEXT CHECK (contained_on IS date(contained_on)),
  lessons TEXT,
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'contained' OR state = 'closed'),
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX incident_title ON incident (title COLLATE NOCASE);
CREATE INDEX incident_sort ON incident ((CASE sort WHEN 'incident' THEN 0 WHEN 'near-miss' THEN 1 END));
CREATE INDEX incident_severity ON incident ((CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX incident_occurred_on ON incident (occurred_on);
CREATE INDEX incident_noticed_on ON incident (noticed_on);
CREATE INDEX incident_due ON incident (due);
CREATE INDEX incident_contained_on ON incident (contained_on);
CREATE INDEX incident_state ON incident ((CASE state WHEN 'open' THEN 0 WHEN 'contained' THEN 1 WHEN 'closed' THEN 2 END));
CREATE INDEX incident_closed_on ON incident (closed_on);
CREATE TABLE document (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  sort TEXT CHECK (sort = 'policy' OR sort = 'scope' OR sort = 'procedure' OR sort = 'plan' OR sort = 'assessment' OR sort = 'record' OR sort = 'external'),
  requirement TEXT,
  location TEXT,
  review_by TEXT CHECK (review_by IS date(review_by)),
  retention TEXT,
  withdrawn_on TEXT CHECK (withdrawn_on IS date(withdrawn_on))
) STRICT;
CREATE INDEX document_title ON document (title COLLATE NOCASE);
CREATE INDEX document_sort ON document ((CASE sort WHEN 'policy' THEN 0 WHEN 'scope' THEN 1 WHEN 'procedure' THEN 2 WHEN 'plan' THEN 3 WHEN 'assessment' THEN 4 WHEN 'record' THEN 5 WHEN 'external' THEN 6 END));
CREATE INDEX document_review_by ON document (review_by);
CREATE INDEX document_withdrawn_on ON document (withdrawn_on);
CREATE TABLE system (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  unit TEXT,
  origin TEXT CHECK (origin = 'in-house' OR origin = 'vendor' OR origin = 'open-source' OR origin = 'mixed'),
  vendor TEXT,
  roles TEXT CHECK (json_valid(roles)),
  purpose TEXT NOT NULL,
  users TEXT,
  affected TEXT,
  stage TEXT CHECK (stage = 'inception' OR stage = 'development' OR stage = 'verification' OR stage = 'deployment' OR stage = 'operation' OR stage = 're-evaluation' OR stage = 'retired'),
  version TEXT,
  jurisdictions TEXT,
  in_scope INTEGER CHECK (in_scope IN (0, 1)),
  scope_reason TEXT,
  tier TEXT CHECK (tier = 'low' OR tier = 'medium' OR tier = 'high' OR tier = 'critical'),
  automation TEXT CHECK (automation = 'none' OR automation = 'assistance' OR automation = 'partial' OR automation = 'conditional' OR automation = 'high' OR automation = 'full' OR automation = 'autonomy'),
  technologies TEXT CHECK (json_valid(technologies)),
  legal_classes TEXT CHECK (json_valid(legal_classes)),
  impact_assessed_on TEXT CHECK (impact_assessed_on IS date(impact_assessed_on)),
  retire_on TEXT CHECK (retire_on IS date(retire_on))
) STRICT;
CREATE INDEX system_name ON system (name COLLATE NOCASE);
CREATE INDEX system_unit ON system (unit COLLATE NOCASE);
CREATE INDEX system_stage ON system ((CASE stage WHEN 'inception' THEN 0 WHEN 'development' THEN 1 WHEN 'verification' THEN 2 WHEN 'deployment' THEN 3 WHEN 'operation' THEN 4 WHEN 're-evaluation' THEN 5 WHEN 'retired' THEN 6 END));
CREATE INDEX system_tier ON system ((CASE tier WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX system_automation ON system ((CASE automation WHEN 'none' THEN 0 WHEN 'assistance' THEN 1 WHEN 'partial' THEN 2 WHEN 'conditional' THEN 3 WHEN 'high' THEN 4 WHEN 'full' THEN 5 WHEN 'autonomy' THEN 6 END));
CREATE INDEX system_impact_assessed_on ON system (impact_assessed_on);
CREATE INDEX system_retire_on ON system (retire_on);
CREATE TABLE audit_area (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  unit TEXT,
  site TEXT,
  tier TEXT CHECK (tier = 'low' OR tier = 'medium' OR tier = 'high' OR tier = 'critical'),
  left_out INTEGER CHECK (left_out IN (0, 1)),
  left_out_because TEXT
) STRICT;
CREATE INDEX audit_area_title ON audit_area (title COLLATE NOCASE);
CREATE INDEX audit_area_unit ON audit_area (unit COLLATE NOCASE);
CREATE INDEX audit_area_site ON audit_area (site COLLATE NOCASE);
CREATE INDEX audit_area_tier ON audit_area ((CASE tier WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE TABLE checklist_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  question TEXT NOT NULL,
  place INTEGER,
  sort TEXT NOT NULL CHECK (sort = 'clause' OR sort = 'control' OR sort = 'own'),
  code TEXT,
  excluded TEXT,
  answer TEXT CHECK (answer = 'conforms' OR answer = 'major' OR answer = 'minor' OR answer = 'opportunity' OR answer = 'positive' OR answer = 'not-applicable' OR answer = 'not-reached'),
  because TEXT,
  notes TEXT,
  objective_evidence TEXT,
  sampling TEXT,
  answered_on TEXT CHECK (answered_on IS date(answered_on))
) STRICT;
CREATE INDEX checklist_item_question ON checklist_item (question COLLATE NOCASE);
CREATE INDEX checklist_item_place ON checklist_item (place);
CREATE INDEX checklist_item_sort ON checklist_item ((CASE sort WHEN 'clause' THEN 0 WHEN 'control' THEN 1 WHEN 'own' THEN 2 END));
CREATE INDEX checklist_item_code ON checklist_item (code COLLATE NOCASE);
CREATE INDEX checklist_item_answer ON checklist_item ((CASE answer WHEN 'conforms' THEN 0 WHEN 'major' THEN 1 WHEN 'minor' THEN 2 WHEN 'opportunity' THEN 3 WHEN 'positive' THEN 4 WHEN 'not-applicable' THEN 5 WHEN 'not-reached' THEN 6 END));
CREATE TABLE competence (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  proof TEXT NOT NULL,
  technology TEXT NOT NULL CHECK (technology = 'statistics' OR technology = 'machine-learning' OR technology = 'deep-learning' OR technology = 'language' OR technology = 'vision' OR technology = 'speech' OR technology = 'recommendation' OR technology = 'robotics' OR technology = 'data'),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  valid_until TEXT CHECK (valid_until IS date(valid_until))
) STRICT;
CREATE INDEX competence_proof ON competence (proof COLLATE NOCASE);
CREATE INDEX competence_technology ON competence ((CASE technology WHEN 'statistics' THEN 0 WHEN 'machine-learning' THEN 1 WHEN 'deep-learning' THEN 2 WHEN 'language' THEN 3 WHEN 'vision' THEN 4 WHEN 'speech' THEN 5 WHEN 'recommendation' THEN 6 WHEN 'robotics' THEN 7 WHEN 'data' THEN 8 END));
CREATE INDEX competence_valid_from ON competence (valid_from);
CREATE INDEX competence_valid_until ON competence (valid_until);
CREATE TABLE deadline_profile (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  sorts TEXT NOT NULL CHECK (json_valid(sorts)),
  body TEXT,
  major_plan TEXT,
  major_done TEXT,
  minor_plan TEXT,
  minor_done TEXT,
  consequence TEXT,
  grounds TEXT
) STRICT;
CREATE INDEX deadline_profile_title ON deadline_profile (title COLLATE NOCASE);
CREATE TABLE cause (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  branch TEXT CHECK (branch = 'people' OR branch = 'technology' OR branch = 'process' OR branch = 'data' OR branch = 'evaluation' OR branch = 'context'),
  root INTEGER CHECK (root IN (0, 1)),
  class TEXT CHECK (class = 'procedure' OR class = 'practice' OR class = 'competence' OR class = 'resources' OR class = 'responsibility' OR class = 'communication' OR class = 'data' OR class = 'model' OR class = 'tool' OR class = 'supplier' OR class = 'oversight' OR class = 'requirement'),
  certainty TEXT CHECK (certainty = 'suspected' OR certainty = 'verified'),
  shown_by TEXT,
  cycle INTEGER
) STRICT;
CREATE INDEX cause_why ON cause (why COLLATE NOCASE);
CREATE INDEX cause_branch ON cause ((CASE branch WHEN 'people' THEN 0 WHEN 'technology' THEN 1 WHEN 'process' THEN 2 WHEN 'data' THEN 3 WHEN 'evaluation' THEN 4 WHEN 'context' THEN 5 END));
CREATE INDEX cause_class ON cause ((CASE class WHEN 'procedure' THEN 0 WHEN 'practice' THEN 1 WHEN 'competence' THEN 2 WHEN 'resources' THEN 3 WHEN 'responsibility' THEN 4 WHEN 'communication' THEN 5 WHEN 'data' THEN 6 WHEN 'model' THEN 7 WHEN 'tool' THEN 8 WHEN 'supplier' THEN 9 WHEN 'oversight' THEN 10 WHEN 'requirement' THEN 11 END));
CREATE TABLE retest (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  before_on TEXT CHECK (before_on IS date(before_on)),
  before_failed INTEGER,
  before_tested INTEGER,
  held_on TEXT NOT NULL CHECK (held_on IS date(held_on)),
  failed INTEGER NOT NULL,
  tested INTEGER NOT NULL,
  remark TEXT
) STRICT;
CREATE INDEX retest_what ON retest (what COLLATE NOCASE);
CREATE INDEX retest_held_on ON retest (held_on);
CREATE TABLE quality_cost (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  sort TEXT NOT NULL CHECK (sort = 'internal' OR sort = 'external' OR sort = 'prevention' OR sort = 'appraisal'),
  amount_minor INTEGER NOT NULL,
  amount_currency TEXT CHECK (length(amount_currency) = 3),
  incurred_on TEXT NOT NULL CHECK (incurred_on IS date(incurred_on)),
  remark TEXT
) STRICT;
CREATE INDEX quality_cost_what ON quality_cost (what COLLATE NOCASE);
CREATE INDEX quality_cost_sort ON quality_cost ((CASE sort WHEN 'internal' THEN 0 WHEN 'external' THEN 1 WHEN 'prevention' THEN 2 WHEN 'appraisal' THEN 3 END));
CREATE INDEX quality_cost_incurred_on ON quality_cost (incurred_on);
CREATE TABLE obligation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  sort TEXT NOT NULL CHECK (sort = 'review' OR sort = 'audit' OR sort = 'risk-assessment' OR sort = 'impact-assessment' OR sort = 'policy' OR sort = 'applicability' OR sort = 'other'),
  requirement TEXT,
  every_months INTEGER NOT NULL,
  next_due TEXT NOT NULL CHECK (next_due IS date(next_due)),
  state TEXT NOT NULL CHECK (state = 'running' OR state = 'ended'),
  last_done_on TEXT CHECK (last_done_on IS date(last_done_on))
) STRICT;
CREATE INDEX obligation_what ON obligation (what COLLATE NOCASE);
CREATE INDEX obligation_sort ON obligation ((CASE sort WHEN 'review' THEN 0 WHEN 'audit' THEN 1 WHEN 'risk-assessment' THEN 2 WHEN 'impact-assessment' THEN 3 WHEN 'policy' THEN 4 WHEN 'applicability' THEN 5 WHEN 'other' THEN 6 END));
CREATE INDEX obligation_next_due ON obligation (next_due);
CREATE INDEX obligation_state ON obligation ((CASE state WHEN 'running' THEN 0 WHEN 'ended' THEN 1 END));
CREATE INDEX obligation_last_done_on ON obligation (last_done_on);
CREATE TABLE reminder (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  subject TEXT NOT NULL,
  written_on TEXT NOT NULL CHECK (written_on IS date(written_on))
) STRICT;
CREATE INDEX reminder_subject ON reminder (subject COLLATE NOCASE);
CREATE INDEX reminder_written_on ON reminder (written_on);
CREATE TABLE "journal_change" (
  sequence INTEGER NOT NULL REFERENCES journal (sequence) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  body TEXT NOT NULL,
  PRIMARY KEY (sequence, position)
) STRICT;
CREATE INDEX journal_change_record ON journal_change (CASE WHEN json_valid(body) THEN body ->> 'record' END);
CREATE TRIGGER journal_change_is_kept BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_change_stands BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE ground (
  of BLOB NOT NULL CHECK (length(of) = 16),
  name TEXT NOT NULL,
  rests_on BLOB NOT NULL CHECK (length(rests_on) = 16),
  hash BLOB CHECK (length(hash) = 32),
  lost INTEGER,
  how TEXT CHECK ((how IS NULL) = (lost IS NULL)),
  fields TEXT,
  PRIMARY KEY (of, name, rests_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX ground_rests_on ON ground (rests_on);
CREATE INDEX ground_lost ON ground (lost) WHERE lost IS NOT NULL;
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
  certified_27001 INTEGER CHECK (certified_27001 IN (0, 1)),
  repeat_months INTEGER,
  minors_for_major INTEGER,
  absent_approve INTEGER CHECK (absent_approve IN (0, 1))
) STRICT;
CREATE TABLE risk_criteria (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  almost_certain TEXT NOT NULL,
  likely TEXT NOT NULL,
  possible TEXT NOT NULL,
  unlikely TEXT NOT NULL,
  rare TEXT NOT NULL,
  accepts_low TEXT NOT NULL CHECK (accepts_low = 'owner' OR accepts_low = 'top-management' OR accepts_low = 'nobody'),
  accepts_medium TEXT NOT NULL CHECK (accepts_medium = 'owner' OR accepts_medium = 'top-management' OR accepts_medium = 'nobody'),
  accepts_high TEXT NOT NULL CHECK (accepts_high = 'owner' OR accepts_high = 'top-management' OR accepts_high = 'nobody'),
  accepts_critical TEXT NOT NULL CHECK (accepts_critical = 'owner' OR accepts_critical = 'top-management' OR accepts_critical = 'nobody'),
  likelihood_anchors TEXT,
  impact_anchors TEXT
) STRICT;
CREATE INDEX risk_criteria_valid_from ON risk_criteria (valid_from);
CREATE TABLE risk (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  source TEXT,
  event TEXT,
  consequence TEXT,
  component TEXT,
  stage TEXT CHECK (stage = 'inception' OR stage = 'development' OR stage = 'verification' OR stage = 'deployment' OR stage = 'operation' OR stage = 're-evaluation' OR stage = 'retired'),
  families TEXT CHECK (json_valid(families)),
  objectives TEXT CHECK (json_valid(objectives)),
  affected TEXT CHECK (json_valid(affected)),
  inherent_likelihood TEXT CHECK (inherent_likelihood = '1' OR inherent_likelihood = '2' OR inherent_likelihood = '3' OR inherent_likelihood = '4' OR inherent_likelihood = '5'),
  inherent_impact TEXT CHECK (inherent_impact = '1' OR inherent_impact = '2' OR inherent_impact = '3' OR inherent_impact = '4' OR inherent_impact = '5'),
  inherent_level TEXT CHECK (inherent_level = 'low' OR inherent_level = 'medium' OR inherent_level = 'high' OR inherent_level = 'critical'),
  likelihood TEXT CHECK (likelihood = '1' OR likelihood = '2' OR likelihood = '3' OR likelihood = '4' OR likelihood = '5'),
  impact TEXT CHECK (impact = '1' OR impact = '2' OR impact = '3' OR impact = '4' OR impact = '5'),
  level TEXT CHECK (level = 'low' OR level = 'medium' OR level = 'high' OR level = 'critical'),
  residual_likelihood TEXT CHECK (residual_likelihood = '1' OR residual_likelihood = '2' OR residual_likelihood = '3' OR residual_likelihood = '4' OR residual_likelihood = '5'),
  residual_impact TEXT CHECK (residual_impact = '1' OR residual_impact = '2' OR residual_impact = '3' OR residual_impact = '4' OR residual_impact = '5'),
  residual_level TEXT CHECK (residual_level = 'low' OR residual_level = 'medium' OR residual_level = 'high' OR residual_level = 'critical'),
  level_reason TEXT,
  assessed_on TEXT CHECK (assessed_on IS date(assessed_on)),
  treatment TEXT CHECK (treatment = 'avoid' OR treatment = 'mitigate' OR treatment = 'share' OR treatment = 'accept'),
  plan TEXT,
  treated_by TEXT CHECK (treated_by IS date(treated_by)),
  state TEXT NOT NULL CHECK (state = 'identified' OR state = 'being-treated' OR state = 'accepted' OR state = 'closed'),
  review_by TEXT CHECK (review_by IS date(review_by)),
  accepted_on TEXT CHECK (accepted_on IS date(accepted_on)),
  accepted_how TEXT CHECK (accepted_how = 'meeting' OR accepted_how = 'message' OR accepted_how = 'signature'),
  owner_approved_how TEXT CHECK (owner_approved_how = 'meeting' OR owner_approved_how = 'message' OR owner_approved_how = 'signature'),
  accepted_level TEXT CHECK (accepted_level = 'low' OR accepted_level = 'medium' OR accepted_level = 'high' OR accepted_level = 'critical'),
  outgrown INTEGER CHECK (outgrown IN (0, 1)),
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1)),
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
CREATE INDEX risk_treatment ON risk ((CASE treatment WHEN 'avoid' THEN 0 WHEN 'mitigate' THEN 1 WHEN 'share' THEN 2 WHEN 'accept' THEN 3 END));
CREATE INDEX risk_treated_by ON risk (treated_by);
CREATE INDEX risk_state ON risk ((CASE state WHEN 'identified' THEN 0 WHEN 'being-treated' THEN 1 WHEN 'accepted' THEN 2 WHEN 'closed' THEN 3 END));
CREATE INDEX risk_review_by ON risk (review_by);
CREATE INDEX risk_accepted_on ON risk (accepted_on);
CREATE INDEX risk_source_key ON risk (source_key COLLATE NOCASE);
CREATE TABLE separation_exception (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  duty TEXT NOT NULL CHECK (json_valid(duty)),
  unit TEXT,
  starts TEXT NOT NULL CHECK (starts IS date(starts)),
  ends TEXT NOT NULL CHECK (ends IS date(ends)),
  approved_outside TEXT,
  document_name TEXT,
  document_size INTEGER CHECK (document_size >= 0),
  document_content BLOB CHECK (length(document_content) = 32),
  document_location TEXT,
  document_sha256 BLOB CHECK (length(document_sha256) = 32),
  document_as_of TEXT CHECK (document_as_of IS date(document_as_of)),
  compensating TEXT,
  approval TEXT CHECK (approval = 'top-management' OR approval = 'outside' OR approval = 'self')
) STRICT;
CREATE INDEX separation_exception_ends ON separation_exception (ends);
CREATE TABLE person (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  name_content BLOB CHECK (length(name_content) = 32),
  role TEXT,
  unit TEXT,
  voting INTEGER CHECK (voting IN (0, 1)),
  top_management INTEGER CHECK (top_management IN (0, 1)),
  term_start TEXT CHECK (term_start IS date(term_start)),
  term_end TEXT CHECK (term_end IS date(term_end)),
  active INTEGER CHECK (active IN (0, 1)),
  last_day TEXT CHECK (last_day IS date(last_day)),
  machine INTEGER CHECK (machine IN (0, 1)),
  os_user TEXT,
  os_user_content BLOB CHECK (length(os_user_content) = 32),
  address TEXT,
  address_content BLOB CHECK (length(address_content) = 32)
) STRICT;
CREATE INDEX person_name ON person (name COLLATE NOCASE);
CREATE INDEX person_role ON person (role COLLATE NOCASE);
CREATE INDEX person_unit ON person (unit COLLATE NOCASE);
CREATE INDEX person_term_end ON person (term_end);
CREATE INDEX person_os_user ON person (os_user COLLATE NOCASE);
CREATE TABLE nonconformity (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  requirement TEXT,
  statement TEXT,
  objective_evidence TEXT,
  source TEXT CHECK (source = 'audit' OR source = 'incident' OR source = 'monitoring' OR source = 'complaint' OR source = 'supplier' OR source = 'review' OR source = 'other'),
  grade TEXT CHECK (grade = 'major' OR grade = 'minor'),
  unit TEXT,
  occurred_on TEXT CHECK (occurred_on IS date(occurred_on)),
  raised_on TEXT CHECK (raised_on IS date(raised_on)),
  plan_due TEXT CHECK (plan_due IS date(plan_due)),
  due TEXT CHECK (due IS date(due)),
  first_due TEXT CHECK (first_due IS date(first_due)),
  extensions INTEGER,
  extended_how TEXT CHECK (extended_how = 'meeting' OR extended_how = 'message' OR extended_how = 'signature'),
  downgraded_how TEXT CHECK (downgraded_how = 'meeting' OR downgraded_how = 'message' OR downgraded_how = 'signature'),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'contained' OR state = 'analysed' OR state = 'planned' OR state = 'in-progress' OR state = 'implemented' OR state = 'verified' OR state = 'closed' OR state = 'corrected' OR state = 'rejected' OR state = 'closed-before'),
  cycle INTEGER,
  correction TEXT,
  corrected_on TEXT CHECK (corrected_on IS date(corrected_on)),
  consequences TEXT,
  correction_stands INTEGER CHECK (correction_stands IN (0, 1)),
  cause TEXT,
  cause_method TEXT CHECK (cause_method = 'five-whys' OR cause_method = 'fishbone' OR cause_method = 'other'),
  cause_class TEXT CHECK (cause_class = 'procedure' OR cause_class = 'practice' OR cause_class = 'competence' OR cause_class = 'resources' OR cause_class = 'responsibility' OR cause_class = 'communication' OR cause_class = 'data' OR cause_class = 'model' OR cause_class = 'tool' OR cause_class = 'supplier' OR cause_class = 'oversight' OR cause_class = 'requirement'),
  similar_searched TEXT,
  similar_cases TEXT,
  stays_minor TEXT,
  effectiveness_criterion TEXT,
  measured_by TEXT CHECK (measured_by = 'kpi' OR measured_by = 'retest' OR measured_by = 'sample'),
  effectiveness_measure TEXT,
  check_from TEXT CHECK (check_from IS date(check_from)),
  plan_approved_on TEXT CHECK (plan_approved_on IS date(plan_approved_on)),
  plan_approved_how TEXT CHECK (plan_approved_how = 'meeting' OR plan_approved_how = 'message' OR plan_approved_how = 'signature'),
  no_action_reason TEXT,
  no_action_approved_how TEXT CHECK (no_action_approved_how = 'meeting' OR no_action_approved_how = 'message' OR no_action_approved_how = 'signature'),
  begun_on TEXT CHECK (begun_on IS date(begun_on)),
  implemented_on TEXT CHECK (implemented_on IS date(implemented_on)),
  verified_on TEXT CHECK (verified_on IS date(verified_on)),
  verified_how TEXT CHECK (verified_how = 'meeting' OR verified_how = 'message' OR verified_how = 'signature'),
  effectiveness TEXT CHECK (effectiveness = 'effective' OR effectiveness = 'ineffective'),
  effectiveness_evidence TEXT,
  checked_on TEXT CHECK (checked_on IS date(checked_on)),
  checked_how TEXT CHECK (checked_how = 'meeting' OR checked_how = 'message' OR checked_how = 'signature'),
  stakeholder_review TEXT,
  changes_needed INTEGER CHECK (changes_needed IN (0, 1)),
  no_change_reason TEXT,
  closing_approved_how TEXT CHECK (closing_approved_how = 'meeting' OR closing_approved_how = 'message' OR closing_approved_how = 'signature'),
  rejected_how TEXT CHECK (rejected_how = 'meeting' OR rejected_how = 'message' OR rejected_how = 'signature'),
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  reopened_on_evidence TEXT,
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1)),
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
CREATE INDEX nonconformity_state ON nonconformity ((CASE state WHEN 'draft' THEN 0 WHEN 'open' THEN 1 WHEN 'contained' THEN 2 WHEN 'analysed' THEN 3 WHEN 'planned' THEN 4 WHEN 'in-progress' THEN 5 WHEN 'implemented' THEN 6 WHEN 'verified' THEN 7 WHEN 'closed' THEN 8 WHEN 'corrected' THEN 9 WHEN 'rejected' THEN 10 WHEN 'closed-before' THEN 11 END));
CREATE INDEX nonconformity_corrected_on ON nonconformity (corrected_on);
CREATE INDEX nonconformity_cause_class ON nonconformity ((CASE cause_class WHEN 'procedure' THEN 0 WHEN 'practice' THEN 1 WHEN 'competence' THEN 2 WHEN 'resources' THEN 3 WHEN 'responsibility' THEN 4 WHEN 'communication' THEN 5 WHEN 'data' THEN 6 WHEN 'model' THEN 7 WHEN 'tool' THEN 8 WHEN 'supplier' THEN 9 WHEN 'oversight' THEN 10 WHEN 'requirement' THEN 11 END));
CREATE INDEX nonconformity_check_from ON nonconformity (check_from);
CREATE INDEX nonconformity_implemented_on ON nonconformity (implemented_on);
CREATE INDEX nonconformity_verified_on ON nonconformity (verified_on);
CREATE INDEX nonconformity_effectiveness ON nonconformity ((CASE effectiveness WHEN 'effective' THEN 0 WHEN 'ineffective' THEN 1 END));
CREATE INDEX nonconformity_checked_on ON nonconformity (checked_on);
CREATE INDEX nonconformity_closed_on ON nonconformity (closed_on);
CREATE INDEX nonconformity_source_key ON nonconformity (source_key COLLATE NOCASE);
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
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX action_what ON action (what COLLATE NOCASE);
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action ((CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END));
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);
CREATE TABLE document_version (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  version TEXT NOT NULL,
  change TEXT,
  dated TEXT CHECK (dated IS date(dated)),
  file_name TEXT,
  file_size INTEGER CHECK (file_size >= 0),
  file_content BLOB CHECK (length(file_content) = 32),
  file_location TEXT,
  file_sha256 BLOB CHECK (length(file_sha256) = 32),
  file_as_of TEXT CHECK (file_as_of IS date(file_as_of)),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'approved' OR state = 'withdrawn'),
  approved_on TEXT CHECK (approved_on IS date(approved_on)),
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX document_version_version ON document_version (version COLLATE NOCASE);
CREATE INDEX document_version_dated ON document_version (dated);
CREATE INDEX document_version_state ON document_version ((CASE state WHEN 'draft' THEN 0 WHEN 'approved' THEN 1 WHEN 'withdrawn' THEN 2 END));
CREATE INDEX document_version_approved_on ON document_version (approved_on);
CREATE TABLE audit_programme (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  starts_on TEXT NOT NULL CHECK (starts_on IS date(starts_on)),
  ends_on TEXT NOT NULL CHECK (ends_on IS date(ends_on)),
  method TEXT NOT NULL CHECK (method = 'stratified' OR method = 'discovery' OR method = 'sites' OR method = 'judgement' OR method = 'all'),
  size INTEGER,
  bad INTEGER,
  confidence INTEGER,
  visit TEXT CHECK (visit = 'initial' OR visit = 'surveillance' OR visit = 'recertification'),
  reasons TEXT,
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'drawn' OR state = 'approved' OR state = 'finished'),
  seed INTEGER,
  drawn_on TEXT CHECK (drawn_on IS date(drawn_on)),
  account TEXT,
  approved_on TEXT CHECK (approved_on IS date(approved_on)),
  approved_how TEXT CHECK (approved_how = 'meeting' OR approved_how = 'message' OR approved_how = 'signature'),
  excepted TEXT
) STRICT;
CREATE INDEX audit_programme_title ON audit_programme (title COLLATE NOCASE);
CREATE INDEX audit_programme_starts_on ON audit_programme (starts_on);
CREATE INDEX audit_programme_ends_on ON audit_programme (ends_on);
CREATE INDEX audit_programme_state ON audit_programme ((CASE state WHEN 'draft' THEN 0 WHEN 'drawn' THEN 1 WHEN 'approved' THEN 2 WHEN 'finished' THEN 3 END));
CREATE INDEX audit_programme_drawn_on ON audit_programme (drawn_on);
CREATE TABLE finding (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  reference TEXT,
  requirement TEXT,
  statement TEXT,
  objective_evidence TEXT,
  grade TEXT CHECK (grade = 'major' OR grade = 'minor' OR grade = 'opportunity' OR grade = 'positive'),
  unit TEXT,
  raised_on TEXT CHECK (raised_on IS date(raised_on)),
  due TEXT CHECK (due IS date(due)),
  repeat INTEGER CHECK (repeat IN (0, 1)),
  response TEXT,
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'raised' OR state = 'settled' OR state = 'withdrawn'),
  settled_on TEXT CHECK (settled_on IS date(settled_on)),
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1)),
  source_key TEXT
) STRICT;
CREATE INDEX finding_title ON finding (title COLLATE NOCASE);
CREATE INDEX finding_reference ON finding (reference COLLATE NOCASE);
CREATE INDEX finding_requirement ON finding (requirement COLLATE NOCASE);
CREATE INDEX finding_grade ON finding ((CASE grade WHEN 'major' THEN 0 WHEN 'minor' THEN 1 WHEN 'opportunity' THEN 2 WHEN 'positive' THEN 3 END));
CREATE INDEX finding_unit ON finding (unit COLLATE NOCASE);
CREATE INDEX finding_raised_on ON finding (raised_on);
CREATE INDEX finding_due ON finding (due);
CREATE INDEX finding_state ON finding ((CASE state WHEN 'open' THEN 0 WHEN 'raised' THEN 1 WHEN 'settled' THEN 2 WHEN 'withdrawn' THEN 3 END));
CREATE INDEX finding_settled_on ON finding (settled_on);
CREATE INDEX finding_source_key ON finding (source_key COLLATE NOCASE);
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
  tie_rule TEXT CHECK (tie_rule = 'fails' OR tie_rule = 'casting'),
  recused_count INTEGER CHECK (recused_count IN (0, 1)),
  recused_present INTEGER CHECK (recused_present IN (0, 1)),
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
CREATE TABLE kpi_limit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  target INTEGER,
  warn INTEGER,
  critical INTEGER,
  warn_high INTEGER,
  critical_high INTEGER,
  grounds TEXT,
  excepted TEXT
) STRICT;
CREATE INDEX kpi_limit_valid_from ON kpi_limit (valid_from);
CREATE TABLE evidence (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  file_name TEXT,
  file_size INTEGER CHECK (file_size >= 0),
  file_content BLOB CHECK (length(file_content) = 32),
  file_location TEXT,
  file_sha256 BLOB CHECK (length(file_sha256) = 32),
  file_as_of TEXT CHECK (file_as_of IS date(file_as_of)),
  description TEXT,
  sort TEXT CHECK (sort = 'proof' OR sort = 'message' OR sort = 'signature' OR sort = 'minutes'),
  dated TEXT CHECK (dated IS date(dated))
) STRICT;
CREATE INDEX evidence_title ON evidence (title COLLATE NOCASE);
CREATE INDEX evidence_dated ON evidence (dated);
INSERT INTO journal VALUES (1, '{"actor":{"named":false,"person":"01a228e7-3865-7492-8999-11093f8648da","user":"9618a0e17e29c0aad28781e01499917c5a4ab93a72c5b34a61174be45175699e"},"at":"2026-11-29T20:02:52.035Z","channel":"command line","program":"0.2.0"}', x'd20d169fc2b8e14e97135606e5087f6d460392225dee43a0de62e6fcd9664171', x'c67812cdabb5483ecbb126215f93908b9df7b78ee9da404e3201d680c58c664d');
INSERT INTO journal VALUES (2, '{"actor":{"named":false,"person":"01a228e7-3865-7492-8999-11093f8648da","user":"9618a0e17e29c0aad28781e01499917c5a4ab93a72c5b34a61174be45175699e"},"at":"2026-11-29T20:02:52.225Z","channel":"command line","program":"0.2.0"}', x'3d20d8480e2eacbfc369d5344901aa6d6720765a618350cc1acfbfe9c44959ac', x'8111498cd4e52682a2a4a70facb6f833e26da1548696c60c235aed00e2756d63');
INSERT INTO journal VALUES (3, '{"actor":{"named":false,"person":"01a228e7-3865-7492-8999-11093f8648da","user":"9618a0e17e29c0aad28781e01499917c5a4ab93a72c5b34a61174be45175699e"},"at":"2026-11-29T20:02:52.280Z","channel":"command line","program":"0.2.0"}', x'7f86fce073bd3e47ee1bf1868a61e227dad07eed6eaa913d9e54c35ee88d5cbd', x'6d76f84ba1283728073837c0ae04678b852db2c95fdc8014661fcb5e5c39cbde');
INSERT INTO journal VALUES (4, '{"actor":{"named":false,"person":"01a228e7-3865-7492-8999-11093f8648da","user":"9618a0e17e29c0aad28781e01499917c5a4ab93a72c5b34a61174be45175699e"},"at":"2026-11-29T20:02:52.317Z","channel":"command line","program":"0.2.0"}', x'5af227223900bd215e873f7cda6a8e3b8c09c827272cc5bfcef15364a4f9bc46', x'2cd1e27e40a72844cf32cf2d384034be7535e264ff00e67fb2dd73c37d39a876');
INSERT INTO journal VALUES (5, '{"actor":{"named":false,"person":"01a228e7-3865-7492-8999-11093f8648da","user":"9618a0e17e29c0aad28781e01499917c5a4ab93a72c5b34a61174be45175699e"},"at":"2026-11-29T20:02:52.385Z","channel":"command line","program":"0.2.0"}', x'e4101414f7ca7342135041a6b501ae3505c48b2826d74e4e2bea21d96976c071', x'adc442dbeae27abba056d6840b1ea56f527ce4dc8b1c9220156ed9b6ca241f85');
INSERT INTO content VALUES (x'9618a0e17e29c0aad28781e01499917c5a4ab93a72c5b34a61174be45175699e', 'user', x'72850eb166efc45d8dbd7a45f06b8ad2', x'726f6f74');
INSERT INTO content VALUES (x'a195a22c1151122684e1dda3966e6c698764816561af4f399a61c5c621e60b80', 'field', x'2c44df86cd831f0182be7ee9cc1a977a', x'526f7361204c696e6474');
INSERT INTO content VALUES (x'40f2f026a410b08b60374a78e24557e68ef65e6bef694a4a90989bd5fa15c61d', 'field', x'8d652c71f0598fe741f1760574d20ab6', x'726f6f74');
INSERT INTO content VALUES (x'f95f3139a17d3ddfd995fbf1cd0a551af8c1a8ed7fe14c40480b27d41bd32c48', 'file', x'7c0d728f56c20e9f730f54decc7701c8', x'73656c656374696f6e207261746520302e3931');
INSERT INTO record VALUES (1, x'01a228e7386574928999110ab03d985b', 'organisation', 1, 1, 0);
INSERT INTO record VALUES (2, x'01a228e738657492899911093f8648da', 'person', 1, 1, 0);
INSERT INTO record VALUES (3, x'01a228e73abd7139b5a8103b8d6be99d', 'action', 1, 2, 0);
INSERT INTO record VALUES (4, x'01a228e73af774c1ab54d4f00741d22d', 'evidence', 1, 1, 0);
INSERT INTO record VALUES (5, x'01a228e73b1b77d99dc8479535118487', 'action', 2, 2, 0);
INSERT INTO record VALUES (6, x'01a228e73b5f7267b49f6b1a06fe60fc', 'evidence', 2, 1, 0);
INSERT INTO link VALUES (x'01a228e73abd7139b5a8103b8d6be99d', 'done_by', x'01a228e738657492899911093f8648da', 1);
INSERT INTO link VALUES (x'01a228e73abd7139b5a8103b8d6be99d', 'owner', x'01a228e738657492899911093f8648da', 1);
INSERT INTO link VALUES (x'01a228e73af774c1ab54d4f00741d22d', 'about', x'01a228e73abd7139b5a8103b8d6be99d', 0);
INSERT INTO link VALUES (x'01a228e73b1b77d99dc8479535118487', 'done_by', x'01a228e738657492899911093f8648da', 1);
INSERT INTO link VALUES (x'01a228e73b5f7267b49f6b1a06fe60fc', 'about', x'01a228e73b1b77d99dc8479535118487', 0);
INSERT INTO journal_change VALUES (1, 0, '{"change":"create","fields":{"absent_approve":null,"certified_27001":null,"decision_basis":null,"minors_for_major":null,"name":"Aldgate Mutual","notice_days":null,"quorum":null,"quorum_chair":null,"quorum_number":null,"quorum_top":null,"recused_count":null,"recused_present":null,"repeat_months":null,"review_interval":null,"tie_rule":null,"time_zone":"Europe/London"},"number":1,"record":"01a228e7-3865-7492-8999-110ab03d985b","register":"organisation","version":1}');
INSERT INTO journal_change VALUES (1, 1, '{"change":"create","fields":{"active":true,"address":null,"last_day":null,"machine":null,"name":{"content":"a195a22c1151122684e1dda3966e6c698764816561af4f399a61c5c621e60b80"},"os_user":{"content":"40f2f026a410b08b60374a78e24557e68ef65e6bef694a4a90989bd5fa15c61d"},"role":null,"term_end":null,"term_start":null,"top_management":null,"unit":null,"voting":null},"number":1,"record":"01a228e7-3865-7492-8999-11093f8648da","register":"person","version":1}');
INSERT INTO journal_change VALUES (2, 0, '{"change":"create","fields":{"adopted":null,"confirmed_by":null,"confirmed_how":null,"confirmed_in":null,"confirmed_on":null,"details":null,"done_by":null,"done_on":null,"due":null,"excepted":null,"exceptions":null,"merged_into":null,"owner":"01a228e7-3865-7492-8999-11093f8648da","priority":null,"removes":null,"review":null,"sort":null,"source":null,"state":"open","superseded_by":null,"what":"Repeat the bias test"},"number":1,"record":"01a228e7-3abd-7139-b5a8-103b8d6be99d","register":"action","version":2}');
INSERT INTO journal_change VALUES (3, 0, '{"change":"create","fields":{"about":["01a228e7-3abd-7139-b5a8-103b8d6be99d"],"dated":null,"description":null,"file":{"content":"f95f3139a17d3ddfd995fbf1cd0a551af8c1a8ed7fe14c40480b27d41bd32c48","name":"report.txt","size":19},"said_by":null,"sort":null,"title":"report.txt"},"number":1,"record":"01a228e7-3af7-74c1-ab54-d4f00741d22d","register":"evidence","version":1}');
INSERT INTO journal_change VALUES (3, 1, '{"change":"move","fields":{"done_by":[null,"01a228e7-3865-7492-8999-11093f8648da"],"done_on":[null,"2026-11-29"],"state":["open","done"]},"move":"done","record":"01a228e7-3abd-7139-b5a8-103b8d6be99d","register":"action","revision":1,"version":2}');
INSERT INTO journal_change VALUES (4, 0, '{"change":"create","fields":{"adopted":null,"confirmed_by":null,"confirmed_how":null,"confirmed_in":null,"confirmed_on":null,"details":null,"done_by":null,"done_on":null,"due":null,"excepted":null,"exceptions":null,"merged_into":null,"owner":null,"priority":null,"removes":null,"review":null,"sort":null,"source":null,"state":"open","superseded_by":null,"what":"Renew the model card"},"number":2,"record":"01a228e7-3b1b-77d9-9dc8-479535118487","register":"action","version":2}');
INSERT INTO journal_change VALUES (5, 0, '{"change":"create","fields":{"about":["01a228e7-3b1b-77d9-9dc8-479535118487"],"dated":null,"description":null,"file":null,"said_by":null,"sort":null,"title":"See the wiki"},"number":2,"record":"01a228e7-3b5f-7267-b49f-6b1a06fe60fc","register":"evidence","version":1}');
INSERT INTO journal_change VALUES (5, 1, '{"change":"move","fields":{"done_by":[null,"01a228e7-3865-7492-8999-11093f8648da"],"done_on":[null,"2026-11-29"],"state":["open","done"]},"move":"done","record":"01a228e7-3b1b-77d9-9dc8-479535118487","register":"action","revision":1,"version":2}');
INSERT INTO ground VALUES (x'01a228e73abd7139b5a8103b8d6be99d', 'evidence', x'01a228e73af774c1ab54d4f00741d22d', x'317891001995cfad8f2c0a8d429bdbef336115d1f11cc2dd475c9daef58fa150', NULL, NULL, NULL);
INSERT INTO ground VALUES (x'01a228e73abd7139b5a8103b8d6be99d', 'itself', x'01a228e73abd7139b5a8103b8d6be99d', x'aff41c9cef9dbf92864d90c7a4d556b5aabc29fe52b1e795bef3ac99891b6cbe', NULL, NULL, NULL);
INSERT INTO ground VALUES (x'01a228e73b1b77d99dc8479535118487', 'evidence', x'01a228e73b5f7267b49f6b1a06fe60fc', x'a88016ac68ff8c49f984464715406a3f1ff7a97fbe99e670e03f580a7cb61be5', NULL, NULL, NULL);
INSERT INTO ground VALUES (x'01a228e73b1b77d99dc8479535118487', 'itself', x'01a228e73b1b77d99dc8479535118487', x'd6c1b24b6e90500771f89bc5564b7208049dc37b5eec2ab3a77f518148c44c51', NULL, NULL, NULL);
INSERT INTO organisation VALUES (1, 'Aldgate Mutual', 'Europe/London', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO person VALUES (2, 'Rosa Lindt', x'a195a22c1151122684e1dda3966e6c698764816561af4f399a61c5c621e60b80', NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, NULL, 'root', x'40f2f026a410b08b60374a78e24557e68ef65e6bef694a4a90989bd5fa15c61d', NULL, NULL);
INSERT INTO action VALUES (3, 'Repeat the bias test', NULL, NULL, 'done', NULL, NULL, '2026-11-29', NULL, NULL, NULL, NULL);
INSERT INTO action VALUES (5, 'Renew the model card', NULL, NULL, 'done', NULL, NULL, '2026-11-29', NULL, NULL, NULL, NULL);
INSERT INTO evidence VALUES (4, 'report.txt', 'report.txt', 19, x'f95f3139a17d3ddfd995fbf1cd0a551af8c1a8ed7fe14c40480b27d41bd32c48', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO evidence VALUES (6, 'See the wiki', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
