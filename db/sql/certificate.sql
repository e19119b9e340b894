-- Certificates, what is published of them, ledgers.

-- $1 scheme, $2 state (NULL: any), $3 $4 valid_until from and until, $5 $6 granted_on from and until (NULL: open-ended),
-- $7 id of the last row before, $8 limit. Behind the certificate: name of the party, 1 if it is published somewhere, 1 if a
-- transition of it waits for its day.

-- part: certificate_line
SELECT @certificate x@, coalesce(p.name, ''),
 EXISTS (SELECT 1 FROM register_entry r WHERE r.certificate_id = x.id AND r.state = 'published'),
 EXISTS (SELECT 1 FROM certificate_event w WHERE w.certificate_id = x.id AND w.performed = 0)
FROM certificate x LEFT JOIN party p ON p.id = x.party_id

-- part: in_until
AND (CAST($3 AS TEXT) IS NULL OR x.valid_until >= $3) AND (CAST($4 AS TEXT) IS NULL OR x.valid_until <= $4)

-- part: in_granted
AND (CAST($5 AS TEXT) IS NULL OR x.granted_on >= $5) AND (CAST($6 AS TEXT) IS NULL OR x.granted_on <= $6)

-- name: certificate_row :one
{certificate_line} WHERE x.id = $1

-- In a state whose time is over; what the clock has not written yet.
-- name: certificate_overdue :many
{certificate_line} WHERE x.scheme = $1 AND x.state = $2 AND x.valid_until < $3 ORDER BY x.valid_until, x.id LIMIT $4

-- name: certificate_list_any :many
{certificate_line}
WHERE x.id < $7 AND (CAST($1 AS TEXT) IS NULL OR x.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR x.state = $2)
 {in_until}
 {in_granted}
ORDER BY x.id DESC LIMIT $8

-- name: certificate_list_scheme :many
{certificate_line}
WHERE x.scheme = $1 AND x.id < $7 AND (CAST($2 AS TEXT) IS NULL OR x.state = $2)
 {in_until}
 {in_granted}
ORDER BY x.id DESC LIMIT $8

-- name: certificate_list_scheme_state :many
{certificate_line}
WHERE x.scheme = $1 AND x.state = $2 AND x.id < $7
 {in_until}
 {in_granted}
ORDER BY x.id DESC LIMIT $8

-- name: certificate_list_state :many
{certificate_line}
WHERE x.state = $2 AND x.id < $7 AND (CAST($1 AS TEXT) IS NULL OR x.scheme = $1)
 {in_until}
 {in_granted}
ORDER BY x.id DESC LIMIT $8

-- By the day they end; $7 as above, 0 for the first page.
-- name: certificate_list_until :many
{certificate_line}
WHERE (x.valid_until, x.id) > (coalesce((SELECT y.valid_until FROM certificate y WHERE y.id = $7), CAST($3 AS TEXT), ''), $7)
 AND x.valid_until <= coalesce(CAST($4 AS TEXT), '9')
 AND (CAST($1 AS TEXT) IS NULL OR x.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR x.state = $2)
 {in_granted}
ORDER BY x.valid_until, x.id LIMIT $8

-- name: certificate_list_granted :many
{certificate_line}
WHERE (x.granted_on, x.id) > (coalesce((SELECT y.granted_on FROM certificate y WHERE y.id = $7), CAST($5 AS TEXT), ''), $7)
 AND x.granted_on <= coalesce(CAST($6 AS TEXT), '9')
 AND (CAST($1 AS TEXT) IS NULL OR x.scheme = $1) AND (CAST($2 AS TEXT) IS NULL OR x.state = $2)
 {in_until}
ORDER BY x.granted_on, x.id LIMIT $8

-- name: certificate_by_number :many
SELECT @certificate@ FROM certificate
WHERE number = $1 AND number <> '' AND (CAST($2 AS TEXT) IS NULL OR scheme = $2) ORDER BY id DESC LIMIT 50

-- name: certificate_by_serial :many
SELECT @certificate@ FROM certificate WHERE scheme = $1 AND serial = $2 ORDER BY id DESC LIMIT 50

-- In the order of serials, after a serial and id.
-- name: certificate_serial_page :many
SELECT @certificate@ FROM certificate WHERE scheme = $1 AND (serial, id) > ($2, $3) ORDER BY serial, id LIMIT $4

-- Granted in these days ($2 NULL: from the first), newest first, before a day and id.
-- name: certificate_granted_page :many
SELECT @certificate@ FROM certificate
WHERE scheme = $1 AND granted_on >= coalesce(CAST($2 AS TEXT), '') AND (granted_on, id) < ($3, $4)
ORDER BY granted_on DESC, id DESC LIMIT $5

-- Periods of a scheme decided in these days, newest first, as above; behind the day a certificate and its position.
-- name: certificate_period_decided :many
SELECT @certificate_period p@ FROM certificate_period p JOIN certificate x ON x.id = p.certificate_id
WHERE x.scheme = $1 AND p.decided_on >= coalesce(CAST($2 AS TEXT), '') AND (p.decided_on, p.certificate_id, p.position) < ($3, $4, $5)
ORDER BY p.decided_on DESC, p.certificate_id DESC, p.position DESC LIMIT $6

-- name: certificate_of_party :many
SELECT @certificate@ FROM certificate WHERE party_id = $1 ORDER BY id DESC LIMIT $2

-- name: certificate_expiring :many
SELECT scheme, count(*) FROM certificate
WHERE valid_until >= $1 AND valid_until <= $2 GROUP BY scheme ORDER BY scheme LIMIT 200

-- name: ledger_list :many
SELECT @ledger_row@ FROM ledger_row WHERE scheme = $1 AND ledger = $2 AND id > $3 ORDER BY id LIMIT $4

-- name: ledger_of_case :many
SELECT @ledger_row@ FROM ledger_row WHERE case_id = $1 ORDER BY id LIMIT 2000

-- name: ledger_of_certificate :many
SELECT @ledger_row@ FROM ledger_row WHERE certificate_id = $1 ORDER BY id LIMIT 2000
