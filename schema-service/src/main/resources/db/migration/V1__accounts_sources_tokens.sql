-- Accounts are never deleted: an erased one keeps its id, so that a token or a file of it never meets a stranger.
create table accounts (
    accuid                    text primary key,
    state                     text        not null check (state in ('active', 'suspended', 'erased')),
    name                      text        not null,
    contacts                  text[]      not null,
    ip_allowlist              text[]      not null,
    time_zone                 text        not null,
    locale                    text        not null,
    pickup                    text,
    workspace_limit_bytes     bigint      not null check (workspace_limit_bytes > 0),
    daily_upload_limit_bytes  bigint      not null check (daily_upload_limit_bytes > 0),
    -- crypt(3), $6$
    password_hash             text,
    -- SHA-256 in hex of the user name for Basic authentication at the batch door
    client_key_hash           text unique,
    -- grows with every change of the account, its sources, keys or tokens
    version                   bigint      not null,
    -- the last version that was told on the topic account-changed
    announced_version         bigint      not null default 0,
    created_at                timestamptz not null,
    created_by                bigint      not null,
    updated_at                timestamptz not null,
    updated_by                bigint      not null
);

create index accounts_unannounced on accounts (accuid) where announced_version < version;

create table ssh_keys (
    accuid       text        not null references accounts (accuid),
    -- the first 16 hex digits of the key's SHA-256: a name that fits into a path
    key_id       text        not null,
    -- SHA256:… as ssh-keygen -l shows it
    fingerprint  text        not null,
    public_key   text        not null,
    created_at   timestamptz not null,
    created_by   bigint      not null,
    primary key (accuid, key_id)
);

-- The tokens themselves are stored nowhere.
create table tokens (
    token_id     text primary key,
    accuid       text        not null references accounts (accuid),
    description  text        not null,
    scopes       text[]      not null,
    user_id      bigint      not null,
    issued_at    timestamptz not null,
    issued_by    bigint      not null,
    expires_at   timestamptz not null,
    revoked_at   timestamptz
);

create index tokens_of_account on tokens (accuid, issued_at desc);

create table sources (
    source_id    bigint generated always as identity primary key,
    accuid       text        not null references accounts (accuid),
    source_type  text        not null,
    retired      boolean     not null default false,
    -- the present version of its schema
    version      integer     not null,
    created_at   timestamptz not null,
    created_by   bigint      not null,
    unique (accuid, source_type)
);

create table source_versions (
    source_id    bigint      not null references sources (source_id) on delete cascade,
    version      integer     not null,
    source_name  text        not null,
    description  text        not null,
    -- JSON as text: jsonb would not keep the order of keys nor the spelling of numbers
    declaration  text        not null,
    updated_at   timestamptz not null,
    updated_by   bigint      not null,
    primary key (source_id, version)
);
