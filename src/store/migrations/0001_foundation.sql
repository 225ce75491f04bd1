-- The journal: what happened, in order, each transaction hashed and chained to the one before.
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;

-- The changes of each transaction, as the exact bytes that were hashed.
CREATE TABLE journal_change (
  sequence INTEGER NOT NULL REFERENCES journal (sequence) DEFERRABLE INITIALLY DEFERRED,
  position INTEGER NOT NULL CHECK (position >= 0),
  body TEXT NOT NULL,
  PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_change_record ON journal_change (CASE WHEN json_valid(body) THEN body ->> 'record' END);

CREATE TRIGGER journal_is_kept BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_stands BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_change_is_kept BEFORE DELETE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_change_stands BEFORE UPDATE ON journal_change
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

-- Bytes of which the journal holds only a salted hash, so that they can be erased.
CREATE TABLE content (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  purpose TEXT NOT NULL CHECK (purpose = 'field' OR purpose = 'user' OR purpose = 'file' OR purpose = 'sealed'),
  salt BLOB,
  bytes BLOB,
  CHECK ((salt IS NULL) = (bytes IS NULL))
) STRICT;
CREATE INDEX content_user ON content (bytes) WHERE purpose = 'user';

-- Every record there is. A register's own table holds its fields under the same key.
CREATE TABLE record (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  register TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  revision INTEGER NOT NULL CHECK (revision > 0),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  UNIQUE (register, number)
) STRICT;

-- The links of all registers; `one` marks those of which a record can have only one.
CREATE TABLE link (
  from_id BLOB NOT NULL REFERENCES record (id),
  relation TEXT NOT NULL,
  to_id BLOB NOT NULL REFERENCES record (id),
  one INTEGER NOT NULL CHECK (one IN (0, 1)),
  PRIMARY KEY (from_id, relation, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_back ON link (to_id, relation, from_id);
CREATE UNIQUE INDEX link_one ON link (from_id, relation) WHERE one = 1;

-- Words by which records are found. Local: never journalled, always rebuildable.
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
);

-- The organisation whose AI management system this file keeps: one record of settings.
CREATE TABLE organisation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL
) STRICT;

-- People who take part in the AI management system: members of the committee, owners, auditors, guests.
CREATE TABLE person (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  name_content BLOB CHECK (length(name_content) = 32),
  role TEXT,
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
CREATE INDEX person_term_end ON person (term_end);
CREATE INDEX person_os_user ON person (os_user COLLATE NOCASE);

-- The organisation's AI systems: what they are for, who answers for them, how they are classed.
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

-- Actions: what a named person does by a date, so that a decision or a finding has an effect.
CREATE TABLE action (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  due TEXT CHECK (due IS date(due)),
  priority INTEGER CHECK (priority BETWEEN 1 AND 4),
  state TEXT NOT NULL CHECK (state = 'open' OR state = 'done' OR state = 'confirmed' OR state = 'cancelled' OR state = 'superseded' OR state = 'merged'),
  details TEXT,
  done_on TEXT CHECK (done_on IS date(done_on)),
  confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on)),
  confirmed_how TEXT CHECK (confirmed_how = 'meeting' OR confirmed_how = 'message' OR confirmed_how = 'signature'),
  adopted INTEGER CHECK (adopted IN (0, 1))
) STRICT;
CREATE INDEX action_what ON action (what COLLATE NOCASE);
CREATE INDEX action_due ON action (due);
CREATE INDEX action_priority ON action (priority);
CREATE INDEX action_state ON action ((CASE state WHEN 'open' THEN 0 WHEN 'done' THEN 1 WHEN 'confirmed' THEN 2 WHEN 'cancelled' THEN 3 WHEN 'superseded' THEN 4 WHEN 'merged' THEN 5 END));
CREATE INDEX action_done_on ON action (done_on);

-- Notes on any record: who wrote them and when stands in the journal.
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL
) STRICT;

-- What proves something about one or more records: a file, or a statement of where the proof is.
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
  dated TEXT CHECK (dated IS date(dated))
) STRICT;
CREATE INDEX evidence_title ON evidence (title COLLATE NOCASE);
CREATE INDEX evidence_dated ON evidence (dated);
