-- What was last measured of each account. Limits are not kept: the account's present ones are answered.
create table account_usage (
    accuid          text collate "C" primary key,
    workspace_bytes bigint      not null,
    daily_bytes     bigint      not null,
    -- when the account's day ends: from then on nothing is used of the daily limit
    resets_at       timestamptz not null,
    measured_at     timestamptz not null
) with (fillfactor = 80); -- measurements change no indexed column: they stay within their page
