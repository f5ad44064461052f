-- Mails about limits lie in the same outbox. Their key is made from what was crossed, so that each is there once.
alter table mail add column kind text not null default 'job-failed' check (kind in ('job-failed', 'limit-crossed'));
comment on column mail.job_id is
    'the mail''s id: the job''s for a failed one, a hash of the crossing for a limit; instances of V1 know it by this name';

-- What contacts were told of the limits; accounts that never came near one have no row.
create table limit_memory (
    accuid         text collate "C" primary key,
    -- highest level told of since the use was below all of them
    workspace      text        not null default 'below' check (workspace in ('below', 'near', 'reached')),
    -- highest level told of the day that ends at resets_at
    daily          text        not null default 'below' check (daily in ('below', 'near', 'reached')),
    resets_at      timestamptz not null default 'epoch',
    -- of the newest measurement looked at; older ones come too late
    measured_at    timestamptz not null default 'epoch'
) with (fillfactor = 80); -- measurements change no indexed column: they stay within their page
