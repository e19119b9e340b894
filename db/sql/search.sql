-- What is derived from the records: texts folded for search, keys for looking up, tallies. db/derive.c writes, db/search.c asks.
-- search_index is the one table that each database has its own way of making and asking; its statements are the first ones
-- that a second driver will need siblings for.

-- name: search_index_add :exec
INSERT INTO search_index (rowid, tokens) VALUES ($1, $2)

-- name: search_index_drop :exec
INSERT INTO search_index (search_index, rowid, tokens) VALUES ('delete', $1, $2)

-- name: search_index_drop_all :exec
INSERT INTO search_index (search_index) VALUES ('delete-all')

-- name: search_match :many
SELECT t.id, t.folded FROM search_index i JOIN search_text t ON t.id = i.rowid
WHERE i.search_index MATCH $1 AND i.rowid < $2 ORDER BY i.rowid DESC LIMIT $3

-- name: search_text_get :one
SELECT folded FROM search_text WHERE id = $1

-- name: search_text_put :exec
INSERT INTO search_text (id, folded) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET folded = excluded.folded

-- name: search_text_drop :exec
DELETE FROM search_text WHERE id = $1

-- name: search_text_drop_all :exec
DELETE FROM search_text

-- name: lookup_key_put :exec
INSERT INTO lookup_key (key, kind, owner, owner_id, scheme, label) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (key, kind, owner, owner_id) DO UPDATE SET scheme = excluded.scheme, label = excluded.label

-- name: lookup_key_drop :exec
DELETE FROM lookup_key WHERE owner = $1 AND owner_id = $2

-- name: lookup_key_drop_all :exec
DELETE FROM lookup_key

-- name: lookup_key_exact :many
SELECT kind, owner, owner_id, scheme, label FROM lookup_key WHERE key = $1
ORDER BY kind, owner, owner_id DESC LIMIT $2

-- name: lookup_key_prefix :many
SELECT kind, owner, owner_id, scheme, label FROM lookup_key WHERE key >= $1 AND key < $2
ORDER BY key, kind, owner, owner_id LIMIT $3

-- name: state_count_drop_all :exec
DELETE FROM state_count

-- name: month_count_drop_all :exec
DELETE FROM month_count

-- name: derived_case :one
SELECT scheme, state, number, subject, batch, coalesce(party_id, 0), type, assignee, CASE WHEN closed_on IS NULL THEN 1 ELSE 0 END,
 received_on, closed_on, NULL
FROM case_file WHERE id = $1

-- name: derived_certificate :one
SELECT scheme, state, number, subject, '', coalesce(party_id, 0), '', '', 0, NULL, NULL, valid_until
FROM certificate WHERE id = $1

-- name: derived_fee :one
SELECT billed_on, paid_on, gross, state FROM fee WHERE id = $1

-- name: derived_fee_scheme :one
SELECT scheme FROM case_file WHERE id = $1

-- name: derived_party :one
SELECT name, reading, corporate_number, address, tel, mail FROM party WHERE id = $1

-- name: derived_invoice :one
SELECT invoice FROM fee WHERE id = $1

-- name: derived_paper_number :one
SELECT number FROM paper WHERE id = $1
