-- The key with which the sensitive values of an account are hashed. It is erased with the account.
create table hash_keys (
    accuid   text primary key references accounts (accuid),
    key      bytea       not null,
    made_at  timestamptz not null,
    made_by  bigint      not null
);
