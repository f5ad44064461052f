-- Finds the accounts with copies that are due, and the oldest of each.
create index day_version_copy_turn on day_version (accuid, updated_at) where copy_due and replaced_at is null;
