-- +goose Up
-- What came in one scan, as the minutes of a hearing, may be entered as many letters.
-- Others see such a scan only while they may see it by every one of them, and it is
-- closed for all of them at once.
DROP FUNCTION shows_scan(submissions, text);
-- +goose StatementBegin
CREATE FUNCTION shows_letter(s submissions, names text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT s.scan_public AND NOT s.covered AND s.disowned_at IS NULL AND (s.author_kind = 'anonymous' OR shown_name(s, names) <> '')
        AND NOT EXISTS (SELECT 1 FROM redactions r WHERE r.submission = s.id AND r.state IN ('laid', 'lifting'))
        AND NOT EXISTS (SELECT 1 FROM comments c WHERE c.submission = s.id
            AND (c.covered OR c.withdrawn_at IS NOT NULL OR c.set_aside IN ('insulting', 'personal_data')))
$$;
CREATE FUNCTION shows_scan(s submissions, names text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT shows_letter(s, names) AND NOT EXISTS (SELECT 1 FROM closed_scans k WHERE k.scan = s.scan)
        AND NOT EXISTS (SELECT 1 FROM submissions o WHERE o.scan = s.scan AND o.id <> s.id AND NOT shows_letter(o, names))
$$;
-- +goose StatementEnd

-- +goose Down
DROP FUNCTION shows_scan(submissions, text);
ALTER FUNCTION shows_letter(submissions, text) RENAME TO shows_scan;
