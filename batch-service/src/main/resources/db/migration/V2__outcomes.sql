-- What became of a batch; all of it comes with the event batch-finished.
alter table batch add column job_id text collate "C";
-- from the receipt of the file to the outcome
alter table batch add column process_millis bigint;
alter table batch add column total_count bigint;
alter table batch add column succeeded_count bigint;
alter table batch add column failed_count bigint;
-- where its log lies in the object store
alter table batch add column log_key text;
alter table batch add column finished_at timestamptz;

alter table batch add constraint batch_outcome_is_whole check ((state in ('success', 'error')) = (
    job_id is not null and process_millis is not null and total_count is not null and succeeded_count is not null
    and failed_count is not null and finished_at is not null));
alter table batch add constraint batch_counts_add_up check (total_count = succeeded_count + failed_count);
