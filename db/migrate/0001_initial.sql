-- The store as of the first release. Never edited once released: later changes are later files.
-- Tokens in at signs are replaced by the driver. An index stands on one line: build-aux/embed-migrate.awk puts indexes
-- behind the tables, so that a store that is only read from end to end can be made without them.
-- What is not there is NULL for dates, instants and references, '' for texts, 0 for numbers.

CREATE TABLE schema_migration (
    number @INT@ NOT NULL PRIMARY KEY,
    name @TEXT@ NOT NULL,
    sha256 @TEXT@ NOT NULL,
    applied_at @TEXT@,
    program @TEXT@ NOT NULL
) @END@;

-- Content: never lost, rebuilt from the journal by verify

CREATE TABLE scheme_version (
    scheme @TEXT@ NOT NULL,
    edition @TEXT@ NOT NULL,
    hash @TEXT@ NOT NULL,
    installed_on @TEXT@,
    PRIMARY KEY (scheme, edition)
) @KEYED@;

CREATE TABLE param (
    scheme @TEXT@ NOT NULL,
    name @TEXT@ NOT NULL,
    value @TEXT@ NOT NULL,
    reason @TEXT@ NOT NULL,
    set_by @TEXT@ NOT NULL,
    set_on @TEXT@,
    PRIMARY KEY (scheme, name)
) @KEYED@;

CREATE TABLE office_closed_day (
    day @TEXT@ NOT NULL PRIMARY KEY,
    label @TEXT@ NOT NULL
) @KEYED@;

CREATE TABLE "user" (
    id @ID@,
    version @INT@ NOT NULL,
    login @TEXT@ NOT NULL,
    name @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    language @TEXT@ NOT NULL,
    created_on @TEXT@
) @END@;
CREATE UNIQUE INDEX user_login ON "user" (login);

CREATE TABLE user_key (
    id @ID@,
    user_id @INT@ REFERENCES "user" (id),
    type @TEXT@ NOT NULL,
    blob @TEXT@ NOT NULL,
    fingerprint @TEXT@ NOT NULL,
    comment @TEXT@ NOT NULL,
    added_on @TEXT@,
    revoked_on @TEXT@
) @END@;
CREATE INDEX user_key_blob ON user_key (blob);
CREATE INDEX user_key_user ON user_key (user_id);

CREATE TABLE user_role (
    user_id @INT@ NOT NULL REFERENCES "user" (id),
    scheme @TEXT@ NOT NULL,
    role @TEXT@ NOT NULL,
    granted_on @TEXT@,
    revoked_on @TEXT@,
    PRIMARY KEY (user_id, scheme, role)
) @KEYED@;

CREATE TABLE party (
    id @ID@,
    version @INT@ NOT NULL,
    kind @TEXT@ NOT NULL,
    name @TEXT@ NOT NULL,
    reading @TEXT@ NOT NULL,
    corporate_number @TEXT@ NOT NULL,
    address @TEXT@ NOT NULL,
    tel @TEXT@ NOT NULL,
    mail @TEXT@ NOT NULL
) @END@;
CREATE INDEX party_corporate_number ON party (corporate_number, id) WHERE corporate_number <> '';
CREATE INDEX party_name ON party (name, id);

