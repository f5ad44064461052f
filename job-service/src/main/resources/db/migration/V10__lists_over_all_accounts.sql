-- The platform team lists the jobs and files of all accounts, newest first. Most jobs succeed: an index without them is small,
-- and finds the others wherever they are.
create index job_of_all_by_source on job (source_type, job_id);
create index job_of_all_by_state on job (state, job_id) where state <> 'success';
create index job_of_all_by_source_and_state on job (source_type, state, job_id) where state <> 'success';
create index batch_job_of_all_by_state on batch_job (state, job_id) where state <> 'success';
create index batch_job_source_of_all on batch_job_source (source_type, job_id);
create index seen_file_of_all on seen_file (state, accuid, path);
