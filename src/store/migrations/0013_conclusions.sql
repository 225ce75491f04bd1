-- Risks are modified, a review draws conclusions, top management decides; areas are excluded, and controls not applicable. The
-- rows of the tables made anew come back from the journal, and what attested records stand on is worked out anew.
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
