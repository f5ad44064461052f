package io.sluice.data.announcement;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DataSetReplaced;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.database.outbox.Unpublished;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The changes of days that are not announced yet.
final class UnannouncedDayStore implements Unpublished<DataSetReplaced> {
    private static final String UNANNOUNCED =
            "select job_id, accuid, source_type, data_date, file_name, schema_version, snapshot_id, row_count,"
                    + " file_size, updated_at"
                    + " from day_version where not announced order by updated_at limit $1";
    private static final String REMEMBER = "update day_version set announced = true where job_id = any ($1)";

    @Override
    public String name() {
        return "replaced days";
    }

    @Override
    public Uni<RowSet<Row>> find(SqlConnection connection, int limit) {
        return connection.preparedQuery(UNANNOUNCED).execute(Tuple.of(limit));
    }

    @Override
    public Optional<DataSetReplaced> event(Row row) {
        var job = new JobRef(
                new JobId(row.getString("job_id")),
                new AccountId(row.getString("accuid")),
                new SourceType(row.getString("source_type")),
                new DataDate(row.getLocalDate("data_date")),
                row.getString("file_name"));
        return Optional.of(new DataSetReplaced(
                job,
                row.getInteger("schema_version"),
                row.getLong("row_count"),
                Objects.requireNonNullElse(row.getLong("file_size"), 0L),
                Long.toString(row.getLong("snapshot_id")),
                row.getOffsetDateTime("updated_at").toInstant()));
    }

    @Override
    public String key(DataSetReplaced change) {
        return change.job().key();
    }

    @Override
    public Uni<?> remember(SqlConnection connection, List<DataSetReplaced> published) {
        return connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(published.stream()
                        .map(change -> change.job().jobId().value())
                        .toArray(String[]::new)));
    }
}
