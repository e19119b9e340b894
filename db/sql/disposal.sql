-- Disposal: what is listed, and what is read to find what may go.

-- name: disposals_of_scheme :many
SELECT @disposal@ FROM disposal WHERE scheme = $1 ORDER BY id DESC LIMIT 500

-- name: disposal_items :many
SELECT @disposal_item@ FROM disposal_item WHERE disposal_id = $1 ORDER BY position LIMIT 5000

-- name: disposal_approvals :many
SELECT @disposal_approval@ FROM disposal_approval WHERE disposal_id = $1 ORDER BY login LIMIT 100

-- name: case_closed_after :many
SELECT id FROM case_file WHERE scheme = $1 AND id > $2 AND closed_on IS NOT NULL ORDER BY id LIMIT $3

-- name: form_revisions :many
SELECT @form@ FROM form WHERE case_id = $1 ORDER BY form, revision LIMIT 20000

-- name: ledger_rows_of_case :many
SELECT @ledger_row@ FROM ledger_row WHERE case_id = $1 ORDER BY id LIMIT 5000

-- Other cases of a party whose personal values are still here: not gone with a list that is done, nor with this one ($3),
-- which goes case by case.
-- name: party_other_cases :one
SELECT 1 FROM case_file c WHERE c.party_id = $1 AND c.id <> $2 AND NOT EXISTS
 (SELECT 1 FROM disposal_item i JOIN disposal d ON d.id = i.disposal_id
  WHERE i.case_id = c.id AND i.kind = 'personal' AND (d.state = 'done' OR (d.id = $3 AND i.case_id < $2))) LIMIT 1

-- name: draft_drop_owner :exec
DELETE FROM draft WHERE owner = $1

-- name: blob_drop_unused :exec
DELETE FROM blob WHERE hash = $1 AND NOT EXISTS (SELECT 1 FROM paper WHERE paper.blob = $1 AND paper.blob <> '')

-- name: search_index_merge :exec
INSERT INTO search_index (search_index) VALUES ('optimize')
