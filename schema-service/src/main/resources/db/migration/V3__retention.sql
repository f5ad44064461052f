-- How long the account's jobs, mails and reports are kept; null: the platform's time.
alter table accounts add column retention_days integer check (retention_days > 0);
