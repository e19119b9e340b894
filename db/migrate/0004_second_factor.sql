-- Beside the journal, which must never learn a secret.

CREATE TABLE second_factor (
    user_id @INT@ NOT NULL,
    secret @TEXT@ NOT NULL,
    confirmed @INT@ NOT NULL,
    last_step @INT@ NOT NULL,
    wrong @INT@ NOT NULL,
    wrong_at @INT@ NOT NULL,
    recovery @TEXT@ NOT NULL,
    PRIMARY KEY (user_id)
) @END@;
