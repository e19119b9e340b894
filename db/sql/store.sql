-- The store itself: its migrations.

-- name: schema_migration_add :exec
INSERT INTO schema_migration (number, name, sha256, applied_at, program) VALUES ($1, $2, $3, $4, $5)

-- name: schema_migration_hash :one
SELECT sha256 FROM schema_migration WHERE number = $1

-- name: counter_value :one
SELECT value FROM counter WHERE name = $1
