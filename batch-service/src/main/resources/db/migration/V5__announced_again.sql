-- When it was last to be announced again, because it has no outcome. An instance of the previous version leaves it.
alter table batch add column announced_again_at timestamptz;
