-- Who of the office is tied to whom, so that nobody decides on his own firm.

CREATE TABLE interest (
    id @ID@,
    login @TEXT@ NOT NULL,
    party @TEXT@ NOT NULL,
    subject @TEXT@ NOT NULL,
    from_on @TEXT@,
    until_on @TEXT@,
    ground @TEXT@ NOT NULL,
    declared_by @TEXT@ NOT NULL,
    declared_on @TEXT@,
    withdrawn_on @TEXT@,
    withdrawn_why @TEXT@ NOT NULL
) @END@;
CREATE INDEX interest_login ON interest (login, id);
CREATE INDEX interest_standing ON interest (withdrawn_on, id);
