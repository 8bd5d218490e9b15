-- +goose Up
-- Some forms of verbs and of short nouns have the stem of their family now (script.Stems:
-- донесе and донети, пресуђен and пресуда, деца and дете), so the worker takes the words
-- of comments, acts and titles anew, as after 00135.
TRUNCATE comment_words, word_spans, provision_words, acts_taken, dossier_words, words_taken;
UPDATE words_place SET next = 0;

-- +goose Down
TRUNCATE comment_words, word_spans, provision_words, acts_taken, dossier_words, words_taken;
UPDATE words_place SET next = 0;
