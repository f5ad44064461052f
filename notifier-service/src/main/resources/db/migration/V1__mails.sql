-- One row for each failed job: the mail it gets. The primary key makes it one, however often the event comes.
create table mail (
    job_id     text collate "C" primary key,
    accuid     text collate "C" not null,
    event      jsonb            not null,
    state      text             not null default 'pending'
        check (state in ('pending', 'sending', 'sent', 'refused', 'no-contacts', 'no-account')),
    created_at timestamptz      not null default now(),
    -- pending: when it is tried; sending: when its sender is held to be dead
    due_at     timestamptz      not null default now(),
    attempts   integer          not null default 0,
    -- why the last attempt did not send it, or why it never will be
    reason     text,
    subject    text,
    recipients text[]           not null default '{}',
    -- contacts that got no mail, each with the reason
    left_out   text[]           not null default '{}',
    settled_at timestamptz
);

create index mail_due on mail (due_at) where state in ('pending', 'sending');
create index mail_by_account on mail (accuid, job_id);
