-- The stage of a system is changed by moves, and what excludes or lowers a system is approved. Rows come back from the journal:
-- where no stage was said, that is what stands there; what was retired is carried over and not proven.
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
  stage TEXT NOT NULL CHECK (stage = 'unstated' OR stage = 'inception' OR stage = 'development' OR stage = 'verification' OR stage = 'deployment' OR stage = 'operation' OR stage = 're-evaluation' OR stage = 'retired'),
  version TEXT,
  jurisdictions TEXT,
  in_scope INTEGER CHECK (in_scope IN (0, 1)),
  scope_reason TEXT,
  left_out_because TEXT,
  scope_approved_on TEXT CHECK (scope_approved_on IS date(scope_approved_on)),
  scope_approved_how TEXT CHECK (scope_approved_how = 'meeting' OR scope_approved_how = 'message' OR scope_approved_how = 'signature'),
  scope_review_by TEXT CHECK (scope_review_by IS date(scope_review_by)),
  tier TEXT CHECK (tier = 'low' OR tier = 'medium' OR tier = 'high' OR tier = 'critical'),
  tier_because TEXT,
  tier_approved_on TEXT CHECK (tier_approved_on IS date(tier_approved_on)),
  tier_approved_how TEXT CHECK (tier_approved_how = 'meeting' OR tier_approved_how = 'message' OR tier_approved_how = 'signature'),
  automation TEXT CHECK (automation = 'none' OR automation = 'assistance' OR automation = 'partial' OR automation = 'conditional' OR automation = 'high' OR automation = 'full' OR automation = 'autonomy'),
  technologies TEXT CHECK (json_valid(technologies)),
  legal_classes TEXT CHECK (json_valid(legal_classes)),
  impact_assessed_on TEXT CHECK (impact_assessed_on IS date(impact_assessed_on)),
  retire_on TEXT CHECK (retire_on IS date(retire_on)),
  retired_on TEXT CHECK (retired_on IS date(retired_on)),
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX system_name ON system (name COLLATE NOCASE);
CREATE INDEX system_unit ON system (unit COLLATE NOCASE);
CREATE INDEX system_stage ON system ((CASE stage WHEN 'unstated' THEN 0 WHEN 'inception' THEN 1 WHEN 'development' THEN 2 WHEN 'verification' THEN 3 WHEN 'deployment' THEN 4 WHEN 'operation' THEN 5 WHEN 're-evaluation' THEN 6 WHEN 'retired' THEN 7 END));
CREATE INDEX system_scope_review_by ON system (scope_review_by);
CREATE INDEX system_tier ON system ((CASE tier WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END));
CREATE INDEX system_automation ON system ((CASE automation WHEN 'none' THEN 0 WHEN 'assistance' THEN 1 WHEN 'partial' THEN 2 WHEN 'conditional' THEN 3 WHEN 'high' THEN 4 WHEN 'full' THEN 5 WHEN 'autonomy' THEN 6 END));
CREATE INDEX system_impact_assessed_on ON system (impact_assessed_on);
CREATE INDEX system_retire_on ON system (retire_on);
CREATE INDEX system_retired_on ON system (retired_on);
