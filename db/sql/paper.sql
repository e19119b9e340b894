-- Papers over all cases, and the bytes of attachments.

-- Behind the paper: number and scheme of its case or certificate, name of the party.
-- name: paper_in_custody :many
SELECT @paper d@, coalesce(c.number, x.number, ''), coalesce(c.scheme, x.scheme, ''), coalesce(p.name, '')
FROM paper d LEFT JOIN case_file c ON c.id = d.case_id LEFT JOIN certificate x ON x.id = d.certificate_id
 LEFT JOIN party p ON p.id = coalesce(c.party_id, x.party_id)
WHERE d.custody = $1 AND d.id > $2 AND ($3 = 0 OR d.original = 1) ORDER BY d.id LIMIT $4

-- name: paper_by_number :many
SELECT @paper@ FROM paper WHERE number = $1 AND number <> '' ORDER BY id DESC LIMIT 50

-- name: blob_add :exec
INSERT INTO blob (hash, bytes, data) VALUES ($1, $2, $3) ON CONFLICT (hash) DO NOTHING

-- name: blob_data :one
SELECT data FROM blob WHERE hash = $1

-- name: blob_page :many
SELECT hash, data FROM blob WHERE hash > $1 ORDER BY hash LIMIT $2

-- name: blob_wanted :many
SELECT d.blob FROM paper d WHERE d.blob > $1 AND d.blob <> '' AND NOT EXISTS (SELECT 1 FROM blob b WHERE b.hash = d.blob)
ORDER BY d.blob LIMIT $2
