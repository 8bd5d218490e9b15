-- +goose Up
-- Until when its author may contest that a comment is set aside: an instant on the
-- dossier's own clock, exclusive, whatever is published meanwhile. What was set aside
-- before has eight days from then on.
ALTER TABLE set_asides ADD COLUMN contest_until timestamptz CHECK (contest_until IS NULL OR decision IS NOT DISTINCT FROM 'confirmed' AND contest_until > decided_legal);
UPDATE set_asides SET contest_until = (date_trunc('day', decided_legal AT TIME ZONE 'Europe/Belgrade') + interval '9 days') AT TIME ZONE 'Europe/Belgrade'
    WHERE decision = 'confirmed';

-- +goose Down
ALTER TABLE set_asides DROP COLUMN contest_until;
