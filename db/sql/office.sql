-- The office: users, their keys and roles, parameters, closed days, installed scheme versions.

-- name: user_by_login :one
SELECT @user@ FROM "user" WHERE login = $1

-- name: users_all :many
SELECT @user@ FROM "user" ORDER BY login LIMIT 5000

-- name: users_count :one
SELECT COUNT(*) FROM "user"

-- name: user_keys :many
SELECT @user_key@ FROM user_key WHERE user_id = $1 ORDER BY id LIMIT 200

-- name: user_roles :many
SELECT @user_role@ FROM user_role WHERE user_id = $1 ORDER BY scheme, role LIMIT 500

-- name: interests_of_user :many
SELECT @interest@ FROM interest WHERE login = $1 ORDER BY id LIMIT 1000

-- name: interests_in_force :many
SELECT @interest@ FROM interest WHERE withdrawn_on IS NULL ORDER BY id LIMIT 2000

-- name: key_of_user :many
SELECT @user_key k@ FROM user_key k JOIN "user" u ON u.id = k.user_id
WHERE k.blob = $1 AND u.login = $2 AND u.state = 'active' AND k.revoked_on IS NULL ORDER BY k.id LIMIT 5

-- name: keys_by_blob :many
SELECT @user_key@ FROM user_key WHERE blob = $1 AND revoked_on IS NULL ORDER BY id LIMIT 20

-- name: closed_days :many
SELECT @office_closed_day@ FROM office_closed_day ORDER BY day LIMIT 400

-- name: postal_drop_all :exec
DELETE FROM postal

-- name: postal_add :exec
INSERT INTO postal (code, address) VALUES ($1, $2) ON CONFLICT (code, address) DO NOTHING

-- name: postal_of :many
SELECT address FROM postal WHERE code = $1 ORDER BY address LIMIT $2

-- name: postal_any :one
SELECT code FROM postal WHERE code > '' ORDER BY code LIMIT 1
