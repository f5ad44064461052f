-- The id of each field of a version by its name, as JSON text. Null: an instance of before stored the version, or it
-- is older than this column. Whoever reads it next gives its fields ids, oldest version first. {} for sources of kind
-- entities, whose fields have no ids.
alter table source_versions add column field_ids text;

-- What the next new field gets: no id is ever used twice in a source, even after the version that had it is removed.
alter table sources add column next_field_id integer not null default 1;
