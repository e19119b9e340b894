-- Ledgers of periods by fiscal year.

CREATE INDEX certificate_period_decided ON certificate_period (decided_on, certificate_id, position) WHERE decided_on IS NOT NULL;
