-- One row for each account and source that took a batch. Its lock lets one batch at a time change the set.
create table entity_set (
    set_id      bigint generated always as identity primary key,
    accuid      text collate "C" not null,
    source_type text collate "C" not null,
    -- of its latest batch; grows with each, whatever the clock says
    changed_at  timestamptz      not null default 'epoch',
    unique (accuid, source_type)
);

-- The entities as they are now.
create table entity (
    set_id     bigint           not null,
    key        text collate "C" not null,
    value      jsonb            not null,
    -- of the value as text, so that a page of a listing can be bounded without reading the values
    size       integer          not null generated always as (octet_length(value::text)) stored,
    -- the batch and its line that changed the entity last
    batch_ref  text collate "C" not null,
    line       bigint           not null,
    updated_at timestamptz      not null,
    primary key (set_id, key)
) partition by hash (set_id);

do $$
begin
    for part in 0..31 loop
        execute format('create table entity_%s partition of entity for values with (modulus 32, remainder %s)', part, part);
    end loop;
end $$;

create index entity_by_change on entity (set_id, updated_at, key);

-- One row for each batch that has ended, with the event that announces it.
create table batch_outcome (
    batch_ref   text collate "C" primary key,
    accuid      text collate "C" not null,
    event       jsonb            not null,
    finished_at timestamptz      not null default now(),
    published   boolean          not null default false,
    -- this version cannot read the event
    unreadable  boolean          not null default false
);

create index batch_outcome_unpublished on batch_outcome (finished_at) where not published and not unreadable;
create index batch_outcome_by_account on batch_outcome (accuid, batch_ref);

-- Attempts that began and did not end, because the process died in them or the import failed unexpectedly.
create table batch_attempt (
    batch_ref text collate "C" primary key,
    accuid    text collate "C" not null,
    begun     integer          not null
);

create index batch_attempt_by_account on batch_attempt (accuid);

-- An entity while the records of a batch are applied to it, one after another.
create type folded as (
    -- null when there is none
    value   jsonb,
    -- the last line that changed it; null when none did
    line    bigint,
    -- of the record applied last: done, exists, absent, incomplete, too-large
    verdict text,
    -- with incomplete: the first required field that the entity would not have
    missing text
);

-- Applies one record.
--
-- | mode | there is an entity | there is none |
-- |---|---|---|
-- | insert | replaced | made |
-- | create | exists | made |
-- | upsert | fields that are sent replace those of the same name | made; incomplete without a required field |
-- | merge | as upsert; incomplete if a required field is missing in the result | as upsert |
-- | delete, gdpr_delete | deleted | absent |
--
-- A record that is refused changes nothing, and the next one applies to what was there before it.
--
-- before: the fold of the earlier records of the key, null for the first one
-- stored: the entity before the batch, null when there is none
create function fold_record(before folded, record_line bigint, mode text, sent jsonb, stored jsonb, required text[])
    returns folded
    language plpgsql immutable parallel safe
as $$
declare
    present jsonb := case when before.verdict is null then stored else before.value end;
    changed bigint := before.line;
    result  jsonb;
begin
    case mode
        when 'insert' then
            result := sent;
        when 'create' then
            if present is not null then
                return row (present, changed, 'exists', null)::folded;
            end if;
            result := sent;
        when 'delete', 'gdpr_delete' then
            if present is null then
                return row (null, changed, 'absent', null)::folded;
            end if;
            return row (null, record_line, 'done', null)::folded;
        else
            result := case when present is null then sent else present || sent end;
            if (mode = 'merge' or present is null) and not result ?& required then
                return row (present, changed, 'incomplete',
                    (select name from unnest(required) with ordinality as wanted (name, place)
                        where not result ? name order by place limit 1))::folded;
            end if;
    end case;
    -- Each upsert may send other fields, and a number like 1e400 takes 401 characters as text but few bytes
    -- here. The size of the stored form says nothing: it may be compressed.
    if octet_length(result::text) > 1048576 then
        return row (present, changed, 'too-large', null)::folded;
    end if;
    return row (result, record_line, 'done', null)::folded;
end $$;

create aggregate fold(record_line bigint, mode text, sent jsonb, stored jsonb, required text[]) (
    sfunc = fold_record,
    stype = folded
);
