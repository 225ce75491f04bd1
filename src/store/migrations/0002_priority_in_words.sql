-- The priority of an action, once a rank from 1 to 4, becomes a word. The rows come back from the journal.
DROP TABLE action;
CREATE TABLE action (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  due TEXT CHECK (due IS date(due)),
  priority TEXT CHECK (priority = 'critical' OR priority = 'high' OR priority = 'normal' OR priority = 'low'),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'confirmed' OR state = 'cancelled' OR state = 'superseded' OR state = 'merged'),
  details TEXT,
  done_on TEXT CHECK (done_on IS date(done_on)),
  confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on)),
  confirmed_how TEXT CHECK (confirmed_how = 'meeting' OR confirmed_how = 'message' OR confirmed_how = 'signature'),
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX action_what ON action (what COLLATE NOCASE);
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action ((CASE priority WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 WHEN 'low' THEN 3 END));
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);
