-- Whether the day's plain copy is not what the day holds, and whether its source keeps one at all.
alter table day_version
    add copy_due   boolean not null default false,
    add plain_copy boolean not null default true;

create index day_version_copy_due on day_version (updated_at) where copy_due;
