-- highest level of the number of files with a mail since it was below 80 %
alter table limit_memory add column files text not null default 'below' check (files in ('below', 'near', 'reached'));
