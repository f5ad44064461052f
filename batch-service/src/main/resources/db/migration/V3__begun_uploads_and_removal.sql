-- An upload that began and has no known end: a sweep asks the object store about it. One row for each, so that the
-- end of one upload says nothing about another one of the same batch. A row outlives its batch.
create table begun_upload (
    upload_id  bigint generated always as identity primary key,
    ref        text collate "C" not null,
    object_key text             not null,
    begun_at   timestamptz      not null
);

insert into begun_upload (ref, object_key, begun_at)
select ref, object_key, upload_begun_at from batch where upload_begun_at is not null;

-- An instance of the previous version, which may run beside this one for a while, still uses batch.upload_begun_at.

-- whether its file was removed from the object store, some time after the outcome
alter table batch add column file_removed boolean not null default false;
create index batch_with_old_file on batch (finished_at, ref) where finished_at is not null and not file_removed;

-- A count reads the index alone.
drop index batch_by_creation;
create index batch_by_creation on batch (accuid, created_at desc, ref) include (state);
create index batch_that_waits on batch (accuid, upload_expires_at) where state = 'allocated';

-- The ids of batches whose account was erased. All else about them is gone.
create table used_ref (
    ref text collate "C" primary key
);
