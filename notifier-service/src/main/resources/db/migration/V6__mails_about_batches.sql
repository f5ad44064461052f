-- Mails about batches lie in the same outbox. An account may have switched them off.
alter table mail drop constraint mail_kind_check;
alter table mail add constraint mail_kind_check
    check (kind in ('job-failed', 'limit-crossed', 'files-ignored', 'batch-failed'));
alter table mail drop constraint mail_state_check;
alter table mail add constraint mail_state_check
    check (state in ('pending', 'sending', 'sent', 'refused', 'no-contacts', 'no-account', 'switched-off'));
