-- +goose Up
-- Some forms of words have other stems now (script.Stems), so the worker takes the
-- words of comments, acts and titles anew. They are no record: until they are taken,
-- comments are found by their letters.
TRUNCATE comment_words, word_spans, provision_words, acts_taken, dossier_words, words_taken;
UPDATE words_place SET next = 0;

-- +goose Down
TRUNCATE comment_words, word_spans, provision_words, acts_taken, dossier_words, words_taken;
UPDATE words_place SET next = 0;
