-- +goose Up
-- A report is kept in parts, each of as many comments as stand on one of its pages, so
-- that of a long one no more is read than is asked for. Joined in their order they are
-- the bytes that its hash is of: the first is what comes before the comments, the last
-- what comes after them.
CREATE TABLE report_parts (
    round       uuid NOT NULL REFERENCES rounds,
    provisional boolean NOT NULL,
    no          integer NOT NULL CHECK (no >= 0),
    content     text NOT NULL,
    PRIMARY KEY (round, provisional, no)
);

WITH whole AS (SELECT round, false AS provisional, content FROM reports UNION ALL SELECT round, true, content FROM provisional_reports),
    lines AS (SELECT w.round, w.provisional, (l.no - 1) / 100 AS page, string_agg(l.line::text, ',' ORDER BY l.no) AS content
        FROM whole w CROSS JOIN json_array_elements(w.content->'comments') WITH ORDINALITY AS l (line, no) GROUP BY 1, 2, 3)
INSERT INTO report_parts (round, provisional, no, content)
SELECT round, provisional, 0, left(content::text, position(',"comments":[' in content::text) + length(',"comments":[') - 1) FROM whole
UNION ALL SELECT round, provisional, 1 + page, CASE WHEN page > 0 THEN ',' ELSE '' END || content FROM lines
UNION ALL SELECT w.round, w.provisional, 1 + (SELECT count(*) FROM lines l WHERE l.round = w.round AND l.provisional = w.provisional), ']}' FROM whole w;

-- +goose StatementBegin
DO $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT round, false AS provisional, hash FROM reports UNION ALL SELECT round, true, hash FROM provisional_reports) r
        WHERE hash <> 'sha256:' || coalesce((SELECT encode(sha256(convert_to(string_agg(p.content, '' ORDER BY p.no), 'UTF8')), 'hex')
            FROM report_parts p WHERE p.round = r.round AND p.provisional = r.provisional), '')
    ) THEN
        RAISE EXCEPTION 'the parts of a report are not what was published';
    END IF;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON report_parts FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE reports DROP COLUMN content;
ALTER TABLE provisional_reports DROP COLUMN content;

-- +goose Down
ALTER TABLE reports DISABLE TRIGGER USER;
ALTER TABLE provisional_reports DISABLE TRIGGER USER;
ALTER TABLE reports ADD COLUMN content json;
ALTER TABLE provisional_reports ADD COLUMN content json;
UPDATE reports r SET content = (SELECT string_agg(content, '' ORDER BY no) FROM report_parts p WHERE p.round = r.round AND NOT p.provisional)::json;
UPDATE provisional_reports r SET content = (SELECT string_agg(content, '' ORDER BY no) FROM report_parts p WHERE p.round = r.round AND p.provisional)::json;
ALTER TABLE reports ALTER COLUMN content SET NOT NULL;
ALTER TABLE provisional_reports ALTER COLUMN content SET NOT NULL;
ALTER TABLE reports ENABLE TRIGGER USER;
ALTER TABLE provisional_reports ENABLE TRIGGER USER;
DROP TABLE report_parts;
