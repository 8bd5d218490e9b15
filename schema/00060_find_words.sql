-- +goose Up
-- The stems (script.Stems) of what was said, by which it is found in any script and
-- any form of its words. A worker writes them soon after the comments, so that
-- whoever sends one does not wait for it; behind through the comments of a round
-- have none yet. One of them is the round, so that its comments are found without
-- those of all the others. They are no record: without them nothing is lost.
CREATE TABLE comment_words (
    comment uuid PRIMARY KEY REFERENCES comments ON DELETE CASCADE,
    words   tsvector NOT NULL
);
CREATE INDEX comment_words_words ON comment_words USING gin (words);

CREATE TABLE words_taken (
    round   uuid PRIMARY KEY REFERENCES rounds,
    through integer NOT NULL DEFAULT 0
);

-- Those of the articles of an act and of what stands in none; of a version whose
-- text was taken, all are there.
CREATE TABLE provision_words (
    dossier uuid NOT NULL,
    no      integer NOT NULL,
    id      text NOT NULL,
    words   tsvector NOT NULL,
    PRIMARY KEY (dossier, no, id),
    FOREIGN KEY (dossier, no, id) REFERENCES provisions
);
CREATE INDEX provision_words_words ON provision_words USING gin (words);

CREATE TABLE acts_taken (
    dossier uuid NOT NULL,
    no      integer NOT NULL,
    PRIMARY KEY (dossier, no),
    FOREIGN KEY (dossier, no) REFERENCES acts
);

-- Those of the titles of dossiers, which do not change.
CREATE TABLE dossier_words (
    dossier uuid PRIMARY KEY REFERENCES dossiers,
    words   tsvector NOT NULL
);

-- +goose Down
DROP TABLE dossier_words, acts_taken, provision_words, words_taken, comment_words;
