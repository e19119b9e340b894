-- Drafts and the outbox.

-- name: draft_put :exec
INSERT INTO draft (user_id, owner, key, body, saved_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (user_id, owner, key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at

-- name: draft_get :one
SELECT body, saved_at FROM draft WHERE user_id = $1 AND owner = $2 AND key = $3

-- name: draft_list :many
SELECT key, body FROM draft WHERE user_id = $1 AND owner = $2 ORDER BY key LIMIT $3

-- name: draft_drop :exec
DELETE FROM draft WHERE user_id = $1 AND owner = $2 AND key = $3

-- name: outbox_add :exec
INSERT INTO outbox (event_seq, kind, body, done_at, attempts, error) VALUES ($1, $2, $3, NULL, 0, '')

-- name: outbox_open :many
SELECT id, event_seq, kind, body, attempts, error FROM outbox WHERE done_at IS NULL AND id > $1 ORDER BY id LIMIT $2

-- name: outbox_done :exec
UPDATE outbox SET done_at = $2 WHERE id = $1

-- name: outbox_failed :exec
UPDATE outbox SET attempts = attempts + 1, error = $2 WHERE id = $1
