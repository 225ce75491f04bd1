-- Words are looked up by their parts, in every script; texts stand in the order of the numbers and letters in them, whatever
-- their accents; and it is known how an obligation comes round again, which is empty in what was written before. Rows and the
-- words of the search come back from the journal.
DROP TABLE obligation;
CREATE TABLE obligation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  what TEXT NOT NULL,
  type TEXT NOT NULL,
  requirement TEXT,
  every_months INTEGER NOT NULL,
  recurs TEXT,
  on_day INTEGER,
  next_due TEXT NOT NULL,
  state TEXT NOT NULL,
  last_done_on TEXT
) STRICT;

DROP TABLE search;
CREATE VIRTUAL TABLE search USING fts5 (
  words, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '^-'"
);

DROP INDEX cause_why;
CREATE INDEX cause_why ON cause (in_order(why));
DROP INDEX reminder_subject;
CREATE INDEX reminder_subject ON reminder (in_order(subject));
DROP INDEX document_version_version;
CREATE INDEX document_version_version ON document_version (in_order(version));
DROP INDEX incident_title;
CREATE INDEX incident_title ON incident (in_order(title));
DROP INDEX quality_cost_what;
CREATE INDEX quality_cost_what ON quality_cost (in_order(what));
DROP INDEX evidence_title;
CREATE INDEX evidence_title ON evidence (in_order(title));
DROP INDEX checklist_item_question;
CREATE INDEX checklist_item_question ON checklist_item (in_order(question));
DROP INDEX checklist_item_code;
CREATE INDEX checklist_item_code ON checklist_item (in_order(code));
DROP INDEX risk_title;
CREATE INDEX risk_title ON risk (in_order(title));
DROP INDEX risk_source_key;
CREATE INDEX risk_source_key ON risk (in_order(source_key));
DROP INDEX action_what;
CREATE INDEX action_what ON action (in_order(what));
DROP INDEX finding_title;
CREATE INDEX finding_title ON finding (in_order(title));
DROP INDEX finding_reference;
CREATE INDEX finding_reference ON finding (in_order(reference));
DROP INDEX finding_requirement;
CREATE INDEX finding_requirement ON finding (in_order(requirement));
DROP INDEX finding_unit;
CREATE INDEX finding_unit ON finding (in_order(unit));
DROP INDEX finding_source_key;
CREATE INDEX finding_source_key ON finding (in_order(source_key));
DROP INDEX nonconformity_title;
CREATE INDEX nonconformity_title ON nonconformity (in_order(title));
DROP INDEX nonconformity_requirement;
CREATE INDEX nonconformity_requirement ON nonconformity (in_order(requirement));
DROP INDEX nonconformity_unit;
CREATE INDEX nonconformity_unit ON nonconformity (in_order(unit));
DROP INDEX nonconformity_source_key;
CREATE INDEX nonconformity_source_key ON nonconformity (in_order(source_key));
DROP INDEX decision_text;
CREATE INDEX decision_text ON decision (in_order(text));
