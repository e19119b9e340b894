-- Fees billed and paid a month, by the scheme of their case.

DELETE FROM month_count WHERE what IN ('billed', 'paid');

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'billed', c.scheme, substr(f.billed_on, 1, 7), '', count(*), sum(f.gross) FROM fee f JOIN case_file c ON c.id = f.case_id
WHERE f.billed_on IS NOT NULL AND f.state IN ('billed', 'paid') GROUP BY 2, 3;

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'paid', c.scheme, substr(f.paid_on, 1, 7), '', count(*), sum(f.gross) FROM fee f JOIN case_file c ON c.id = f.case_id
WHERE f.paid_on IS NOT NULL AND f.state IN ('billed', 'paid') GROUP BY 2, 3;
