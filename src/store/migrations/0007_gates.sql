-- What attested records stand on, as it was when they were attested, and what became of it since. It follows from the
-- journal, and is made again from there.
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

-- Gates: exceptions for somebody and something, and what was done under them; who took part until when. The rows of the
-- tables made anew come back from the journal.
-- Exceptions from the separation of duties: for whom, for which duties and for what of the organisation, each with a reason, an approver and the day on which it ends.
DROP TABLE separation_exception;
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

-- People who take part in the AI management system: members of the committee, owners, auditors, guests.
DROP TABLE person;
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

-- Nonconformities: what was not as required, what was done about it, its cause, and whether the action worked.
DROP TABLE nonconformity;
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
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX action_what ON action (what COLLATE NOCASE);
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action ((CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END));
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);

-- Versions of the documents, each with its file and its approval.
DROP TABLE document_version;
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

-- Audit programmes: which areas are audited in a cycle, how they were chosen, who approved it.
DROP TABLE audit_programme;
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

-- Audit findings: requirement, statement and objective evidence, with a grade.
DROP TABLE finding;
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

-- Management reviews: top management's look at the system at planned intervals, what it saw and what it decided.
DROP TABLE review;
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

-- Targets and limits of the KPIs, effective-dated.
DROP TABLE kpi_limit;
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
  sort TEXT CHECK (sort = 'proof' OR sort = 'message' OR sort = 'signature' OR sort = 'minutes'),
  dated TEXT CHECK (dated IS date(dated))
) STRICT;
CREATE INDEX evidence_title ON evidence (title COLLATE NOCASE);
CREATE INDEX evidence_dated ON evidence (dated);

