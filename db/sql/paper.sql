-- Bytes of papers, named by their SHA-256.

-- name: blob_put :exec
INSERT INTO blob (hash, bytes, data) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING

-- name: blob_get :one
SELECT data FROM blob WHERE hash = $1
