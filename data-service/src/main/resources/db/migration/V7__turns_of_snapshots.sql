-- What all instances know about the building of snapshots.
create table snapshot_turn (
    accuid       text collate "C" not null,
    source_type  text collate "C" not null,
    -- versions of the account's facts, which grow when a schema of it changes: the latest one, and the one
    -- that was known when the schema was asked for last
    facts_known  bigint           not null default 0,
    facts_seen   bigint           not null default 0,
    -- when that was for nothing
    looked_at    timestamptz,
    -- builds that failed one after another, and until when nobody tries again
    failures     integer          not null default 0,
    paused_until timestamptz,
    primary key (accuid, source_type)
);
