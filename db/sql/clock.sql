-- What the virtual clerk 時計 looks for: things whose day has come.

-- name: clock_certificates :many
SELECT id FROM certificate WHERE valid_until < $1 AND state_since <= valid_until AND id > $2 ORDER BY id LIMIT 200

-- name: clock_waiting :many
SELECT certificate_id FROM certificate_event WHERE performed = 0 AND effective_on <= $1 AND certificate_id > $2
ORDER BY certificate_id LIMIT 200

-- name: clock_cases :many
SELECT id FROM case_file WHERE scheme = $1 AND state = $2 AND closed_on IS NULL AND id > $3 ORDER BY id LIMIT 200

-- name: clock_deadlines :many
SELECT @deadline@ FROM deadline WHERE state IN ('open', 'missed') AND due_on < $1 AND id > $2 ORDER BY id LIMIT 200
