-- What an account replayed of late, which bounds what it may replay now.
create index job_by_replay on job (accuid, claimed_at) where replay_of is not null;
