-- What a source takes: dated files (days) or records of batches (entities). An instance of before makes sources of
-- files only.
alter table sources add column kind text not null default 'days' check (kind in ('days', 'entities'));

-- What the records of batches call the source.
alter table sources add column batch_schema text;

alter table sources add constraint sources_batch_schema check ((kind = 'entities') = (batch_schema is not null));

-- A retired source takes no records, so another one may have its name.
create unique index sources_of_records on sources (accuid, batch_schema) where not retired;
