-- All records of one case or one certificate, for db/rows_bundle.c. Bounded: a case that grows beyond is refused on the way in.

-- name: bundle_facts :many
SELECT @fact@ FROM fact WHERE owner = $1 AND owner_id = $2 ORDER BY unit, name LIMIT 5000

-- name: bundle_units :many
SELECT @unit@ FROM unit WHERE case_id = $1 ORDER BY kind, position, id LIMIT 2000

-- name: bundle_tracks :many
SELECT @track@ FROM track WHERE case_id = $1 ORDER BY unit, track LIMIT 5000

-- name: bundle_tasks :many
SELECT @task@ FROM task WHERE case_id = $1 ORDER BY id LIMIT 2000

-- name: bundle_certificate_tasks :many
SELECT @task@ FROM task WHERE certificate_id = $1 AND case_id IS NULL ORDER BY id LIMIT 2000

-- name: bundle_forms :many
SELECT @form f@ FROM form f
WHERE f.case_id = $1 AND f.revision = (SELECT MAX(g.revision) FROM form g WHERE g.case_id = f.case_id AND g.form = f.form)
ORDER BY f.form LIMIT 200

-- name: bundle_checks :many
SELECT @check_result@ FROM check_result WHERE case_id = $1 ORDER BY checklist, item, unit LIMIT 20000

-- name: bundle_queries :many
SELECT @query@ FROM query WHERE case_id = $1 ORDER BY id LIMIT 5000

-- name: bundle_case_deadlines :many
SELECT @deadline@ FROM deadline WHERE case_id = $1 ORDER BY id LIMIT 2000

-- name: bundle_certificate_deadlines :many
SELECT @deadline@ FROM deadline WHERE certificate_id = $1 AND case_id IS NULL ORDER BY id LIMIT 2000

-- name: bundle_fees :many
SELECT @fee@ FROM fee WHERE case_id = $1 ORDER BY id LIMIT 2000

-- name: bundle_payments :many
SELECT @payment@ FROM payment WHERE case_id = $1 ORDER BY received_on NULLS LAST, id LIMIT 2000

-- name: bundle_papers :many
SELECT @paper@ FROM paper WHERE case_id = $1 ORDER BY id LIMIT 5000

-- name: bundle_certificate_papers :many
SELECT @paper@ FROM paper WHERE certificate_id = $1 AND case_id IS NULL ORDER BY id LIMIT 5000

-- name: bundle_file_papers :many
SELECT @paper p@ FROM paper p JOIN case_file c ON c.id = p.case_id
WHERE c.certificate_id = $1 AND c.id <> $2 AND p.direction = 'received' AND p.custody <> 'returned' ORDER BY p.id LIMIT 5000

-- name: bundle_case_withholdings :many
SELECT @withholding@ FROM withholding WHERE case_id = $1 ORDER BY id LIMIT 2000

-- name: bundle_certificate_withholdings :many
SELECT @withholding@ FROM withholding WHERE certificate_id = $1 ORDER BY id LIMIT 2000

-- name: bundle_periods :many
SELECT @certificate_period@ FROM certificate_period WHERE certificate_id = $1 ORDER BY position LIMIT 500

-- name: bundle_events :many
SELECT @certificate_event@ FROM certificate_event WHERE certificate_id = $1 ORDER BY effective_on NULLS LAST, position LIMIT 1000

-- name: bundle_entries :many
SELECT @register_entry@ FROM register_entry WHERE certificate_id = $1 ORDER BY register_id LIMIT 100

-- name: bundle_unit_certificates :many
SELECT @certificate@ FROM certificate WHERE case_id = $1 AND unit <> '' ORDER BY id LIMIT 500

-- name: bundle_group_papers :many
SELECT @paper p@ FROM paper p JOIN case_file c ON c.id = p.case_id
WHERE c.batch = $1 AND c.id <> $2 AND c.party_id = $3 AND p.direction = 'received' ORDER BY p.id LIMIT 5000

-- name: bundle_group_checks :many
SELECT @check_result r@ FROM check_result r JOIN case_file c ON c.id = r.case_id
WHERE c.batch = $1 AND c.id <> $2 AND c.party_id = $3 ORDER BY r.case_id, r.checklist, r.item, r.unit LIMIT 20000

-- name: bundle_group_cases :many
SELECT @case_file c@ FROM case_file c WHERE c.batch = $1 AND c.id <> $2 AND c.party_id = $3 ORDER BY c.id LIMIT 5000

-- name: bundle_other_cases :many
SELECT @case_file@ FROM case_file WHERE certificate_id = $1 AND id <> $2 AND closed_on IS NULL ORDER BY id LIMIT 500

-- name: bundle_party_certificates :many
SELECT @certificate@ FROM certificate WHERE party_id = $1 AND scheme = $2 ORDER BY id LIMIT 2000

-- name: bundle_namesakes :many
SELECT @certificate c@ FROM lookup_key k JOIN certificate c ON c.id = k.owner_id
WHERE k.key = $1 AND k.kind = 'subject' AND k.owner = 'certificate' AND k.scheme = $2 ORDER BY k.owner_id DESC LIMIT 2000

-- name: bundle_scheme_certificates :many
SELECT @certificate@ FROM certificate WHERE scheme = $1 ORDER BY id LIMIT 10000

-- name: bundle_scheme_cases :many
SELECT @case_file@ FROM case_file WHERE scheme = $1 AND closed_on IS NULL ORDER BY id LIMIT 10000

-- name: bundle_params :many
SELECT @param@ FROM param WHERE scheme = $1 ORDER BY name LIMIT 1000
