-- +goose Up
-- A key of idempotency is known by whose it is: what a passer-by may send must never
-- meet what staff entered or a file brought in.
ALTER TABLE submissions ADD key_of text NOT NULL DEFAULT '', -- '': who sends it over the site or the interface; else 'staff', 'portal' or the id of the organisation that collected it
    DROP CONSTRAINT submissions_round_idem_key_key;
UPDATE submissions s SET key_of = CASE channel WHEN 'ekonsultacije' THEN 'portal' ELSE 'staff' END WHERE channel <> 'web';
UPDATE submissions s SET key_of = k.organisation::text FROM collected_submissions k WHERE k.submission = s.id;
-- Files were brought in before it was put down who collected them; their keys say it.
UPDATE submissions s SET key_of = o.id::text FROM organisations o
    WHERE s.key_of = '' AND s.sent_by IS NULL AND s.idem_key LIKE 'import/%' AND o.register_no = split_part(s.idem_key, '/', 2);
ALTER TABLE submissions ADD UNIQUE (round, idem_key, key_of),
    ADD CHECK (key_of IN ('', 'staff', 'portal') OR length(key_of) = 36);

-- +goose Down
ALTER TABLE submissions DROP COLUMN key_of, ADD UNIQUE (round, idem_key);
