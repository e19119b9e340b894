-- Certificates are found by the folded name of what they certify, by a key of that kind. Keys are derived: those that there are
-- make room for those that are made again.

DELETE FROM lookup_key;
