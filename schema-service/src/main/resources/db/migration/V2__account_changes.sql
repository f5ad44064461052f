-- What changed in an account, noted in the transaction of the change and deleted after its publication.
-- announced_version still decides whether a change is left to publish.
create table account_changes (
    accuid   text   not null references accounts (accuid),
    -- the version that the change made
    version  bigint not null,
    kind     text   not null check (kind in ('account', 'source', 'token', 'key')),
    primary key (accuid, version)
);

-- A new account begins at 0; its first recorded change makes it 1.
alter table accounts alter column version set default 0;
