-- Audits of customers and authorities are types of their own, and how often a report was reopened is counted. Rows come back
-- from the journal.
DROP TABLE audit;
CREATE TABLE audit (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  title TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type = 'internal' OR type = 'supplier' OR type = 'customer' OR type = 'authority' OR type = 'stage-1' OR type = 'stage-2' OR type = 'surveillance' OR type = 'recertification' OR type = 'mock' OR type = 'other'),
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
  reopened INTEGER,
  conclusion TEXT,
  adopted INTEGER CHECK (adopted IN (0, 1)),
  source_key TEXT
) STRICT;
CREATE INDEX audit_title ON audit (title COLLATE NOCASE);
CREATE INDEX audit_type ON audit ((CASE type WHEN 'internal' THEN 0 WHEN 'supplier' THEN 1 WHEN 'customer' THEN 2 WHEN 'authority' THEN 3 WHEN 'stage-1' THEN 4 WHEN 'stage-2' THEN 5 WHEN 'surveillance' THEN 6 WHEN 'recertification' THEN 7 WHEN 'mock' THEN 8 WHEN 'other' THEN 9 END));
CREATE INDEX audit_unit ON audit (unit COLLATE NOCASE);
CREATE INDEX audit_starts_on ON audit (starts_on);
CREATE INDEX audit_ends_on ON audit (ends_on);
CREATE INDEX audit_report_due ON audit (report_due);
CREATE INDEX audit_state ON audit ((CASE state WHEN 'planned' THEN 0 WHEN 'underway' THEN 1 WHEN 'reported' THEN 2 WHEN 'cancelled' THEN 3 END));
CREATE INDEX audit_reported_on ON audit (reported_on);
CREATE INDEX audit_source_key ON audit (source_key COLLATE NOCASE);
