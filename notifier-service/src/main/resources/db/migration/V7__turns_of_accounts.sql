-- Finds the next mail of the account whose turn it is.
create index mail_due_of_account on mail (accuid, due_at) where state in ('pending', 'sending');
