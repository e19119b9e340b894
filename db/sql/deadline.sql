-- Deadlines over all cases and certificates. Behind each: number of its case or certificate, name of the party.

-- part: deadline_line
SELECT @deadline d@, coalesce(c.number, x.number, ''), coalesce(p.name, '')
FROM deadline d LEFT JOIN case_file c ON c.id = d.case_id LEFT JOIN certificate x ON x.id = d.certificate_id
 LEFT JOIN party p ON p.id = coalesce(c.party_id, x.party_id)

-- $1 scheme, $2 rule, $3 assignee (NULL: any), $4 from, $5 until, $6 id of the last row before (0: none), $7 limit.

-- part: behind
AND (CAST($1 AS TEXT) IS NULL OR d.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR d.rule = $2)
 AND (CAST($3 AS TEXT) IS NULL OR d.assignee = $3)

-- Pending: open, or missed and not closed since.
-- name: deadline_list :many
{deadline_line}
WHERE d.state IN ('open', 'missed')
 AND (d.due_on, d.id) > (coalesce((SELECT y.due_on FROM deadline y WHERE y.id = $6), CAST($4 AS TEXT), ''), $6)
 AND d.due_on <= coalesce(CAST($5 AS TEXT), '9')
 {behind}
ORDER BY d.due_on, d.id LIMIT $7

-- $8 state.
-- name: deadline_list_state :many
{deadline_line}
WHERE d.state = $8 AND (d.due_on, d.id) > (coalesce((SELECT y.due_on FROM deadline y WHERE y.id = $6), CAST($4 AS TEXT), ''), $6)
 AND d.due_on <= coalesce(CAST($5 AS TEXT), '9')
 {behind}
ORDER BY d.due_on, d.id LIMIT $7

-- name: deadline_days :many
SELECT due_on, count(*) FROM deadline
WHERE state IN ('open', 'missed') AND due_on >= $1 AND due_on <= $2 AND (CAST($3 AS TEXT) IS NULL OR scheme = $3)
GROUP BY due_on ORDER BY due_on LIMIT 1000

-- name: deadline_count :one
SELECT count(*) FROM deadline
WHERE state IN ('open', 'missed') AND due_on >= coalesce(CAST($1 AS TEXT), '') AND due_on <= $2
