-- What attested records stand on, as it was when they were attested, and what became of it since. It follows from the
-- journal, and is made again from there.
CREATE TABLE ground (
  of BLOB NOT NULL CHECK (length(of) = 16),
  name TEXT NOT NULL,
  rests_on BLOB NOT NULL CHECK (length(rests_on) = 16),
  hash BLOB CHECK (length(hash) = 32),
  lost INTEGER,
  how TEXT CHECK ((how IS NULL) = (lost IS NULL)),
  PRIMARY KEY (of, name, rests_on)
) STRICT, WITHOUT ROWID;
CREATE INDEX ground_rests_on ON ground (rests_on);
CREATE INDEX ground_lost ON ground (lost) WHERE lost IS NOT NULL;

-- The gates: who accepts a risk at which level, at which level it was accepted. The rows of the tables made anew come back
-- from the journal.
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
  certified_27001 INTEGER CHECK (certified_27001 IN (0, 1)),
  repeat_months INTEGER,
  minors_for_major INTEGER,
  absent_approve INTEGER CHECK (absent_approve IN (0, 1))
) STRICT;

-- Risk criteria: the table that gives a level for each likelihood and impact, with what the bands mean.
DROP TABLE risk_criteria;
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