CREATE TABLE case_file (
    id @ID@,
    version @INT@ NOT NULL,
    scheme @TEXT@ NOT NULL,
    edition @TEXT@ NOT NULL,
    type @TEXT@ NOT NULL,
    number @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    state_since @TEXT@,
    party_id @INT@ REFERENCES party (id),
    certificate_id @INT@ REFERENCES certificate (id) DEFERRABLE INITIALLY DEFERRED,
    batch @TEXT@ NOT NULL,
    subject @TEXT@ NOT NULL,
    received_on @TEXT@,
    closed_on @TEXT@,
    assignee @TEXT@ NOT NULL,
    opened_at @TEXT@
) @END@;
CREATE INDEX case_file_number ON case_file (number, id) WHERE number <> '';
CREATE INDEX case_file_scheme ON case_file (scheme, id);
CREATE INDEX case_file_state ON case_file (scheme, state, id);
CREATE INDEX case_file_type ON case_file (scheme, type, id);
CREATE INDEX case_file_kind ON case_file (scheme, type, state, id);
CREATE INDEX case_file_any_state ON case_file (state, id);
CREATE INDEX case_file_assignee ON case_file (assignee, id, closed_on) WHERE assignee <> '';
CREATE INDEX case_file_party ON case_file (party_id, id);
CREATE INDEX case_file_certificate ON case_file (certificate_id, id) WHERE certificate_id IS NOT NULL;
CREATE INDEX case_file_batch ON case_file (batch, id) WHERE batch <> '';
CREATE INDEX case_file_open ON case_file (scheme, id) WHERE closed_on IS NULL;
CREATE INDEX case_file_all_open ON case_file (id) WHERE closed_on IS NULL;
CREATE INDEX case_file_received ON case_file (received_on, scheme);

CREATE TABLE certificate (
    id @ID@,
    version @INT@ NOT NULL,
    scheme @TEXT@ NOT NULL,
    edition @TEXT@ NOT NULL,
    number @TEXT@ NOT NULL,
    serial @INT@ NOT NULL,
    state @TEXT@ NOT NULL,
    state_since @TEXT@,
    party_id @INT@ REFERENCES party (id),
    case_id @INT@ REFERENCES case_file (id),
    subject @TEXT@ NOT NULL,
    granted_on @TEXT@,
    valid_from @TEXT@,
    valid_until @TEXT@,
    issued_on @TEXT@,
    issue_count @INT@ NOT NULL,
    renewals @INT@ NOT NULL
) @END@;
CREATE INDEX certificate_number ON certificate (number, id) WHERE number <> '';
CREATE INDEX certificate_scheme ON certificate (scheme, id);
CREATE INDEX certificate_serial ON certificate (scheme, serial);
CREATE INDEX certificate_state ON certificate (scheme, state, id);
CREATE INDEX certificate_state_until ON certificate (scheme, state, valid_until, id);
CREATE INDEX certificate_any_state ON certificate (state, id);
CREATE INDEX certificate_until ON certificate (valid_until, id, scheme);
CREATE INDEX certificate_granted ON certificate (granted_on, id);
CREATE INDEX certificate_party ON certificate (party_id, id);
CREATE INDEX certificate_case ON certificate (case_id);

