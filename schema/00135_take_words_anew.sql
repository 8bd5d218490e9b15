-- +goose Up
-- објекат and other words whose је is the same in ekavian have other stems now
-- (script.Stems), so the worker takes the words of comments, acts and titles anew, as
-- after 00134.
TRUNCATE comment_words, word_spans, provision_words, acts_taken, dossier_words, words_taken;
UPDATE words_place SET next = 0;

-- +goose Down
TRUNCATE comment_words, word_spans, provision_words, acts_taken, dossier_words, words_taken;
UPDATE words_place SET next = 0;
