-- What the tenant should know of a finished job, as the API shows it: [{"code": ..., "message": ...}].
alter table job add column warnings jsonb;
