-- Services refuse administrators and other services until they have read which tokens are revoked, so the
-- platform is published also when nothing was ever revoked. It is published once more where it was published
-- before: a restored backup may have an empty topic.
alter table platform alter column announced_version set default -1;

update platform set announced_version = -1;
