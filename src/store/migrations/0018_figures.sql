-- From which day figures tell of the actions of a nonconformity. Rows come back from the journal.
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
  state TEXT NOT NULL CHECK (state = 'draft' OR state = 'open' OR state = 'contained' OR state = 'analysed' OR state = 'planned' OR state = 'in-progress' OR state = 'implemented' OR state = 'verified' OR state = 'closed' OR state = 'overruled' OR state = 'corrected' OR state = 'rejected' OR state = 'closed-before' OR state = 'duplicate'),
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
  criterion TEXT,
  effectiveness_criterion TEXT,
  measured_by TEXT CHECK (measured_by = 'kpi' OR measured_by = 'retest' OR measured_by = 'sample'),
  effectiveness_measure TEXT,
  check_from TEXT CHECK (check_from IS date(check_from)),
  plan_approved_on TEXT CHECK (plan_approved_on IS date(plan_approved_on)),
  plan_approved_how TEXT CHECK (plan_approved_how = 'meeting' OR plan_approved_how = 'message' OR plan_approved_how = 'signature'),
  limit_low INTEGER,
  limit_high INTEGER,
  limit_period TEXT CHECK (limit_period = 'weekly' OR limit_period = 'monthly' OR limit_period = 'quarterly' OR limit_period = 'half-yearly' OR limit_period = 'yearly'),
  revised_because TEXT,
  revised_on TEXT CHECK (revised_on IS date(revised_on)),
  revised_how TEXT CHECK (revised_how = 'meeting' OR revised_how = 'message' OR revised_how = 'signature'),
  earlier_criteria TEXT,
  no_action_reason TEXT,
  no_action_approved_how TEXT CHECK (no_action_approved_how = 'meeting' OR no_action_approved_how = 'message' OR no_action_approved_how = 'signature'),
  begun_on TEXT CHECK (begun_on IS date(begun_on)),
  figures_from TEXT CHECK (figures_from IS date(figures_from)),
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
  overruled_because TEXT,
  overruled_how TEXT CHECK (overruled_how = 'meeting' OR overruled_how = 'message' OR overruled_how = 'signature'),
  rejected_how TEXT CHECK (rejected_how = 'meeting' OR rejected_how = 'message' OR rejected_how = 'signature'),
  duplicate_agreed_how TEXT CHECK (duplicate_agreed_how = 'meeting' OR duplicate_agreed_how = 'message' OR duplicate_agreed_how = 'signature'),
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
