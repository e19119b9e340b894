-- Drafts: what a person typed and did not save yet.

-- name: draft_put :exec
INSERT INTO draft (user_id, owner, key, body, saved_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (user_id, owner, key) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at

-- name: draft_get :one
SELECT body, saved_at FROM draft WHERE user_id = $1 AND owner = $2 AND key = $3

-- name: draft_list :many
SELECT key, body FROM draft WHERE user_id = $1 AND owner = $2 ORDER BY key LIMIT $3

-- name: draft_drop :exec
DELETE FROM draft WHERE user_id = $1 AND owner = $2 AND key = $3
