-- Numbers that were given.

-- name: number_by_value :many
SELECT @number@ FROM number WHERE value = $1 ORDER BY scheme, series LIMIT 50

-- name: number_of_owner :many
SELECT @number@ FROM number WHERE owner = $1 AND owner_id = $2 ORDER BY scheme, series, value LIMIT 200
