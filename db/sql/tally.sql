-- Tallies; state_count is derived, db/search.c keeps it.

-- name: state_tally :many
SELECT scheme, state, n FROM state_count WHERE owner = $1 AND n > 0 ORDER BY scheme, state LIMIT 2000

-- name: state_tally_add :exec
INSERT INTO state_count (owner, scheme, state, n) VALUES ($1, $2, $3, $4)
ON CONFLICT (owner, scheme, state) DO UPDATE SET n = state_count.n + excluded.n

-- name: case_count_assignee :one
SELECT count(*) FROM
 (SELECT 1 FROM case_file WHERE assignee = $1 AND assignee <> '' AND closed_on IS NULL LIMIT 10000) AS mine

-- name: query_count_open :one
SELECT count(*) FROM query WHERE state = 'open'

-- name: case_intake :many
SELECT substr(received_on, 1, 7), count(*) FROM case_file WHERE received_on >= $1 AND received_on <= $2
GROUP BY 1 ORDER BY 1 LIMIT 240
