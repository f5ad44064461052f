-- The batch that changed the set last. An instance of the previous version does not write it, so it holds only if
-- batch_at is changed_at.
alter table entity_set add batch_ref text collate "C", add batch_at timestamptz;

-- One row for each snapshot of the entities of a source that is kept.
create table entity_snapshot (
    accuid         text collate "C" not null,
    source_type    text collate "C" not null,
    snapshot_id    bigint           not null,
    schema_version integer          not null,
    -- the batch that changed the entities last, and when; null when it is not known any more
    batch_ref      text collate "C",
    changed_at     timestamptz      not null,
    -- all batches that had ended by then are in it
    taken_at       timestamptz      not null,
    row_count      bigint           not null,
    -- null when there were no entities
    file_key       text collate "C",
    file_size      bigint,
    file_sha256    text,
    updated_at     timestamptz      not null,
    -- null while it is the current one
    replaced_at    timestamptz,
    -- whether the plain copy is not what the snapshot holds
    copy_due       boolean          not null default true,
    primary key (accuid, source_type, snapshot_id)
);

create unique index entity_snapshot_current on entity_snapshot (accuid, source_type) where replaced_at is null;
create index entity_snapshot_replaced on entity_snapshot (replaced_at) where replaced_at is not null;
create index entity_snapshot_by_account on entity_snapshot (accuid, taken_at);

-- When somebody asked for a snapshot last. It is there when the current one was taken later.
create table snapshot_request (
    accuid       text collate "C" not null,
    source_type  text collate "C" not null,
    requested_at timestamptz      not null,
    primary key (accuid, source_type)
);
