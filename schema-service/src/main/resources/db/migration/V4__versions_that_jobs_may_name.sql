-- When a service last read the version, at most a day too early. A job names only a version that a service has read:
-- validator-service reads the schema at the start of each job. Null: never read, so no job names it.
-- Versions from before this column may have been read, and so may those that an instance of before makes.
alter table source_versions add column read_at timestamptz default now();
