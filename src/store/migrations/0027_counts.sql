-- What is counted by more than a field, and what is hidden, of which there is little, found without what is not.
CREATE INDEX record_voided ON record (register) WHERE voided = 1;
CREATE INDEX risk_level_state ON risk ((CASE level WHEN 'low' THEN 0 WHEN 'medium' THEN 1 WHEN 'high' THEN 2 WHEN 'critical' THEN 3 END), state);
