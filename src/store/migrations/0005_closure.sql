-- Nonconformities to proven closure, and the audits they come from: causes, retests, deadlines, costs, programmes,
-- checklists, competences, obligations. The rows of the tables made anew come back from the journal.
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
  repeat_months INTEGER,
  minors_for_major INTEGER,
  absent_approve INTEGER CHECK (absent_approve IN (0, 1))
) STRICT;

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

-- The organisation's AI systems: what they are for, who answers for them, how they are classed.
DROP TABLE system;
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

-- Audit programmes: which areas are audited in a cycle, how they were chosen, who approved it.
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
  approved_how TEXT CHECK (approved_how = 'meeting' OR approved_how = 'message' OR approved_how = 'signature')
) STRICT;
CREATE INDEX audit_programme_title ON audit_programme (title COLLATE NOCASE);
CREATE INDEX audit_programme_starts_on ON audit_programme (starts_on);
CREATE INDEX audit_programme_ends_on ON audit_programme (ends_on);
CREATE INDEX audit_programme_state ON audit_programme ((CASE state WHEN 'draft' THEN 0 WHEN 'drawn' THEN 1 WHEN 'approved' THEN 2 WHEN 'finished' THEN 3 END));
CREATE INDEX audit_programme_drawn_on ON audit_programme (drawn_on);

-- Audit areas: the universe from which audits are chosen, each a system in a unit.
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

-- Checklist items: what an audit asks, what was answered, on which evidence.
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

-- Competences: a technology that somebody can audit, with its proof and the time for which it is valid.
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

-- Deadlines for findings, as a certification body or the organisation itself sets them, counted from the last day of the audit.
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

-- Causes of nonconformities: each answers a why, and the last of a branch is a root cause.
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

-- Retests of what was not as required: what failed of how many before the action, and after it.
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

-- Costs of failures, and of preventing and finding them.
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

-- Recurring obligations: what comes round again, how often, and when next.
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

-- Reminders that were written to owners about what is late or due.
CREATE TABLE reminder (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  subject TEXT NOT NULL,
  written_on TEXT NOT NULL CHECK (written_on IS date(written_on))
) STRICT;
CREATE INDEX reminder_subject ON reminder (subject COLLATE NOCASE);
CREATE INDEX reminder_written_on ON reminder (written_on);

