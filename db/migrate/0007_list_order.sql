-- Lists in the order of numbers, of open cases, of one state and of one scheme: in a store of a million cases those asked for
-- stand far behind others. The nearest deadlines name their case, which is read only if it is one of those asked for.

CREATE INDEX case_file_open_number ON case_file (number, id, scheme, state, type) WHERE closed_on IS NULL AND number <> '';
CREATE INDEX case_file_state_number ON case_file (state, number, id, scheme) WHERE number <> '';
CREATE INDEX case_file_scheme_number ON case_file (scheme, number, id, type) WHERE number <> '';
DROP INDEX deadline_pending;
CREATE INDEX deadline_pending ON deadline (due_on, id, scheme, state, case_id) WHERE state IN ('open', 'missed');
