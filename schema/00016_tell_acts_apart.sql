-- +goose Up
-- The features of an act on which its procedure depends, by their ids, as the
-- definition names them. What is not there has the first value.
ALTER TABLE dossiers ADD COLUMN traits jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(traits) = 'object');
ALTER TABLE dossiers DROP CONSTRAINT dossiers_kind_check;
ALTER TABLE dossiers ADD CHECK (kind IN ('law', 'decree', 'rulebook', 'decision', 'strategy', 'programme', 'policy_concept', 'action_plan', 'statute',
    'budget_plan', 'urban_plan', 'working_group', 'funding_call', 'initiative', 'petition', 'other'));

-- +goose Down
ALTER TABLE dossiers DROP CONSTRAINT dossiers_kind_check;
UPDATE dossiers SET kind = 'other' WHERE kind IN ('policy_concept', 'statute', 'budget_plan', 'urban_plan', 'working_group', 'funding_call', 'initiative', 'petition');
ALTER TABLE dossiers ADD CHECK (kind IN ('law', 'decree', 'rulebook', 'decision', 'strategy', 'programme', 'action_plan', 'other'));
ALTER TABLE dossiers DROP COLUMN traits;
