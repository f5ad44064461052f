-- Finds an account's jobs by their end, for the removal of old ones.
create index job_by_end on job (accuid, finished_at, job_id) where finished_at is not null;
