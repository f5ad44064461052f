-- Whether the contacts get a mail about each batch with refused records.
alter table accounts add column batch_failure_mails boolean not null default true;
