-- Addresses by postal code, as the office imported them from Japan Post's file; reference data, not part of the journal's state.

CREATE TABLE postal (
    code @TEXT@ NOT NULL,
    address @TEXT@ NOT NULL,
    PRIMARY KEY (code, address)
) @KEYED@;
