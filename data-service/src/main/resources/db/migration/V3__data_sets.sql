-- The catalogue of the Iceberg tables, as Iceberg's own JDBC catalogue makes it (its schema version V1): engines attach
-- with type=jdbc and a role that may only read.
create table iceberg_tables (
    catalog_name               varchar(255) not null,
    table_namespace            varchar(255) not null,
    table_name                 varchar(255) not null,
    metadata_location          varchar(1000),
    previous_metadata_location varchar(1000),
    iceberg_type               varchar(5),
    primary key (catalog_name, table_namespace, table_name)
);

create table iceberg_namespace_properties (
    catalog_name   varchar(255) not null,
    namespace      varchar(255) not null,
    property_key   varchar(255),
    property_value varchar(1000),
    primary key (catalog_name, namespace, property_key)
);

-- One row for each job whose rows became the data of a day. The table's commit writes it, so both change together.
create table day_version (
    job_id         text collate "C" primary key,
    accuid         text collate "C" not null,
    source_type    text collate "C" not null,
    data_date      date             not null,
    file_name      text             not null,
    schema_version integer          not null,
    snapshot_id    bigint           not null,
    row_count      bigint           not null,
    -- null when no row was accepted
    file_key       text collate "C",
    file_size      bigint,
    file_sha256    text,
    updated_at     timestamptz      not null default now(),
    -- null while it is the day's current version
    replaced_at    timestamptz,
    announced      boolean          not null default false
);

create unique index day_version_current on day_version (accuid, source_type, data_date) where replaced_at is null;
create index day_version_by_day on day_version (accuid, source_type, data_date, snapshot_id);
create index day_version_unannounced on day_version (updated_at) where not announced;
create index day_version_replaced on day_version (replaced_at) where replaced_at is not null;
