-- What a record is of is its type; a sort is the order of a list. What there was no time for in an audit was not audited. The
-- rows of the tables made anew come back from the journal, and what attested records stand on, which names fields, is worked
-- out anew. Tables are made anew rather than their columns renamed: for each of these SQLite reads the whole schema again.
-- Actions: what a named person does by a date, so that a decision or a finding has an effect.
DROP TABLE action;
CREATE TABLE action (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  due TEXT CHECK (due IS date(due)),
  priority TEXT CHECK (priority = 'critical' OR priority = 'high' OR priority = 'normal' OR priority = 'low'),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'confirmed' OR state = 'cancelled' OR state = 'superseded' OR state = 'merged'),
  details TEXT,
  type TEXT CHECK (type = 'ordinary' OR type = 'corrective'),
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

-- Documents under control: what each is for, who answers for it, when it is looked at again.
DROP TABLE document;
CREATE TABLE document (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT CHECK (type = 'policy' OR type = 'scope' OR type = 'procedure' OR type = 'plan' OR type = 'assessment' OR type = 'record' OR type = 'external'),
  requirement TEXT,
  location TEXT,
  review_by TEXT CHECK (review_by IS date(review_by)),
  retention TEXT,
  withdrawn_on TEXT CHECK (withdrawn_on IS date(withdrawn_on))
) STRICT;
CREATE INDEX document_title ON document (title COLLATE NOCASE);
CREATE INDEX document_type ON document ((CASE type WHEN 'policy' THEN 0 WHEN 'scope' THEN 1 WHEN 'procedure' THEN 2 WHEN 'plan' THEN 3 WHEN 'assessment' THEN 4 WHEN 'record' THEN 5 WHEN 'external' THEN 6 END));
CREATE INDEX document_review_by ON document (review_by);
CREATE INDEX document_withdrawn_on ON document (withdrawn_on);

-- Recurring obligations: what comes round again, how often, and when next.
DROP TABLE obligation;
CREATE TABLE obligation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type = 'review' OR type = 'audit' OR type = 'risk-assessment' OR type = 'impact-assessment' OR type = 'policy' OR type = 'applicability' OR type = 'other'),
  requirement TEXT,
  every_months INTEGER NOT NULL,
  next_due TEXT NOT NULL CHECK (next_due IS date(next_due)),
  state TEXT NOT NULL CHECK (state = 'running' OR state = 'ended'),
  last_done_on TEXT CHECK (last_done_on IS date(last_done_on))
) STRICT;
CREATE INDEX obligation_what ON obligation (what COLLATE NOCASE);
CREATE INDEX obligation_type ON obligation ((CASE type WHEN 'review' THEN 0 WHEN 'audit' THEN 1 WHEN 'risk-assessment' THEN 2 WHEN 'impact-assessment' THEN 3 WHEN 'policy' THEN 4 WHEN 'applicability' THEN 5 WHEN 'other' THEN 6 END));
CREATE INDEX obligation_next_due ON obligation (next_due);
CREATE INDEX obligation_state ON obligation ((CASE state WHEN 'running' THEN 0 WHEN 'ended' THEN 1 END));
CREATE INDEX obligation_last_done_on ON obligation (last_done_on);

-- Audits: objectives, criteria, scope, team, dates and result.
DROP TABLE audit;
CREATE TABLE audit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type = 'internal' OR type = 'mock' OR type = 'stage-1' OR type = 'stage-2' OR type = 'surveillance' OR type = 'recertification' OR type = 'supplier' OR type = 'other'),
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
CREATE INDEX audit_type ON audit ((CASE type WHEN 'internal' THEN 0 WHEN 'mock' THEN 1 WHEN 'stage-1' THEN 2 WHEN 'stage-2' THEN 3 WHEN 'surveillance' THEN 4 WHEN 'recertification' THEN 5 WHEN 'supplier' THEN 6 WHEN 'other' THEN 7 END));
CREATE INDEX audit_unit ON audit (unit COLLATE NOCASE);
CREATE INDEX audit_starts_on ON audit (starts_on);
CREATE INDEX audit_ends_on ON audit (ends_on);
CREATE INDEX audit_report_due ON audit (report_due);
CREATE INDEX audit_state ON audit ((CASE state WHEN 'planned' THEN 0 WHEN 'underway' THEN 1 WHEN 'reported' THEN 2 WHEN 'cancelled' THEN 3 END));
CREATE INDEX audit_reported_on ON audit (reported_on);
CREATE INDEX audit_source_key ON audit (source_key COLLATE NOCASE);

