-- Compares files that were not taken with the jobs of their day: it may have 100,000, and a page 1,000 files.
create index job_by_file on job (accuid, source_type, data_date, file_name);
