-- In which language, with which head, on which paper and in which words documents come; empty in what was written before. Rows
-- come back from the journal.
DROP TABLE organisation;
CREATE TABLE organisation (
  key INTEGER PRIMARY KEY REFERENCES record (key),
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  review_interval INTEGER,
  notice_days INTEGER,
  quorum TEXT,
  quorum_number INTEGER,
  quorum_chair INTEGER,
  quorum_top INTEGER,
  decision_basis TEXT,
  tie_rule TEXT,
  recused_count INTEGER,
  recused_present INTEGER,
  voting TEXT,
  members_hold INTEGER,
  most_mandates INTEGER,
  certified_27001 INTEGER,
  repeat_months INTEGER,
  minors_for_major INTEGER,
  absent_approve INTEGER,
  copied_up_to INTEGER,
  language TEXT,
  letterhead TEXT,
  paper TEXT,
  house_words TEXT
) STRICT;
