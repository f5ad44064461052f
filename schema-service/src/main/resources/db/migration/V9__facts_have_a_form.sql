-- In a rolling upgrade an instance of the previous version also publishes accounts, without what is new in their
-- facts, and remembers them in announced_version. It does not know these two columns.

-- the last version that an instance published that knows forms
alter table accounts add column announced_form_version bigint not null default 0;
-- the form of what it published; it grows with every key that is added to the facts
alter table accounts add column announced_form integer not null default 0;

create index accounts_to_publish_again on accounts (accuid) where announced_form_version < version;
create index accounts_by_form on accounts (announced_form);
