-- One row for each job. Events of one job come in any order and more than once: what is not yet known is null.
create table job (
    job_id         text collate "C" primary key,
    accuid         text collate "C" not null,
    source_type    text collate "C" not null,
    data_date      date             not null,
    file_name      text             not null,
    state          text             not null default 'processing' check (state in ('processing', 'success', 'failed')),
    size           bigint,
    received_at    timestamptz,
    claimed_at     timestamptz,
    progress_at    timestamptz,
    row_count      bigint           not null default 0,
    error_count    bigint           not null default 0,
    rows_accepted  bigint,
    source_name    text,
    schema_version integer,
    error_message  text,
    has_report     boolean,
    path           text,
    report_path    text,
    finished_at    timestamptz,
    check (state = 'processing' or finished_at is not null)
) with (fillfactor = 80); -- progress changes no indexed column: it stays within its page

create index job_by_day on job (accuid, source_type, data_date, job_id);
create index job_by_arrival on job (accuid, source_type, job_id);
create index job_by_state on job (accuid, source_type, state, job_id);

-- What was last said of each folder below an account's sources/.
create table folder (
    accuid      text collate "C" not null,
    folder      text             not null,
    observed_at timestamptz      not null,
    total       bigint           not null,
    primary key (accuid, folder)
);

create table seen_file (
    id          bigint generated always as identity primary key,
    accuid      text collate "C" not null,
    folder      text             not null,
    observed_at timestamptz      not null,
    path        text             not null,
    file_name   text             not null,
    -- the source whose folder it lies in, and the source its name speaks of
    folder_type text collate "C",
    named_type  text collate "C",
    state       text             not null check (state in ('waiting', 'ignored')),
    reason      text             not null,
    size        bigint           not null,
    seen_at     timestamptz      not null,
    data_date   date,
    next_pickup timestamptz,
    foreign key (accuid, folder) references folder on delete cascade
);

create index seen_file_by_folder on seen_file (accuid, folder);
create index seen_file_by_day on seen_file (accuid, data_date) where data_date is not null;
create index seen_file_by_state on seen_file (accuid, state, path);
