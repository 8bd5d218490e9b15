-- +goose Up
-- Where a round counts what comes from confirmed addresses, an account passes for one
-- only if its own address was confirmed: by whoever made the account in the house, or,
-- of one that somebody opened for themselves, by its owner with the link of a
-- submission. Accounts with a role were made in the house.
ALTER TABLE persons ADD COLUMN confirmed_at timestamptz; -- null: nobody has shown that they read mail at the address
UPDATE persons p SET confirmed_at = created_at WHERE EXISTS (SELECT 1 FROM appointments a WHERE a.person = p.id);

-- +goose Down
ALTER TABLE persons DROP COLUMN confirmed_at;
