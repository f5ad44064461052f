-- Mails about ignored files lie in the same outbox.
alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check check (kind in ('job-failed', 'limit-crossed', 'files-ignored'));

-- One row for each account that ever had an ignored file. Whoever changes its folders or its mails locks it first.
create table ignored_digest (
    accuid    text collate "C" primary key,
    -- when the next mail is to be written; null while there is nothing new
    due_at    timestamptz,
    -- of the latest mail
    mailed_at timestamptz not null default 'epoch',
    -- how many mails were written: the number of the latest one
    mails     bigint      not null default 0
);

create index ignored_digest_due on ignored_digest (due_at) where due_at is not null;

-- One row for each folder that ever held an ignored file.
create table ignored_folder (
    accuid       text collate "C" not null references ignored_digest on delete cascade,
    folder       text collate "C" not null,
    observed_at  timestamptz      not null,
    -- at most 2,000: path, reason, size, seen_at, mailed
    files        jsonb            not null,
    total        bigint           not null,
    -- how many of them a mail named or counted
    mailed_total bigint           not null,
    -- how many no mail named or counted
    news         bigint           not null,
    primary key (accuid, folder)
);
