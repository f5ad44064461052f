-- The snapshot of the table that replaced the version. Snapshots before it name the version's file.
alter table day_version add replaced_by bigint;
