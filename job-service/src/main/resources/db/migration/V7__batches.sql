-- One row for each batch that came over HTTP: a job without file and date. Events of one batch come in any order and
-- more than once.
create table batch_job (
    job_id         text collate "C" primary key,
    accuid         text collate "C" not null,
    batch_ref      text collate "C" not null,
    state          text             not null default 'processing' check (state in ('processing', 'success', 'failed')),
    size           bigint           not null,
    received_at    timestamptz      not null,
    progress_at    timestamptz,
    record_count   bigint           not null default 0,
    failed_count   bigint           not null default 0,
    accepted_count bigint,
    error_message  text,
    finished_at    timestamptz,
    check (state = 'processing' or finished_at is not null)
) with (fillfactor = 80); -- progress changes no indexed column: it stays within its page

create index batch_job_by_arrival on batch_job (accuid, job_id);
create index batch_job_by_state on batch_job (accuid, state, job_id);
create index batch_job_by_end on batch_job (accuid, finished_at, job_id) where finished_at is not null;

-- The sources that took records of a batch; known at its end.
create table batch_job_source (
    job_id         text collate "C" not null references batch_job on delete cascade,
    accuid         text collate "C" not null,
    source_type    text collate "C" not null,
    source_name    text             not null,
    schema_version integer          not null,
    accepted_count bigint           not null,
    primary key (job_id, source_type)
);

create index batch_job_source_by_arrival on batch_job_source (accuid, source_type, job_id);

-- Files and batches of an account are listed together, newest first.
create index job_by_account on job (accuid, job_id);
create index job_by_account_state on job (accuid, state, job_id);
