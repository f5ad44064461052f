-- How long the oldest batch waits for its outcome, for an alert. Few batches are in work, however many there are.
create index batch_in_work on batch (received_at) where state in ('stored', 'processing');
-- How many an account has.
create index batch_in_work_of_account on batch (accuid) where state in ('stored', 'processing');
