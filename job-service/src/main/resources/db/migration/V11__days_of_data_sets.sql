-- What each day of a data set holds, by the newest event data-set-replaced: of one day the highest job counts.
create table data_set_day (
    accuid      text collate "C" not null,
    source_type text collate "C" not null,
    data_date   date             not null,
    job_id      text collate "C" not null,
    row_count   bigint           not null,
    byte_count  bigint           not null,
    replaced_at timestamptz      not null,
    -- a usage is the sum over an account: the index has it all
    primary key (accuid, source_type, data_date) include (row_count, byte_count)
);
