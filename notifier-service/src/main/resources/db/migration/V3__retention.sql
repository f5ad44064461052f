-- Finds an account's mails by their end, for the removal of old ones.
create index mail_by_end on mail (accuid, settled_at, job_id) where settled_at is not null;
