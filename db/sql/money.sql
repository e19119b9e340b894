-- Fees and payments over all cases.

-- Behind the fee: number, scheme, edition and assignee of its case, name of the party, what was paid for the case in all, and
-- how much of that the fees before it took.
-- part: fee_line
SELECT @fee f@, c.number, c.scheme, c.edition, c.assignee, coalesce(p.name, ''),
 coalesce((SELECT sum(y.amount) FROM payment y WHERE y.case_id = f.case_id), 0),
 coalesce((SELECT sum(g.gross) FROM fee g WHERE g.case_id = f.case_id AND g.id < f.id AND g.state IN ('billed', 'paid')), 0)
FROM fee f JOIN case_file c ON c.id = f.case_id LEFT JOIN party p ON p.id = c.party_id

-- $2 id of the last fee before, 0 for the first page.
-- name: fee_unpaid :many
{fee_line} WHERE f.state = 'billed' AND (CAST($1 AS TEXT) IS NULL OR c.scheme = $1)
 AND ($2 = 0 OR (coalesce(f.due_on, '9'), f.id) > ((SELECT coalesce(x.due_on, '9') FROM fee x WHERE x.id = $2), $2))
ORDER BY f.due_on NULLS LAST, f.id LIMIT $3
