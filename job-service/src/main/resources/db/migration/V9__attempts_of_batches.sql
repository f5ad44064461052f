-- The number of the attempt whose progress is shown: clocks of two processes give no order.
alter table batch_job add column attempt bigint not null default 0;
