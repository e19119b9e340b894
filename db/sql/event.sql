-- The journal, and the values behind its digests.

-- name: event_tip :one
SELECT seq, hash FROM event WHERE seq > 0 ORDER BY seq DESC LIMIT 1

-- name: event_add :exec
INSERT INTO event (seq, at, actor, seat, verb, object, body, prev_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)

-- name: event_after :many
SELECT seq, at, actor, seat, verb, object, body, prev_hash, hash FROM event
WHERE seq > $1 ORDER BY seq LIMIT $2

-- name: event_before :many
SELECT seq, at, actor, seat, verb, object, body, prev_hash, hash FROM event
WHERE seq < $1 ORDER BY seq DESC LIMIT $2

-- name: event_of_object :many
SELECT seq, at, actor, seat, verb, object, body, prev_hash, hash FROM event
WHERE object = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3

-- The last that changed it; that somebody looked is no change.
-- name: event_last_of :one
SELECT seq FROM event WHERE object = $1 AND verb <> 'case.view' ORDER BY seq DESC LIMIT 1

-- name: private_add :exec
INSERT INTO private (id, record, field, salt, value) VALUES ($1, $2, $3, $4, $5)

-- name: private_of_event :many
SELECT id, record, field, salt, value FROM private WHERE id > $1 AND id < $2 ORDER BY id LIMIT 100000

-- name: private_after :many
SELECT id, field, salt, value FROM private WHERE id > $1 ORDER BY id LIMIT $2

-- name: private_erase :exec
UPDATE private SET salt = NULL, value = NULL WHERE record = $1 AND field = $2 AND value IS NOT NULL

-- name: event_heads_after :many
SELECT seq, at, actor, seat, verb, object FROM event WHERE seq > $1 ORDER BY seq LIMIT $2
