-- Papers over all cases, and the bytes of attachments.

-- name: blob_add :exec
INSERT INTO blob (hash, bytes, data) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING

-- name: blob_data :one
SELECT data FROM blob WHERE hash = $1

-- name: blob_page :many
SELECT hash, data FROM blob WHERE hash > $1 ORDER BY hash LIMIT $2

-- name: blob_wanted :many
SELECT d.blob FROM paper d WHERE d.blob > $1 AND d.blob <> '' AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.hash = d.blob)
ORDER BY d.blob LIMIT $2

-- name: paper_filed_gone :many
SELECT @paper p@ FROM paper p JOIN case_file c ON c.id = p.case_id
WHERE c.certificate_id = $1 AND c.id <> $2 AND p.direction = 'received' AND p.custody = 'returned' AND p.custody_on >= $3
ORDER BY p.id LIMIT 5000