-- Resources that the AI management system needs, and what became of each need.
DROP TABLE resource_need;
CREATE TABLE resource_need (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type = 'people' OR type = 'competence' OR type = 'money' OR type = 'tools' OR type = 'computing' OR type = 'data'),
  amount_minor INTEGER,
  amount_currency TEXT CHECK (length(amount_currency) = 3),
  consequence TEXT,
  needed_by TEXT CHECK (needed_by IS date(needed_by)),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'granted' OR state = 'provided' OR state = 'declined'),
  provided_on TEXT CHECK (provided_on IS date(provided_on))
) STRICT;
CREATE INDEX resource_need_what ON resource_need (what COLLATE NOCASE);
CREATE INDEX resource_need_type ON resource_need ((CASE type WHEN 'people' THEN 0 WHEN 'competence' THEN 1 WHEN 'money' THEN 2 WHEN 'tools' THEN 3 WHEN 'computing' THEN 4 WHEN 'data' THEN 5 END));
CREATE INDEX resource_need_needed_by ON resource_need (needed_by);
CREATE INDEX resource_need_state ON resource_need ((CASE state WHEN 'open' THEN 0 WHEN 'granted' THEN 1 WHEN 'provided' THEN 2 WHEN 'declined' THEN 3 END));

-- Checklist items: what an audit asks, what was answered, on which evidence.
DROP TABLE checklist_item;
CREATE TABLE checklist_item (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  question TEXT NOT NULL,
  place INTEGER,
  type TEXT NOT NULL CHECK (type = 'clause' OR type = 'control' OR type = 'own'),
  code TEXT,
  excluded TEXT,
  answer TEXT CHECK (answer = 'conforms' OR answer = 'major' OR answer = 'minor' OR answer = 'opportunity' OR answer = 'positive' OR answer = 'not-applicable' OR answer = 'not-audited'),
  because TEXT,
  notes TEXT,
  objective_evidence TEXT,
  sampling TEXT,
  answered_on TEXT CHECK (answered_on IS date(answered_on))
) STRICT;
CREATE INDEX checklist_item_question ON checklist_item (question COLLATE NOCASE);
CREATE INDEX checklist_item_place ON checklist_item (place);
CREATE INDEX checklist_item_type ON checklist_item ((CASE type WHEN 'clause' THEN 0 WHEN 'control' THEN 1 WHEN 'own' THEN 2 END));
CREATE INDEX checklist_item_code ON checklist_item (code COLLATE NOCASE);
CREATE INDEX checklist_item_answer ON checklist_item ((CASE answer WHEN 'conforms' THEN 0 WHEN 'major' THEN 1 WHEN 'minor' THEN 2 WHEN 'opportunity' THEN 3 WHEN 'positive' THEN 4 WHEN 'not-applicable' THEN 5 WHEN 'not-audited' THEN 6 END));

-- Notes on any record: who wrote them and when stands in the journal.
DROP TABLE note;
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  type TEXT CHECK (type = 'working' OR type = 'minuted' OR type = 'restricted' OR type = 'parked')
) STRICT;

-- Incidents and near misses: what happened, to whom, and what came of it.
DROP TABLE incident;
CREATE TABLE incident (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type = 'incident' OR type = 'near-miss'),
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
CREATE INDEX incident_type ON incident ((CASE type WHEN 'incident' THEN 0 WHEN 'near-miss' THEN 1 END));
CREATE INDEX incident_severity ON incident ((CASE severity WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX incident_occurred_on ON incident (occurred_on);
CREATE INDEX incident_noticed_on ON incident (noticed_on);
CREATE INDEX incident_due ON incident (due);
CREATE INDEX incident_contained_on ON incident (contained_on);
CREATE INDEX incident_state ON incident ((CASE state WHEN 'open' THEN 0 WHEN 'contained' THEN 1 WHEN 'closed' THEN 2 END));
CREATE INDEX incident_closed_on ON incident (closed_on);

-- What proves something about one or more records: a file, or a statement of where the proof is.
DROP TABLE evidence;
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
  type TEXT CHECK (type = 'proof' OR type = 'message' OR type = 'signature' OR type = 'minutes'),
  dated TEXT CHECK (dated IS date(dated))
) STRICT;
CREATE INDEX evidence_title ON evidence (title COLLATE NOCASE);
CREATE INDEX evidence_dated ON evidence (dated);

-- Costs of failures, and of preventing and finding them.
DROP TABLE quality_cost;
CREATE TABLE quality_cost (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type = 'internal' OR type = 'external' OR type = 'prevention' OR type = 'appraisal'),
  amount_minor INTEGER NOT NULL,
  amount_currency TEXT CHECK (length(amount_currency) = 3),
  incurred_on TEXT NOT NULL CHECK (incurred_on IS date(incurred_on)),
  remark TEXT
) STRICT;
CREATE INDEX quality_cost_what ON quality_cost (what COLLATE NOCASE);
CREATE INDEX quality_cost_type ON quality_cost ((CASE type WHEN 'internal' THEN 0 WHEN 'external' THEN 1 WHEN 'prevention' THEN 2 WHEN 'appraisal' THEN 3 END));
CREATE INDEX quality_cost_incurred_on ON quality_cost (incurred_on);

-- Deadlines for findings, as a certification body or the organisation itself sets them, counted from the last day of the audit.
DROP TABLE deadline_profile;
CREATE TABLE deadline_profile (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  types TEXT NOT NULL CHECK (json_valid(types)),
  body TEXT,
  major_plan TEXT,
  major_done TEXT,
  minor_plan TEXT,
  minor_done TEXT,
  consequence TEXT,
  grounds TEXT
) STRICT;
CREATE INDEX deadline_profile_title ON deadline_profile (title COLLATE NOCASE);
