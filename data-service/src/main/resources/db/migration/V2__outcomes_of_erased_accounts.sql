-- An outcome that one version cannot read is passed over in the memory of its process; another version reads it. The column
-- unreadable and its index have no use any more. They stay while instances of the previous version may run.
create index batch_outcome_waiting on batch_outcome (finished_at) where not published;

-- Of an erased account only the batch's id stays: without it a batch that is delivered again would get another outcome.
alter table batch_outcome alter column accuid drop not null;
alter table batch_outcome alter column event drop not null;