CREATE TABLE certificate_period (
    certificate_id @INT@ NOT NULL REFERENCES certificate (id),
    position @INT@ NOT NULL,
    valid_from @TEXT@,
    valid_until @TEXT@,
    case_id @INT@ REFERENCES case_file (id),
    decided_on @TEXT@,
    PRIMARY KEY (certificate_id, position)
) @KEYED@;
CREATE INDEX certificate_period_case ON certificate_period (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE certificate_event (
    certificate_id @INT@ NOT NULL REFERENCES certificate (id),
    position @INT@ NOT NULL,
    transition @TEXT@ NOT NULL,
    from_state @TEXT@ NOT NULL,
    to_state @TEXT@ NOT NULL,
    effective_on @TEXT@,
    case_id @INT@ REFERENCES case_file (id),
    reason @TEXT@ NOT NULL,
    performed @INT@ NOT NULL,
    PRIMARY KEY (certificate_id, position)
) @KEYED@;
CREATE INDEX certificate_event_waiting ON certificate_event (certificate_id, effective_on) WHERE performed = 0;
CREATE INDEX certificate_event_case ON certificate_event (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE fact (
    owner @TEXT@ NOT NULL,
    owner_id @INT@ NOT NULL,
    unit @TEXT@ NOT NULL,
    name @TEXT@ NOT NULL,
    value @TEXT@ NOT NULL,
    PRIMARY KEY (owner, owner_id, unit, name)
) @KEYED@;

CREATE TABLE unit (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    kind @TEXT@ NOT NULL,
    position @INT@ NOT NULL,
    label @TEXT@ NOT NULL
) @END@;
CREATE INDEX unit_case ON unit (case_id, kind, position);

CREATE TABLE track (
    case_id @INT@ NOT NULL REFERENCES case_file (id),
    unit @TEXT@ NOT NULL,
    track @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    since @TEXT@,
    PRIMARY KEY (case_id, unit, track)
) @KEYED@;

CREATE TABLE task (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    certificate_id @INT@ REFERENCES certificate (id),
    kind @TEXT@ NOT NULL,
    item @TEXT@ NOT NULL,
    opened_on @TEXT@,
    due_on @TEXT@,
    done_on @TEXT@,
    assignee @TEXT@ NOT NULL
) @END@;
CREATE INDEX task_open ON task (due_on, id) WHERE done_on IS NULL;
CREATE INDEX task_case ON task (case_id);
CREATE INDEX task_certificate ON task (certificate_id) WHERE certificate_id IS NOT NULL;

CREATE TABLE form (
    case_id @INT@ NOT NULL REFERENCES case_file (id),
    form @TEXT@ NOT NULL,
    revision @INT@ NOT NULL,
    body @TEXT@ NOT NULL,
    saved_by @TEXT@ NOT NULL,
    saved_at @TEXT@,
    PRIMARY KEY (case_id, form, revision)
) @END@;

CREATE TABLE check_result (
    case_id @INT@ NOT NULL REFERENCES case_file (id),
    checklist @TEXT@ NOT NULL,
    item @TEXT@ NOT NULL,
    unit @TEXT@ NOT NULL,
    result @TEXT@ NOT NULL,
    evidence @TEXT@ NOT NULL,
    note @TEXT@ NOT NULL,
    checked_by @TEXT@ NOT NULL,
    checked_on @TEXT@,
    PRIMARY KEY (case_id, checklist, item, unit)
) @KEYED@;

CREATE TABLE query (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    kind @TEXT@ NOT NULL,
    item @TEXT@ NOT NULL,
    ground @TEXT@ NOT NULL,
    question @TEXT@ NOT NULL,
    asked_on @TEXT@,
    due_on @TEXT@,
    answer @TEXT@ NOT NULL,
    answered_on @TEXT@,
    state @TEXT@ NOT NULL
) @END@;
CREATE INDEX query_case ON query (case_id, id);
CREATE INDEX query_state ON query (state, due_on);

CREATE TABLE deadline (
    id @ID@,
    scheme @TEXT@ NOT NULL,
    rule @TEXT@ NOT NULL,
    case_id @INT@ REFERENCES case_file (id),
    certificate_id @INT@ REFERENCES certificate (id),
    kind @TEXT@ NOT NULL,
    base_on @TEXT@,
    raw_on @TEXT@,
    due_on @TEXT@,
    opens_on @TEXT@,
    state @TEXT@ NOT NULL,
    opened_on @TEXT@,
    closed_on @TEXT@,
    stopped_on @TEXT@,
    assignee @TEXT@ NOT NULL,
    note @TEXT@ NOT NULL
) @END@;
CREATE INDEX deadline_due ON deadline (state, due_on, id, scheme);
CREATE INDEX deadline_pending ON deadline (due_on, id, scheme, state) WHERE state IN ('open', 'missed');
CREATE INDEX deadline_case ON deadline (case_id, state);
CREATE INDEX deadline_certificate ON deadline (certificate_id, state) WHERE certificate_id IS NOT NULL;

CREATE TABLE fee (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    rule @TEXT@ NOT NULL,
    invoice @TEXT@ NOT NULL,
    count @INT@ NOT NULL,
    net @INT@ NOT NULL,
    rate_bp @INT@ NOT NULL,
    tax @INT@ NOT NULL,
    gross @INT@ NOT NULL,
    billed_on @TEXT@,
    due_on @TEXT@,
    paid_on @TEXT@,
    state @TEXT@ NOT NULL,
    reason @TEXT@ NOT NULL
) @END@;
CREATE INDEX fee_case ON fee (case_id, state);
CREATE INDEX fee_state ON fee (state, due_on, id);
CREATE INDEX fee_invoice ON fee (invoice) WHERE invoice <> '';

CREATE TABLE payment (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    fee_id @INT@ REFERENCES fee (id),
    received_on @TEXT@,
    amount @INT@ NOT NULL,
    payer @TEXT@ NOT NULL,
    method @TEXT@ NOT NULL,
    note @TEXT@ NOT NULL
) @END@;
CREATE INDEX payment_case ON payment (case_id, id);
CREATE INDEX payment_fee ON payment (fee_id) WHERE fee_id IS NOT NULL;
CREATE INDEX payment_received ON payment (received_on, id);

CREATE TABLE paper (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    certificate_id @INT@ REFERENCES certificate (id),
    direction @TEXT@ NOT NULL,
    class @TEXT@ NOT NULL,
    title @TEXT@ NOT NULL,
    number @TEXT@ NOT NULL,
    original @INT@ NOT NULL,
    copies @INT@ NOT NULL,
    received_on @TEXT@,
    issued_on @TEXT@,
    expires_on @TEXT@,
    edition @TEXT@ NOT NULL,
    url @TEXT@ NOT NULL,
    items @TEXT@ NOT NULL,
    shelf @TEXT@ NOT NULL,
    custody @TEXT@ NOT NULL,
    custody_on @TEXT@,
    superseded_by @TEXT@ NOT NULL,
    addressee @TEXT@ NOT NULL,
    secret @INT@ NOT NULL,
    blob @TEXT@ NOT NULL,
    bytes @INT@ NOT NULL,
    media @TEXT@ NOT NULL
) @END@;
CREATE INDEX paper_case ON paper (case_id, id);
CREATE INDEX paper_certificate ON paper (certificate_id, id) WHERE certificate_id IS NOT NULL;
CREATE INDEX paper_custody ON paper (custody, id);
CREATE INDEX paper_number ON paper (number) WHERE number <> '';
CREATE INDEX paper_blob ON paper (blob) WHERE blob <> '';

CREATE TABLE register_entry (
    certificate_id @INT@ NOT NULL REFERENCES certificate (id),
    register_id @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    published_on @TEXT@,
    withdrawn_on @TEXT@,
    annotation @TEXT@ NOT NULL,
    case_id @INT@ REFERENCES case_file (id),
    PRIMARY KEY (certificate_id, register_id)
) @KEYED@;
CREATE INDEX register_entry_case ON register_entry (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX register_entry_register ON register_entry (register_id, certificate_id);

CREATE TABLE withholding (
    id @ID@,
    case_id @INT@ REFERENCES case_file (id),
    certificate_id @INT@ REFERENCES certificate (id),
    form @TEXT@ NOT NULL,
    item @TEXT@ NOT NULL,
    reason @TEXT@ NOT NULL,
    wish_from @TEXT@,
    wish_until @TEXT@,
    decision @TEXT@ NOT NULL,
    decision_reason @TEXT@ NOT NULL,
    from_on @TEXT@,
    until_on @TEXT@,
    released_on @TEXT@
) @END@;
CREATE INDEX withholding_case ON withholding (case_id, id);
CREATE INDEX withholding_certificate ON withholding (certificate_id, id) WHERE certificate_id IS NOT NULL;
CREATE INDEX withholding_until ON withholding (until_on, id) WHERE released_on IS NULL;

CREATE TABLE ledger_row (
    id @ID@,
    scheme @TEXT@ NOT NULL,
    ledger @TEXT@ NOT NULL,
    case_id @INT@ REFERENCES case_file (id),
    certificate_id @INT@ REFERENCES certificate (id),
    body @TEXT@ NOT NULL,
    written_on @TEXT@,
    corrects @INT@,
    reason @TEXT@ NOT NULL
) @END@;
CREATE INDEX ledger_row_ledger ON ledger_row (scheme, ledger, id);
CREATE INDEX ledger_row_case ON ledger_row (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX ledger_row_certificate ON ledger_row (certificate_id) WHERE certificate_id IS NOT NULL;

CREATE TABLE number (
    scheme @TEXT@ NOT NULL,
    series @TEXT@ NOT NULL,
    value @TEXT@ NOT NULL,
    scope @TEXT@ NOT NULL,
    serial @INT@ NOT NULL,
    owner @TEXT@ NOT NULL,
    owner_id @INT@,
    void_reason @TEXT@ NOT NULL,
    PRIMARY KEY (scheme, series, value)
) @KEYED@;
CREATE INDEX number_owner ON number (owner, owner_id);
CREATE INDEX number_value ON number (value);

CREATE TABLE counter (
    name @TEXT@ NOT NULL PRIMARY KEY,
    value @INT@ NOT NULL
) @KEYED@;

-- The journal

CREATE TABLE event (
    seq @ID@,
    at @TEXT@ NOT NULL,
    actor @TEXT@ NOT NULL,
    seat @TEXT@ NOT NULL,
    verb @TEXT@ NOT NULL,
    object @TEXT@ NOT NULL,
    body @TEXT@ NOT NULL,
    prev_hash @BLOB@ NOT NULL,
    hash @BLOB@ NOT NULL
) @END@;
CREATE INDEX event_object ON event (object, seq);
@APPEND_ONLY_EVENT@

-- Values behind the digests in event.body; id is the event's seq * 100000 + the digest's place in it, from 1.
-- salt and value are NULL once erased.
CREATE TABLE private (
    id @ID@,
    record @TEXT@ NOT NULL,
    field @TEXT@ NOT NULL,
    salt @BLOB@,
    value @TEXT@
) @END@;
CREATE INDEX private_record ON private (record, field);

-- Beside the journal: bytes named by their hash, what is being typed, what is to be sent

CREATE TABLE blob (
    hash @TEXT@ NOT NULL PRIMARY KEY,
    bytes @INT@ NOT NULL,
    data @BLOB@ NOT NULL
) @END@;

CREATE TABLE draft (
    user_id @INT@ NOT NULL,
    owner @TEXT@ NOT NULL,
    key @TEXT@ NOT NULL,
    body @TEXT@ NOT NULL,
    saved_at @TEXT@ NOT NULL,
    PRIMARY KEY (user_id, owner, key)
) @END@;

CREATE TABLE outbox (
    id @ID@,
    event_seq @INT@ NOT NULL,
    kind @TEXT@ NOT NULL,
    body @TEXT@ NOT NULL,
    done_at @TEXT@,
    attempts @INT@ NOT NULL,
    error @TEXT@ NOT NULL
) @END@;
CREATE INDEX outbox_open ON outbox (id) WHERE done_at IS NULL;

-- Derived: search_rebuild makes them again from the tables above

CREATE TABLE lookup_key (
    key @TEXT@ NOT NULL,
    kind @TEXT@ NOT NULL,
    owner @TEXT@ NOT NULL,
    owner_id @INT@ NOT NULL,
    scheme @TEXT@ NOT NULL,
    label @TEXT@ NOT NULL,
    PRIMARY KEY (key, kind, owner, owner_id)
) @KEYED@;
CREATE INDEX lookup_key_owner ON lookup_key (owner, owner_id);

CREATE TABLE search_text (
    id @ID@,
    folded @TEXT@ NOT NULL
) @END@;
@SEARCH_INDEX@

CREATE TABLE state_count (
    owner @TEXT@ NOT NULL,
    scheme @TEXT@ NOT NULL,
    state @TEXT@ NOT NULL,
    type @TEXT@ NOT NULL,
    assignee @TEXT@ NOT NULL,
    is_open @INT@ NOT NULL,
    n @INT@ NOT NULL,
    PRIMARY KEY (owner, scheme, state, type, assignee, is_open)
) @KEYED@;
