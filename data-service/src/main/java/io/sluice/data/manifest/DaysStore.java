package io.sluice.data.manifest;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.day.DayVersion;
import io.sluice.database.DatabaseCalls;
import io.sluice.web.parameter.DataDateRange;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/// Reads the versions of days from PostgreSQL; swaps write them.
@ApplicationScoped
class DaysStore implements Days {
    private static final LocalDate FIRST = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private static final String SELECT =
            "select job_id, accuid, source_type, data_date, file_name, schema_version, snapshot_id, row_count,"
                    + " file_key, file_size, file_sha256, updated_at, replaced_at from day_version"
                    + " where accuid = $1 and source_type = $2 and ";
    private static final String CURRENT = SELECT + "data_date = $3 and replaced_at is null";
    private static final String AT = SELECT + "data_date = $3 and snapshot_id = $4";
    private static final String VERSIONS = SELECT + "data_date = $3 and job_id <= $4 order by job_id desc limit $5";
    private static final String LIST =
            SELECT + "replaced_at is null and data_date between $3 and $4 order by data_date desc limit $5";

    private final Pool pool;

    DaysStore(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<DayVersion>> find(AccountId account, SourceType source, DataDate date, OptionalLong snapshot) {
        var values = Tuple.of(account.value(), source.value(), date.value());
        return (snapshot.isPresent() ? select(AT, values.addLong(snapshot.getAsLong())) : select(CURRENT, values))
                .map(found -> found.stream().findFirst());
    }

    @Override
    public Uni<List<DayVersion>> list(
            AccountId account, SourceType source, DataDateRange dates, Optional<DataDate> before, int limit) {
        var last = dates.to().map(DataDate::value).orElse(LAST);
        var end = before.map(date -> date.value().minusDays(1))
                .filter(day -> day.isBefore(last))
                .orElse(last);
        return select(
                LIST,
                Tuple.of(
                        account.value(),
                        source.value(),
                        dates.from().map(DataDate::value).orElse(FIRST),
                        end,
                        limit));
    }

    @Override
    public Uni<List<DayVersion>> versions(
            AccountId account, SourceType source, DataDate date, JobId newest, int limit) {
        return select(VERSIONS, Tuple.of(account.value(), source.value(), date.value(), newest.value(), limit));
    }

    private Uni<List<DayVersion>> select(String sql, Tuple values) {
        return DatabaseCalls.withTimeout("reading days", pool.preparedQuery(sql).execute(values))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(DaysStore::version)
                        .toList());
    }

    private static DayVersion version(Row row) {
        var job = new JobRef(
                new JobId(row.getString("job_id")),
                new AccountId(row.getString("accuid")),
                new SourceType(row.getString("source_type")),
                new DataDate(row.getLocalDate("data_date")),
                row.getString("file_name"));
        return new DayVersion(
                job,
                row.getInteger("schema_version"),
                row.getLong("snapshot_id"),
                Optional.ofNullable(row.getString("file_key"))
                        .map(key -> new DataFile(
                                key, row.getLong("file_size"), row.getString("file_sha256"), row.getLong("row_count"))),
                row.getOffsetDateTime("updated_at").toInstant(),
                Optional.ofNullable(row.getOffsetDateTime("replaced_at")).map(OffsetDateTime::toInstant));
    }
}
