-- Tokens of administrators and services. The tokens themselves are stored nowhere.
create table platform_tokens (
    token_id     text primary key,
    name         text        not null,
    role         text        not null,
    user_id      bigint      not null,
    issued_at    timestamptz not null,
    issued_by    bigint      not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);

-- One row: the version of what is published about these tokens. Its lock keeps the bounds of their number.
create table platform (
    id                integer primary key check (id = 1),
    -- grows with every revocation
    version           bigint not null default 0,
    -- the last version that was published on the topic platform-changed
    announced_version bigint not null default 0
);

insert into platform (id) values (1);
