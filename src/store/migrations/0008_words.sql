-- What a record is of is its type; a sort is the order of a list. What there was no time for in an audit was not audited. Risks
-- are modified, a review draws conclusions, top management decides; areas are excluded, and controls not applicable. The rows
-- of the tables made anew come back from the journal, and what attested records stand on, which names fields, is worked out
-- anew. Tables are made anew rather than their columns renamed: for each of these SQLite reads the whole schema again.
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
  not_applicable_because TEXT,
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

-- Risks: source, event and consequence, with likelihood, impact and level before controls, today, and after treatment.
DROP TABLE risk;
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
  treatment TEXT CHECK (treatment = 'avoid' OR treatment = 'modify' OR treatment = 'share' OR treatment = 'accept'),
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
CREATE INDEX risk_treatment ON risk ((CASE treatment WHEN 'avoid' THEN 0 WHEN 'modify' THEN 1 WHEN 'share' THEN 2 WHEN 'accept' THEN 3 END));
CREATE INDEX risk_treated_by ON risk (treated_by);
CREATE INDEX risk_state ON risk ((CASE state WHEN 'identified' THEN 0 WHEN 'being-treated' THEN 1 WHEN 'accepted' THEN 2 WHEN 'closed' THEN 3 END));
CREATE INDEX risk_review_by ON risk (review_by);
CREATE INDEX risk_accepted_on ON risk (accepted_on);
CREATE INDEX risk_source_key ON risk (source_key COLLATE NOCASE);

-- Decisions of reviews: proposals while they are worded, and once decided a record that is superseded, never edited.
DROP TABLE decision;
CREATE TABLE decision (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL,
  subject TEXT NOT NULL CHECK (subject = 'improvement' OR subject = 'change' OR subject = 'resources' OR subject = 'policy' OR subject = 'scope' OR subject = 'risk-acceptance' OR subject = 'strategy' OR subject = 'other'),
  grounds TEXT,
  state TEXT NOT NULL CHECK (state = 'proposed' OR state = 'put' OR state = 'carried' OR state = 'provisional' OR state = 'not-carried' OR state = 'withdrawn' OR state = 'deferred' OR state = 'superseded'),
  way TEXT CHECK (way = 'no-objection' OR way = 'vote' OR way = 'top-management'),
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

-- Conclusions of reviews on the management system: suitability, adequacy, effectiveness, each with a reason.
DROP TABLE verdict;
CREATE TABLE conclusion (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  aspect TEXT NOT NULL CHECK (aspect = 'suitability' OR aspect = 'adequacy' OR aspect = 'effectiveness' OR aspect = 'resources-adequate'),
  judgement TEXT NOT NULL CHECK (judgement = 'yes' OR judgement = 'partly' OR judgement = 'no'),
  grounds TEXT NOT NULL
) STRICT;

-- Audit areas: the universe from which audits are chosen, each a system in a unit.
DROP TABLE audit_area;
CREATE TABLE audit_area (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  unit TEXT,
  site TEXT,
  tier TEXT CHECK (tier = 'low' OR tier = 'medium' OR tier = 'high' OR tier = 'critical'),
  excluded INTEGER CHECK (excluded IN (0, 1)),
  excluded_because TEXT
) STRICT;
CREATE INDEX audit_area_title ON audit_area (title COLLATE NOCASE);
CREATE INDEX audit_area_unit ON audit_area (unit COLLATE NOCASE);
CREATE INDEX audit_area_site ON audit_area (site COLLATE NOCASE);
CREATE INDEX audit_area_tier ON audit_area ((CASE tier WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
