-- Disposal: a list of what may go, proposed by one person, approved by others, carried out; kept for good.

CREATE TABLE disposal (
    id @ID@,
    version @INT@ NOT NULL,
    scheme @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    digest @TEXT@ NOT NULL,
    approvers @INT@ NOT NULL,
    roles @TEXT@ NOT NULL,
    n_items @INT@ NOT NULL,
    proposed_by @TEXT@ NOT NULL,
    proposed_on @TEXT@,
    closed_by @TEXT@ NOT NULL,
    closed_on @TEXT@
) @END@;
CREATE INDEX disposal_scheme ON disposal (scheme, id);

CREATE TABLE disposal_item (
    disposal_id @INT@ NOT NULL REFERENCES disposal (id),
    position @INT@ NOT NULL,
    kind @TEXT@ NOT NULL,
    case_id @INT@ REFERENCES case_file (id),
    paper_id @INT@ REFERENCES paper (id),
    class @TEXT@ NOT NULL,
    rule @TEXT@ NOT NULL,
    base_on @TEXT@,
    last_on @TEXT@,
    PRIMARY KEY (disposal_id, position)
) @KEYED@;
CREATE INDEX disposal_item_case ON disposal_item (case_id, disposal_id);
CREATE INDEX disposal_item_paper ON disposal_item (paper_id) WHERE paper_id IS NOT NULL;

CREATE TABLE disposal_approval (
    disposal_id @INT@ NOT NULL REFERENCES disposal (id),
    login @TEXT@ NOT NULL,
    digest @TEXT@ NOT NULL,
    approved_on @TEXT@,
    PRIMARY KEY (disposal_id, login)
) @KEYED@;

CREATE INDEX draft_owner ON draft (owner);
