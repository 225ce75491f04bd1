-- That a change took effect unplanned is kept, whatever becomes of it, and so is who looked back on it. Rows come back from
-- the journal.
DROP TABLE planned_change;
CREATE TABLE planned_change (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  consequences TEXT,
  integrity TEXT,
  due TEXT CHECK (due IS date(due)),
  state TEXT NOT NULL CHECK (state = 'planned' OR state = 'approved' OR state = 'unapproved' OR state = 'unintended' OR state = 'effective' OR state = 'looked-back' OR state = 'dropped'),
  approved_on TEXT CHECK (approved_on IS date(approved_on)),
  approved_how TEXT CHECK (approved_how = 'meeting' OR approved_how = 'message' OR approved_how = 'signature'),
  effective_on TEXT CHECK (effective_on IS date(effective_on)),
  unplanned TEXT CHECK (unplanned = 'emergency' OR unplanned = 'unintended'),
  looked_back_on TEXT CHECK (looked_back_on IS date(looked_back_on)),
  looked_back TEXT,
  excepted TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX planned_change_what ON planned_change (what COLLATE NOCASE);
CREATE INDEX planned_change_due ON planned_change (due);
CREATE INDEX planned_change_state ON planned_change ((CASE state WHEN 'planned' THEN 0 WHEN 'approved' THEN 1 WHEN 'unapproved' THEN 2 WHEN 'unintended' THEN 3 WHEN 'effective' THEN 4 WHEN 'looked-back' THEN 5 WHEN 'dropped' THEN 6 END));
CREATE INDEX planned_change_effective_on ON planned_change (effective_on);
CREATE INDEX planned_change_unplanned ON planned_change ((CASE unplanned WHEN 'emergency' THEN 0 WHEN 'unintended' THEN 1 END));
