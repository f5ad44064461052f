-- The facts of an account now have the hash of its client key, so every account that has one is published again.
update accounts set version = version + 1 where client_key_hash is not null;
