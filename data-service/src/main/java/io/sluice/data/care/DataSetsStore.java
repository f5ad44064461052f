package io.sluice.data.care;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.table.DataSetStatements;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Reads what care needs to know from PostgreSQL.
@ApplicationScoped
class DataSetsStore implements DataSets {
    private static final String WITH_REPLACED = "select distinct accuid, source_type from day_version"
            + " where replaced_at < now() - ? * interval '1 second' and announced limit ?";
    private static final String METADATA = "select metadata_location from iceberg_tables"
            + " where catalog_name = 'sluice' and table_namespace = ? and table_name = ?";
    private static final String FILES =
            "select file_key from day_version where accuid = ? and source_type = ? and file_key is not null"
                    + " union all select file_key from entity_snapshot"
                    + " where accuid = ? and source_type = ? and file_key is not null";
    private static final String CURRENT_JOBS =
            "select data_date, job_id from day_version where accuid = ? and source_type = ? and replaced_at is null";
    /// Each half is the first row of an index.
    private static final String WAITING = "select min(since) from"
            + " (select min(updated_at) as since from day_version where not announced"
            + " union all select min(updated_at) from day_version where copy_due and replaced_at is null) waiting";

    private final DataSource database;

    DataSetsStore(DataSource database) {
        this.database = database;
    }

    /// Reads a value of a row.
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private record Day(DataDate date, JobId job) {}

    @Override
    public List<Table> withReplaced(Duration age, int limit) {
        return select(
                WITH_REPLACED,
                row -> new Table(new AccountId(row.getString(1)), new SourceType(row.getString(2))),
                age.toSeconds(),
                limit);
    }

    @Override
    public Optional<String> metadata(Table table) {
        return select(
                        METADATA,
                        row -> row.getString(1),
                        table.account().value(),
                        table.source().value())
                .stream()
                .findFirst();
    }

    @Override
    public Set<String> files(Table table) {
        return new HashSet<>(select(
                FILES,
                row -> row.getString(1),
                table.account().value(),
                table.source().value(),
                table.account().value(),
                table.source().value()));
    }

    @Override
    public Map<DataDate, JobId> currentJobs(Table table) {
        return select(
                        CURRENT_JOBS,
                        row -> new Day(new DataDate(row.getObject(1, LocalDate.class)), new JobId(row.getString(2))),
                        table.account().value(),
                        table.source().value())
                .stream()
                .collect(Collectors.toMap(Day::date, Day::job));
    }

    @Override
    public Optional<Instant> waitingSince() {
        return select(WAITING, row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .getFirst()
                .map(OffsetDateTime::toInstant);
    }

    private <T> List<T> select(String sql, Reader<T> reader, Object... values) {
        return DataSetStatements.run(database, "list data sets", connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                try (var rows = statement.executeQuery()) {
                    var found = new ArrayList<T>();
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                    return found;
                }
            }
        });
    }
}
