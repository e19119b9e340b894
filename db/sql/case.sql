-- Cases and what is open in them. Lists take the same parameters in the same order, whichever index leads:
-- $1 scheme, $2 state, $3 type, $4 assignee (NULL: any), $5 1: open ones only, $6 id of the last row before, $7 limit.
-- Behind the case: name of the party, day, rule and id of the nearest pending deadline.

-- part: case_line
SELECT @case_file c@, p.name, d.due_on, d.rule, coalesce(d.id, 0)
FROM case_file c LEFT JOIN party p ON p.id = c.party_id
 LEFT JOIN deadline d ON d.id = (SELECT y.id FROM deadline y WHERE y.case_id = c.id AND y.state IN ('open', 'missed')
  ORDER BY y.due_on NULLS LAST, y.id LIMIT 1)

-- name: case_row :one
{case_line} WHERE c.id = $1

-- name: case_list_any :many
{case_line}
WHERE c.id < $6 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4)
 AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_open :many
{case_line}
WHERE c.closed_on IS NULL AND c.id < $6 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1)
 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2) AND (CAST($3 AS TEXT) IS NULL OR c.type = $3)
 AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND $5 = 1
ORDER BY c.id DESC LIMIT $7

-- name: case_list_scheme :many
{case_line}
WHERE c.scheme = $1 AND c.id < $6 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4)
 AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_scheme_open :many
{case_line}
WHERE c.scheme = $1 AND c.closed_on IS NULL AND c.id < $6 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND $5 = 1
ORDER BY c.id DESC LIMIT $7

-- name: case_list_scheme_state :many
{case_line}
WHERE c.scheme = $1 AND c.state = $2 AND c.id < $6 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3)
 AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_state :many
{case_line}
WHERE c.state = $2 AND c.id < $6 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4)
 AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_type :many
{case_line}
WHERE c.scheme = $1 AND c.type = $3 AND c.id < $6 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_kind :many
{case_line}
WHERE c.scheme = $1 AND c.type = $3 AND c.state = $2 AND c.id < $6
 AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_assignee :many
{case_line}
WHERE c.assignee = $4 AND c.assignee <> '' AND c.id < $6 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1)
 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2) AND (CAST($3 AS TEXT) IS NULL OR c.type = $3)
 AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.id DESC LIMIT $7

-- name: case_list_assignee_open :many
{case_line}
WHERE c.assignee = $4 AND c.assignee <> '' AND c.closed_on IS NULL AND c.id < $6
 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND $5 = 1
ORDER BY c.id DESC LIMIT $7

-- The newest other case of a type that has a form.
-- name: case_with_form :one
SELECT c.id FROM case_file c WHERE c.scheme = $1 AND c.type = $2 AND c.id <> $4
 AND EXISTS (SELECT 1 FROM form f WHERE f.case_id = c.id AND f.form = $3)
ORDER BY c.id DESC LIMIT 1

-- In the order of numbers; $6 is the id of the last row before, 0 for the first page.
-- name: case_list_by_number :many
{case_line}
WHERE c.number <> '' AND (c.number, c.id) > (coalesce((SELECT x.number FROM case_file x WHERE x.id = $6), ''), $6)
 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4)
 AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.number, c.id LIMIT $7

-- name: case_list_by_number_open :many
{case_line}
WHERE c.closed_on IS NULL AND c.number <> '' AND (c.number, c.id) > (coalesce((SELECT x.number FROM case_file x WHERE x.id = $6), ''), $6)
 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND $5 = 1
ORDER BY c.number, c.id LIMIT $7

-- name: case_list_by_number_state :many
{case_line}
WHERE c.state = $2 AND c.number <> '' AND (c.number, c.id) > (coalesce((SELECT x.number FROM case_file x WHERE x.id = $6), ''), $6)
 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1) AND (CAST($3 AS TEXT) IS NULL OR c.type = $3)
 AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.number, c.id LIMIT $7

-- name: case_list_by_number_scheme :many
{case_line}
WHERE c.scheme = $1 AND c.number <> '' AND (c.number, c.id) > (coalesce((SELECT x.number FROM case_file x WHERE x.id = $6), ''), $6)
 AND (CAST($2 AS TEXT) IS NULL OR c.state = $2) AND (CAST($3 AS TEXT) IS NULL OR c.type = $3)
 AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4) AND ($5 = 0 OR c.closed_on IS NULL)
ORDER BY c.number, c.id LIMIT $7

-- In the order of the nearest pending deadline; $6 is the id of the last deadline before, which stands behind the rule. Closed cases
-- have none that counts. Whether it is the nearest is asked last: of those
-- that fit, and no others; and no index of open cases is of use to a case that is known by its id.
-- name: case_list_by_due :many
SELECT @case_file c@, p.name, d.due_on, d.rule, d.id
FROM deadline d CROSS JOIN case_file c LEFT JOIN party p ON p.id = c.party_id
WHERE c.id = d.case_id AND d.state IN ('open', 'missed') AND (d.due_on, d.id) > (coalesce((SELECT x.due_on FROM deadline x WHERE x.id = $6), ''), $6)
 AND NOT EXISTS (SELECT 1 FROM deadline y WHERE y.case_id = c.id AND y.state IN ('open', 'missed') AND (y.due_on, y.id) < (d.due_on, d.id))
 AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR c.state = $2)
 AND (CAST($3 AS TEXT) IS NULL OR c.type = $3) AND (CAST($4 AS TEXT) IS NULL OR c.assignee = $4)
 AND coalesce(c.closed_on, '') = '' AND $5 = 1
ORDER BY d.due_on, d.id LIMIT $7

-- Of a scheme, received in these days ($2 NULL: from the first), newest first, before a day and id.
-- name: case_received_page :many
SELECT @case_file@ FROM case_file
WHERE scheme = $1 AND received_on >= coalesce(CAST($2 AS TEXT), '') AND (received_on, id) < ($3, $4)
ORDER BY received_on DESC, id DESC LIMIT $5

-- name: case_of_party :many
SELECT @case_file@ FROM case_file WHERE party_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3

-- name: case_of_certificate :many
SELECT @case_file@ FROM case_file WHERE certificate_id = $1 ORDER BY id DESC LIMIT $2

-- name: case_last_id :one
SELECT COALESCE(MAX(id), 0) FROM case_file
