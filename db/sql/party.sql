-- Parties.

-- name: party_by_corporate_number :many
SELECT @party@ FROM party WHERE corporate_number = $1 AND corporate_number <> '' ORDER BY id LIMIT 20

-- name: party_by_name :many
SELECT @party@ FROM party WHERE name = $1 ORDER BY id LIMIT 20
