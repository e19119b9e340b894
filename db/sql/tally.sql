-- Tallies; state_count and month_count are derived, db/derive.c keeps them.

-- name: state_tally :many
SELECT scheme, state, sum(n) FROM state_count WHERE owner = $1 AND n > 0 GROUP BY scheme, state ORDER BY scheme, state LIMIT 2000

-- name: state_tally_add :exec
INSERT INTO state_count (owner, scheme, state, type, assignee, is_open, n) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (owner, scheme, state, type, assignee, is_open) DO UPDATE SET n = state_count.n + excluded.n

-- Cases that fulfil all conditions of a list ($1 scheme, $2 state, $3 type, $4 assignee, NULL: any; $5 1: open ones only), and
-- those that fulfil a part of them: what they are, whose they are, that they are open.
-- name: case_tally :one
SELECT coalesce(sum(n) FILTER (WHERE (CAST($2 AS TEXT) IS NULL OR state = $2) AND (CAST($3 AS TEXT) IS NULL OR type = $3)
  AND (CAST($4 AS TEXT) IS NULL OR assignee = $4) AND ($5 = 0 OR is_open = 1)), 0),
 coalesce(sum(n) FILTER (WHERE (CAST($2 AS TEXT) IS NULL OR state = $2) AND (CAST($3 AS TEXT) IS NULL OR type = $3)), 0),
 coalesce(sum(n) FILTER (WHERE assignee = $4 AND ($5 = 0 OR is_open = 1)), 0),
 coalesce(sum(n) FILTER (WHERE is_open = 1), 0)
FROM state_count WHERE owner = 'case' AND n > 0 AND (CAST($1 AS TEXT) IS NULL OR scheme = $1)

-- What happened a month: cases received and closed, certificates that end, fees billed and paid (of those, $1 what; $2 scheme,
-- NULL: all; $3 first and $4 last month).
-- name: month_tally :many
SELECT month, scheme, state, n, yen FROM month_count
WHERE what = $1 AND month >= $3 AND month <= $4 AND n > 0 AND (CAST($2 AS TEXT) IS NULL OR scheme = $2)
ORDER BY month, scheme, state LIMIT 20000

-- name: month_tally_add :exec
INSERT INTO month_count (what, scheme, month, state, n, yen) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (what, scheme, month, state) DO UPDATE SET n = month_count.n + excluded.n, yen = month_count.yen + excluded.yen

-- The newest closed cases of a scheme with an id above $2.
-- name: case_closed_newest :many
SELECT @case_file@ FROM case_file WHERE scheme = $1 AND id > $2 AND closed_on IS NOT NULL AND received_on IS NOT NULL
ORDER BY id DESC LIMIT $3

-- name: case_count_assignee :one
SELECT count(*) FROM
 (SELECT 1 FROM case_file WHERE assignee = $1 AND assignee <> '' AND closed_on IS NULL LIMIT 10000) AS mine

-- name: case_count_edition :one
SELECT count(*) FROM
 (SELECT 1 FROM case_file WHERE scheme = $1 AND closed_on IS NULL AND edition = $2 LIMIT 10000) AS opened

-- name: query_count_open :one
SELECT count(*) FROM query WHERE state = 'open'
