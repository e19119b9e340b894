-- One case may grant a certificate to each of its units.

ALTER TABLE certificate ADD COLUMN unit @TEXT@ NOT NULL DEFAULT '';
