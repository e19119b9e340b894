-- The second factor of a user. Not journalled: the journal forgets nothing.

-- name: factor_get :one
SELECT secret, confirmed, last_step, wrong, wrong_at, recovery FROM second_factor WHERE user_id = $1

-- name: factor_put :exec
INSERT INTO second_factor (user_id, secret, confirmed, last_step, wrong, wrong_at, recovery) VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, confirmed = excluded.confirmed, last_step = excluded.last_step,
    wrong = excluded.wrong, wrong_at = excluded.wrong_at, recovery = excluded.recovery

-- name: factor_drop :exec
DELETE FROM second_factor WHERE user_id = $1
