-- What happened a month, derived like state_count; db/derive.c keeps it.

CREATE TABLE month_count (
    what @TEXT@ NOT NULL,
    scheme @TEXT@ NOT NULL,
    month @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    n @INT@ NOT NULL,
    yen @INT@ NOT NULL,
    PRIMARY KEY (what, scheme, month, state)
) @KEYED@;

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'received', scheme, substr(received_on, 1, 7), '', count(*), 0 FROM case_file WHERE received_on IS NOT NULL GROUP BY 2, 3;

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'closed', scheme, substr(closed_on, 1, 7), state, count(*), 0 FROM case_file WHERE closed_on IS NOT NULL GROUP BY 2, 3, 4;

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'until', scheme, substr(valid_until, 1, 7), state, count(*), 0 FROM certificate WHERE valid_until IS NOT NULL GROUP BY 2, 3, 4;

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'billed', '', substr(billed_on, 1, 7), '', count(*), sum(gross) FROM fee
WHERE billed_on IS NOT NULL AND state IN ('billed', 'paid') GROUP BY 3;

INSERT INTO month_count (what, scheme, month, state, n, yen)
SELECT 'paid', '', substr(paid_on, 1, 7), '', count(*), sum(gross) FROM fee
WHERE paid_on IS NOT NULL AND state IN ('billed', 'paid') GROUP BY 3;
