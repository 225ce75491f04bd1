-- A file as schema 1 left it: actions were ranked by numbers.
PRAGMA application_id = 1196836172;
PRAGMA user_version = 1;
CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY,
  header TEXT NOT NULL,
  body_hash BLOB NOT NULL CHECK (length(body_hash) = 32),
  link BLOB NOT NULL CHECK (length(link) = 32)
) STRICT;
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
CREATE TABLE content (
  hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
  purpose TEXT NOT NULL CHECK (purpose = 'field' OR purpose = 'user' OR purpose = 'file' OR purpose = 'sealed'),
  salt BLOB,
  bytes BLOB,
  CHECK ((salt IS NULL) = (bytes IS NULL))
) STRICT;
CREATE INDEX content_user ON content (bytes) WHERE purpose = 'user';
CREATE TABLE record (
  key INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
  register TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  revision INTEGER NOT NULL CHECK (revision > 0),
  voided INTEGER NOT NULL DEFAULT 0 CHECK (voided IN (0, 1)),
  UNIQUE (register, number)
) STRICT;
CREATE TABLE link (
  from_id BLOB NOT NULL REFERENCES record (id),
  relation TEXT NOT NULL,
  to_id BLOB NOT NULL REFERENCES record (id),
  one INTEGER NOT NULL CHECK (one IN (0, 1)),
  PRIMARY KEY (from_id, relation, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_back ON link (to_id, relation, from_id);
CREATE UNIQUE INDEX link_one ON link (from_id, relation) WHERE one = 1;
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2'
);
CREATE TABLE organisation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL
) STRICT;
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
CREATE TABLE note (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  text TEXT NOT NULL
) STRICT;
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
INSERT INTO journal VALUES (1, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'549347513f46b9294afb38a27311caa0e0b42b384d83c1b64e03354d7bccb8cd', x'2bf26d016dfc17a448058ec779512e1c834d2e14a2d661376e4240b1e453b9e2');
INSERT INTO journal VALUES (2, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'69e6b85de952e5345e1a5f61cda25362337632da2c63afee4ea3f8716edcb30a', x'a57d14aa71bb65602a0799e1759627e4729e0ec0e7cae16e0a14d2214200a63e');
INSERT INTO journal VALUES (3, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'2089c1a43a3e33fb01df72fc8f9ee1bb8ba28880b6745815dccc1c7da3fb82b1', x'c1cb2a4d15b150bf4cd9eaab15d1f5016d7d99e2c74058529c2bd7bf4dd7f1a1');
INSERT INTO journal VALUES (4, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'd769f53c4059919fbe41444abeb48f8a500de22ff484f3b230b2fde83fa0d170', x'b4539eb5721fb781e4bb91a0d403cce8730716aa976477f2a3055ecbba90c85e');
INSERT INTO journal VALUES (5, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'b2f32a23f635c28ae9b1e6f1fc23a6d7f5e8f95612516ef1fa3e90e90f9a9ec0', x'a77cb8b02ffd4623391c8be394d48422dd043e5be103444373f915648efb9259');
INSERT INTO journal VALUES (6, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'550bf63b7bc098097d63765db89263ab9f966436ba5bc510171b05e48fa5d583', x'a73f2a9def82f4e402327af3f2763f007f9013ba8202b48c5f7fd26561728323');
INSERT INTO journal VALUES (7, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'c0c669ac06a4c2e3892c9d03d43bc02ab5c5f82878ec652fbd21db4a9ccbf04c', x'513fb685b661fc1553eee89a75dc834a6c110e0f60ac35b763a86475fe5ea12e');
INSERT INTO journal VALUES (8, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'15878c6e34e840b1310cc17d53242f293f0a212014898741f45d29876509e181', x'22ed811b1520a79d9698818ed2f8d2db814d89a18ec9eda714661c7df9c8b387');
INSERT INTO journal VALUES (9, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'fea94bfc69a3cb1681e48e088de2f620256c1e9e8e7f0dc0c949938586eca426', x'e119f727f9d6066dd36aecc9d72a181f7424e39edcc85db9b8fda1d1c2cd53a4');
INSERT INTO journal VALUES (10, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'393902d0682c2b45ad7917edd0a8085cf21765fe6b90b2935dc8298ce0d4431d', x'3e3bbd8700db9c73e4138a4572b43543e5a7b63a181a98fe21b5089574da9359');
INSERT INTO journal VALUES (11, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0"}', x'fec1228b37fbaf8fb6e79b6c7730bf7ccbcccc0c134e6d578e54b6ae8cb7cc93', x'849b1072e088a8f74595843b40975bf6e49bbb3cb57dd304a4b97c6cb2af6881');
INSERT INTO journal VALUES (12, '{"actor":{"named":false,"person":"019e25d2-4dc0-7000-8000-000000000000","user":"41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723"},"at":"2026-05-14T09:30:00.000Z","channel":"command line","program":"0.1.0","reason":"typed twice"}', x'94816e5c54418bcc4f3434544d1abb269972aed3a7e2bfab32c8d50a334b37d1', x'370a15a99813a77e4569e3193c87001af1953c17e8ce4916815419524a7f3f6c');
INSERT INTO journal_change VALUES (1, 0, '{"change":"create","fields":{"name":"Aldgate Mutual","time_zone":"Europe/London"},"number":1,"record":"019e25d2-4dc0-7000-8000-000000000001","register":"organisation","version":1}');
INSERT INTO journal_change VALUES (1, 1, '{"change":"create","fields":{"active":true,"address":null,"name":{"content":"566739218f3b4c20303f96045d88e2ac58f8f3e9392b82c97bde1b3312f7aae4"},"os_user":{"content":"cd593eb8b0987b11d0c96c57379321f89438111f6da74963c10caba23af05675"},"role":null,"term_end":null,"term_start":null,"top_management":null,"voting":null},"number":1,"record":"019e25d2-4dc0-7000-8000-000000000000","register":"person","version":1}');
INSERT INTO journal_change VALUES (2, 0, '{"change":"create","fields":{"active":null,"address":{"content":"a6809a6e09ee77d4e4c65dff987cb9d730de0636b5f9e190dfe27f839a382772"},"name":{"content":"59c526a296a0e006ec7b83e863e1008c80cd0c160f646d1a1d0fece12cea390d"},"os_user":null,"role":null,"term_end":null,"term_start":null,"top_management":null,"voting":null},"number":2,"record":"019e25d2-4dc0-7000-8000-000000000005","register":"person","version":1}');
INSERT INTO journal_change VALUES (3, 0, '{"change":"create","fields":{"affected":null,"automation":null,"impact_assessed_on":null,"in_scope":null,"jurisdictions":null,"legal_classes":null,"name":"Claims triage","origin":null,"owner":null,"purpose":"Sorts incoming claims","retire_on":null,"roles":null,"scope_reason":null,"stage":null,"tier":null,"unit":null,"users":null,"vendor":null,"version":null},"number":1,"record":"019e25d2-4dc0-7000-8000-000000000008","register":"system","version":1}');
INSERT INTO journal_change VALUES (4, 0, '{"change":"create","fields":{"adopted":null,"confirmed_by":null,"confirmed_how":null,"confirmed_on":null,"details":null,"done_on":null,"due":"2026-06-30","merged_into":null,"owner":"019e25d2-4dc0-7000-8000-000000000005","priority":1,"source":"019e25d2-4dc0-7000-8000-000000000008","state":"open","superseded_by":null,"what":"Repeat the bias test"},"number":1,"record":"019e25d2-4dc0-7000-8000-000000000009","register":"action","version":1}');
INSERT INTO journal_change VALUES (5, 0, '{"change":"create","fields":{"adopted":null,"confirmed_by":null,"confirmed_how":null,"confirmed_on":null,"details":null,"done_on":null,"due":null,"merged_into":null,"owner":null,"priority":4,"source":null,"state":"open","superseded_by":null,"what":"Renew the model card"},"number":2,"record":"019e25d2-4dc0-7000-8000-00000000000a","register":"action","version":1}');
INSERT INTO journal_change VALUES (6, 0, '{"change":"create","fields":{"adopted":null,"confirmed_by":null,"confirmed_how":null,"confirmed_on":null,"details":null,"done_on":null,"due":null,"merged_into":null,"owner":null,"priority":null,"source":null,"state":"open","superseded_by":null,"what":"Ask the vendor"},"number":3,"record":"019e25d2-4dc0-7000-8000-00000000000b","register":"action","version":1}');
INSERT INTO journal_change VALUES (7, 0, '{"change":"create","fields":{"about":"019e25d2-4dc0-7000-8000-000000000009","text":"Agreed in the corridor"},"number":1,"record":"019e25d2-4dc0-7000-8000-00000000000c","register":"note","version":1}');
INSERT INTO journal_change VALUES (8, 0, '{"change":"edit","fields":{"priority":[1,2]},"record":"019e25d2-4dc0-7000-8000-000000000009","register":"action","revision":1,"version":1}');
INSERT INTO journal_change VALUES (9, 0, '{"change":"edit","fields":{"priority":[4,null]},"record":"019e25d2-4dc0-7000-8000-00000000000a","register":"action","revision":1,"version":1}');
INSERT INTO journal_change VALUES (10, 0, '{"change":"edit","fields":{"due":[null,"2026-07-31"]},"record":"019e25d2-4dc0-7000-8000-00000000000a","register":"action","revision":1,"version":1}');
INSERT INTO journal_change VALUES (11, 0, '{"change":"move","fields":{"done_on":[null,"2026-05-14"],"state":["open","done"]},"move":"done","record":"019e25d2-4dc0-7000-8000-000000000009","register":"action","revision":2,"version":1}');
INSERT INTO journal_change VALUES (12, 0, '{"change":"void","record":"019e25d2-4dc0-7000-8000-00000000000a","register":"action","revision":3,"version":1}');
INSERT INTO content VALUES (x'41f29490683d1c57b99a5fd4ad71792587bc87d89ed279f7da626a3d9f4ae723', 'user', x'8c7654ecfd7b0b623b803e2f4e02ad1c', x'726f7361');
INSERT INTO content VALUES (x'566739218f3b4c20303f96045d88e2ac58f8f3e9392b82c97bde1b3312f7aae4', 'field', x'3ed2b0611e97da9cfe87c83e7ed97c2d', x'526f7361204c696e6474');
INSERT INTO content VALUES (x'cd593eb8b0987b11d0c96c57379321f89438111f6da74963c10caba23af05675', 'field', x'84acc16af38f59d2ddeb004751e48c2d', x'726f7361');
INSERT INTO content VALUES (x'59c526a296a0e006ec7b83e863e1008c80cd0c160f646d1a1d0fece12cea390d', 'field', x'9df764a92c8768b0163e7b6430418e7a', x'546f6d20456b77616c6c');
INSERT INTO content VALUES (x'a6809a6e09ee77d4e4c65dff987cb9d730de0636b5f9e190dfe27f839a382772', 'field', x'460e144feb894b153ea4f5a10f520ae5', x'746f6d40616c64676174652e6578616d706c65');
INSERT INTO record VALUES (1, x'019e25d24dc070008000000000000001', 'organisation', 1, 1, 0);
INSERT INTO record VALUES (2, x'019e25d24dc070008000000000000000', 'person', 1, 1, 0);
INSERT INTO record VALUES (3, x'019e25d24dc070008000000000000005', 'person', 2, 1, 0);
INSERT INTO record VALUES (4, x'019e25d24dc070008000000000000008', 'system', 1, 1, 0);
INSERT INTO record VALUES (5, x'019e25d24dc070008000000000000009', 'action', 1, 3, 0);
INSERT INTO record VALUES (6, x'019e25d24dc07000800000000000000a', 'action', 2, 4, 1);
INSERT INTO record VALUES (7, x'019e25d24dc07000800000000000000b', 'action', 3, 1, 0);
INSERT INTO record VALUES (8, x'019e25d24dc07000800000000000000c', 'note', 1, 1, 0);
INSERT INTO link VALUES (x'019e25d24dc070008000000000000009', 'owner', x'019e25d24dc070008000000000000005', 1);
INSERT INTO link VALUES (x'019e25d24dc070008000000000000009', 'source', x'019e25d24dc070008000000000000008', 1);
INSERT INTO link VALUES (x'019e25d24dc07000800000000000000c', 'about', x'019e25d24dc070008000000000000009', 1);
INSERT INTO organisation VALUES (1, 'Aldgate Mutual', 'Europe/London');
INSERT INTO person VALUES (2, 'Rosa Lindt', x'566739218f3b4c20303f96045d88e2ac58f8f3e9392b82c97bde1b3312f7aae4', NULL, NULL, NULL, NULL, NULL, 1, 'rosa', x'cd593eb8b0987b11d0c96c57379321f89438111f6da74963c10caba23af05675', NULL, NULL);
INSERT INTO person VALUES (3, 'Tom Ekwall', x'59c526a296a0e006ec7b83e863e1008c80cd0c160f646d1a1d0fece12cea390d', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'tom@aldgate.example', x'a6809a6e09ee77d4e4c65dff987cb9d730de0636b5f9e190dfe27f839a382772');
INSERT INTO system VALUES (4, 'Claims triage', NULL, NULL, NULL, NULL, 'Sorts incoming claims', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO action VALUES (5, 'Repeat the bias test', '2026-06-30', 2, 'done', NULL, '2026-05-14', NULL, NULL, NULL);
INSERT INTO action VALUES (6, 'Renew the model card', '2026-07-31', NULL, 'open', NULL, NULL, NULL, NULL, NULL);
INSERT INTO action VALUES (7, 'Ask the vendor', NULL, NULL, 'open', NULL, NULL, NULL, NULL, NULL);
INSERT INTO note VALUES (8, 'Agreed in the corridor');
PRAGMA journal_mode = WAL;
