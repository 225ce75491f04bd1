-- The registers that the review draws on: risks, KPIs, audits, nonconformities and what belongs to them. The rows of
-- the tables made anew come back from the journal.
-- Exceptions from the separation of duties, each with a reason, an approver and the day on which it ends.
DROP TABLE separation_exception;
CREATE TABLE separation_exception (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  why TEXT NOT NULL,
  duty TEXT NOT NULL CHECK (duty = 'confirmation' OR duty = 'minutes' OR duty = 'plan' OR duty = 'verification'),
  starts TEXT NOT NULL CHECK (starts IS date(starts)),
  ends TEXT NOT NULL CHECK (ends IS date(ends))
) STRICT;
CREATE INDEX separation_exception_ends ON separation_exception (ends);

-- Agenda items: what a review takes up, in which order, for how long, and how each of them ended.
DROP TABLE agenda_item;
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

-- Risks: source, event and consequence, with likelihood, impact and level before controls, today, and after treatment.
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

-- Risk criteria: the table that gives a level for each likelihood and impact, with what the bands mean.
CREATE TABLE risk_criteria (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  almost_certain TEXT NOT NULL,
  likely TEXT NOT NULL,
  possible TEXT NOT NULL,
  unlikely TEXT NOT NULL,
  rare TEXT NOT NULL,
  tolerance TEXT NOT NULL CHECK (tolerance = 'low' OR tolerance = 'medium' OR tolerance = 'high' OR tolerance = 'critical'),
  likelihood_anchors TEXT,
  impact_anchors TEXT
) STRICT;
CREATE INDEX risk_criteria_valid_from ON risk_criteria (valid_from);

-- Controls with their applicability, as the statement of applicability lists them (6.1.3).
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

-- Key performance indicators: purpose, formula, unit, direction, baseline and owner. Target and limits stand beside it, each with the day from which it holds.
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

-- Targets and limits of the KPIs, effective-dated.
CREATE TABLE kpi_limit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  valid_from TEXT NOT NULL CHECK (valid_from IS date(valid_from)),
  target INTEGER,
  warn INTEGER,
  critical INTEGER,
  warn_high INTEGER,
  critical_high INTEGER,
  grounds TEXT
) STRICT;
CREATE INDEX kpi_limit_valid_from ON kpi_limit (valid_from);

-- Measurements of the KPIs: a value for the period that ends on a day.
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

-- Audits: objectives, criteria, scope, team, dates and result.
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

-- Audit findings: requirement, statement and objective evidence, with a grade.
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

-- Nonconformities: what was not as required, what was done about it, its cause, and whether the action worked.
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
  due TEXT CHECK (due IS date(due)),
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'contained' OR state = 'analysed' OR state = 'planned' OR state = 'in-progress' OR state = 'implemented' OR state = 'verified' OR state = 'closed' OR state = 'corrected' OR state = 'rejected' OR state = 'closed-before'),
  cycle INTEGER,
  correction TEXT,
  corrected_on TEXT CHECK (corrected_on IS date(corrected_on)),
  consequences TEXT,
  correction_stands INTEGER CHECK (correction_stands IN (0, 1)),
  cause TEXT,
  cause_method TEXT CHECK (cause_method = 'five-whys' OR cause_method = 'fishbone' OR cause_method = 'other'),
  cause_class TEXT CHECK (cause_class = 'procedure' OR cause_class = 'practice' OR cause_class = 'competence' OR cause_class = 'resources' OR cause_class = 'responsibility' OR cause_class = 'communication' OR cause_class = 'data' OR cause_class = 'model' OR cause_class = 'tool' OR cause_class = 'supplier' OR cause_class = 'oversight' OR cause_class = 'requirement'),
  similar_cases TEXT,
  effectiveness_criterion TEXT,
  effectiveness_measure TEXT,
  check_from TEXT CHECK (check_from IS date(check_from)),
  plan_approved_on TEXT CHECK (plan_approved_on IS date(plan_approved_on)),
  plan_approved_how TEXT CHECK (plan_approved_how = 'meeting' OR plan_approved_how = 'message' OR plan_approved_how = 'signature'),
  no_action_reason TEXT,
  begun_on TEXT CHECK (begun_on IS date(begun_on)),
  implemented_on TEXT CHECK (implemented_on IS date(implemented_on)),
  verified_on TEXT CHECK (verified_on IS date(verified_on)),
  verified_how TEXT CHECK (verified_how = 'meeting' OR verified_how = 'message' OR verified_how = 'signature'),
  effectiveness TEXT CHECK (effectiveness = 'effective' OR effectiveness = 'ineffective'),
  effectiveness_evidence TEXT,
  checked_on TEXT CHECK (checked_on IS date(checked_on)),
  changes_needed INTEGER CHECK (changes_needed IN (0, 1)),
  no_change_reason TEXT,
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  reopened_on_evidence TEXT,
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
CREATE INDEX nonconformity_due ON nonconformity (due);
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

-- Incidents and near misses: what happened, to whom, and what came of it.
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

-- Documents under control: what each is for, who answers for it, when it is looked at again.
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

-- Versions of the documents, each with its file and its approval.
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
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX document_version_version ON document_version (version COLLATE NOCASE);
CREATE INDEX document_version_dated ON document_version (dated);
CREATE INDEX document_version_state ON document_version ((CASE state WHEN 'draft' THEN 0 WHEN 'approved' THEN 1 WHEN 'withdrawn' THEN 2 END));
CREATE INDEX document_version_approved_on ON document_version (approved_on);
