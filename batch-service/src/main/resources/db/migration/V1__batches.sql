-- One row for each batch. An id is unique over all accounts and times, so a row is never removed.
create table batch (
    ref               text collate "C" primary key,
    accuid            text collate "C" not null,
    -- MD5 in lower-case hex
    checksum          text        not null,
    size              bigint      not null check (size > 0),
    -- where its file lies in the object store
    object_key        text        not null,
    state             text        not null
        check (state in ('allocated', 'stored', 'processing', 'success', 'error', 'corrupted')),
    -- until when its newest upload address is valid
    upload_expires_at timestamptz not null,
    -- when an upload began of which no end is known; a sweep then asks the object store
    upload_begun_at   timestamptz check (upload_begun_at is null or state = 'allocated'),
    received_at       timestamptz,
    -- whether batch-received was published
    announced         boolean     not null default false,
    created_at        timestamptz not null,
    modified_at       timestamptz not null,
    check (received_at is not null or state in ('allocated', 'corrupted'))
) with (fillfactor = 80);

create index batch_by_creation on batch (accuid, created_at desc, ref);
create index batch_with_begun_upload on batch (upload_begun_at, ref) where upload_begun_at is not null;
create index batch_to_announce on batch (received_at, ref) where received_at is not null and not announced;

-- What an account sent by batches in its day.
create table traffic (
    accuid            text collate "C" primary key,
    taken_bytes       bigint      not null,
    -- when the account's day ends; the row then counts nothing
    resets_at         timestamptz not null,
    version           bigint      not null default 1,
    published_version bigint      not null default 0
) with (fillfactor = 80);

create index traffic_to_publish on traffic (accuid) where published_version < version;

-- What an account sent over SFTP in its day, by the newest event usage-measured.
create table sftp_usage (
    accuid      text collate "C" primary key,
    daily_bytes bigint      not null,
    resets_at   timestamptz not null,
    measured_at timestamptz not null
) with (fillfactor = 80);
