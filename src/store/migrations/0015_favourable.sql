-- Favourable changes: what came to look better than it did, why, and who agreed to it. Each is made with its change.
CREATE TABLE favourable_change (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect = 'later' OR effect = 'lower' OR effect = 'figure' OR effect = 'taken-away'),
  field TEXT,
  was TEXT,
  now TEXT,
  stood TEXT,
  because TEXT,
  made_on TEXT NOT NULL CHECK (made_on IS date(made_on)),
  agreed_how TEXT CHECK (agreed_how = 'meeting' OR agreed_how = 'message' OR agreed_how = 'signature'),
  approved_there INTEGER CHECK (approved_there IN (0, 1)),
  excepted TEXT
) STRICT;
CREATE INDEX favourable_change_effect ON favourable_change ((CASE effect WHEN 'later' THEN 0 WHEN 'lower' THEN 1 WHEN 'figure' THEN 2 WHEN 'taken-away' THEN 3 END));
CREATE INDEX favourable_change_made_on ON favourable_change (made_on);
