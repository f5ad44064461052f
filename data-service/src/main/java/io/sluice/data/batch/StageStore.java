package io.sluice.data.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.event.BatchFinished;
import io.sluice.contracts.event.BatchReceived;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.data.batch.RefusedChange.Reason;
import io.sluice.data.source.RecordSource;
import io.sluice.engine.batch.CheckedRecord;
import io.sluice.engine.batch.Mode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/// The stage of one batch in temporary tables of one connection: they need no log of the database, and end
/// with the connection. All of it is one transaction, at whose end the tables are empty and take no room. Not
/// thread-safe.
final class StageStore implements Stage {
    private static final String SETTINGS = "set work_mem = '64MB'";
    /// Other batches of the same sources take turns; a wait is tried again and counts as no failure.
    private static final String LOCK_TIMEOUT = "set local lock_timeout = '1min'";
    /// For the merge of one source; the driver waits for 15 minutes ([io.sluice.database]).
    private static final String MERGE_TIMEOUT = "set local statement_timeout = '14min'";

    /// They are emptied in place: `truncate` would make new files, and rows in the catalogue, for each batch.
    private static final String TABLES = """
            create temporary table if not exists staged (
                line bigint not null, ref uuid not null, set_id bigint not null, key text collate "C" not null,
                mode text collate "C" not null, value jsonb not null) on commit delete rows;
            create temporary table if not exists taken_back (
                line bigint not null, first_line bigint not null) on commit delete rows;
            """;
    private static final String COPY_STAGED =
            "copy pg_temp.staged (line, ref, set_id, key, mode, value) from stdin (format binary)";
    private static final String COPY_TAKEN_BACK =
            "copy pg_temp.taken_back (line, first_line) from stdin (format binary)";
    private static final String REMOVE_TAKEN_BACK = """
            with removed as (
                delete from pg_temp.staged s using pg_temp.taken_back t where s.line = t.line
                returning s.line, s.ref, s.set_id, t.first_line)
            select line, ref, set_id, first_line from removed order by line
            """;
    /// The fold reads the entities that there are; the two changes touch different keys. Of the fold only
    /// what the changes need is kept: the value of an entity once, not once for each of its records.
    private static final String MERGE = """
            with folding as materialized (
                select line, ref, key, is_last, (entity).line as changed_line, (entity).verdict as verdict,
                    (entity).missing as missing, case when is_last then (entity).value end as value
                from (
                    select s.line, s.ref, s.key, lead(s.line) over by_key is null as is_last,
                        fold(s.line, s.mode, s.value, e.value, ?) over by_key as entity
                    from pg_temp.staged s left join entity e on e.set_id = ? and e.key = s.key
                    where s.set_id = ?
                    window by_key as (partition by s.key order by s.line rows unbounded preceding)) folded),
            saved as (
                insert into entity (set_id, key, value, batch_ref, line, updated_at)
                select ?, key, value, ?, changed_line, ? from folding
                where is_last and changed_line is not null and value is not null
                on conflict (set_id, key) do update set value = excluded.value, batch_ref = excluded.batch_ref,
                    line = excluded.line, updated_at = excluded.updated_at),
            deleted as (
                delete from entity e using folding f
                where f.is_last and f.changed_line is not null and f.value is null and e.set_id = ? and e.key = f.key)
            select line, ref, verdict, missing from folding where verdict <> 'done' order by line
            """;
    /// A rollback leaves the rows in the files of the tables, and the connection may rest in the pool for
    /// long. The commit of a statement that touches the tables empties the files.
    private static final String GIVE_ROOM_BACK =
            "select from pg_temp.staged limit 0; select from pg_temp.taken_back limit 0";
    private static final String COMMIT = "insert into batch_outcome (batch_ref, accuid, event) values (?, ?, ?::jsonb)";
    private static final String FORGET_ATTEMPTS = "delete from batch_attempt where batch_ref = ?";
    private static final int FETCH = 1_000;
    /// From here on the planner must know how many rows there are.
    private static final long ANALYZE_FROM = 1_000;

    private static final Map<Mode, byte[]> MODES = modes();
    private static final Map<String, Reason> REASONS = Map.of(
            "exists", Reason.EXISTS,
            "absent", Reason.ABSENT,
            "incomplete", Reason.INCOMPLETE,
            "too-large", Reason.TOO_LARGE);

    private final Connection connection;
    private final BatchReceived batch;
    private final SourceSets sets;
    private @Nullable BinaryCopy copy;
    private boolean isTakingBack;
    private boolean isCommitted;
    private long staged;

    /// @param connection has the claim of the batch
    StageStore(Connection connection, BatchReceived batch, List<RecordSource> sources) throws SQLException {
        this.connection = connection;
        this.batch = batch;
        execute(SETTINGS);
        execute(TABLES);
        // Outside of the transaction: an import of another batch must not wait for this one to end.
        this.sets = SourceSets.of(connection, batch.accountId(), sources);
        connection.setAutoCommit(false);
    }

    @Override
    public void add(CheckedRecord record) {
        DatabaseWork.run("stage a record", () -> {
            var set = sets.of(record.schema());
            var rows = copy(COPY_STAGED);
            rows.row(6);
            rows.bigint(record.line());
            rows.uuid(record.ref());
            rows.bigint(set.id());
            rows.text(record.key(), record.keyLength());
            var mode = Objects.requireNonNull(MODES.get(record.mode()));
            rows.text(mode, mode.length);
            rows.jsonb(record.value(), record.valueLength());
            set.add();
            staged++;
            return set;
        });
    }

    @Override
    public void takeBack(long line, long firstLine) {
        DatabaseWork.run("take a record back", () -> {
            if (!isTakingBack) {
                endCopy();
                isTakingBack = true;
            }
            var rows = copy(COPY_TAKEN_BACK);
            rows.row(2);
            rows.bigint(line);
            rows.bigint(firstLine);
            return rows;
        });
    }

    private BinaryCopy copy(String statement) throws SQLException {
        var open = copy;
        if (open == null) {
            open = new BinaryCopy(new CopyManager(connection.unwrap(BaseConnection.class)).copyIn(statement));
            copy = open;
        }
        return open;
    }

    private void endCopy() throws SQLException {
        if (copy != null) {
            copy.end();
            copy = null;
        }
    }

    @Override
    public List<BatchFinished.Source> merge(Consumer<RefusedChange> refusals) {
        return DatabaseWork.run("merge a batch", () -> {
            endCopy();
            if (staged > ANALYZE_FROM) {
                execute("analyze pg_temp.staged");
            }
            execute(LOCK_TIMEOUT);
            var changed = sets.changed();
            var changedAt = sets.lock(connection, batch.batchRef(), changed);
            execute(MERGE_TIMEOUT);
            if (isTakingBack) {
                removeTakenBack(refusals);
            }
            var taken = new ArrayList<BatchFinished.Source>();
            for (var set : changed) {
                var refused = merge(set, changedAt, refusals);
                taken.add(new BatchFinished.Source(
                        set.source().type(), set.source().name(), set.source().version(), set.count() - refused));
            }
            return taken;
        });
    }

    private void removeTakenBack(Consumer<RefusedChange> refusals) throws SQLException {
        try (var remove = connection.prepareStatement(REMOVE_TAKEN_BACK)) {
            remove.setFetchSize(FETCH);
            try (var rows = remove.executeQuery()) {
                while (rows.next()) {
                    sets.takeBack(rows.getLong("set_id"));
                    refusals.accept(new RefusedChange(
                            rows.getLong("line"),
                            rows.getString("ref"),
                            Reason.DUPLICATE_REF,
                            Optional.of(rows.getLong("first_line")),
                            Optional.empty()));
                }
            }
        }
    }

    /// The number of refused records.
    private long merge(SourceSets.SourceSet set, OffsetDateTime changedAt, Consumer<RefusedChange> refusals)
            throws SQLException {
        // The set as a constant: the planner looks at one partition only.
        try (var merge = connection.prepareStatement(MERGE)) {
            merge.setFetchSize(FETCH);
            merge.setArray(
                    1,
                    connection.createArrayOf(
                            "text", set.source().requiredFields().toArray()));
            merge.setLong(2, set.id());
            merge.setLong(3, set.id());
            merge.setLong(4, set.id());
            merge.setString(5, batch.batchRef().value());
            merge.setObject(6, changedAt);
            merge.setLong(7, set.id());
            try (var rows = merge.executeQuery()) {
                var refused = 0L;
                while (rows.next()) {
                    refused++;
                    refusals.accept(refused(rows));
                }
                return refused;
            }
        }
    }

    private static RefusedChange refused(ResultSet row) throws SQLException {
        var reason = REASONS.get(row.getString("verdict"));
        if (reason == null) {
            throw new IllegalStateException("unknown verdict " + row.getString("verdict"));
        }
        return new RefusedChange(
                row.getLong("line"),
                row.getString("ref"),
                reason,
                Optional.empty(),
                Optional.ofNullable(row.getString("missing")));
    }

    @Override
    public void commit(BatchFinished outcome) {
        DatabaseWork.run("commit a batch", () -> {
            endCopy();
            try (var commit = connection.prepareStatement(COMMIT);
                    var forget = connection.prepareStatement(FORGET_ATTEMPTS)) {
                commit.setString(1, batch.batchRef().value());
                commit.setString(2, batch.accountId().value());
                commit.setString(3, json(outcome));
                commit.executeUpdate();
                forget.setString(1, batch.batchRef().value());
                forget.executeUpdate();
                connection.commit();
                isCommitted = true;
                return outcome;
            }
        });
    }

    private static String json(BatchFinished outcome) {
        try {
            return SluiceJson.mapper().writeValueAsString(outcome);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("the outcome of a batch cannot be written as JSON", unwritable);
        }
    }

    private void execute(String statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    @Override
    public void close() {
        DatabaseWork.run("end a stage", () -> {
            if (copy != null) {
                copy.cancel();
                copy = null;
            }
            connection.rollback();
            connection.setAutoCommit(true);
            if (!isCommitted) {
                execute(GIVE_ROOM_BACK);
            }
            return connection;
        });
    }

    private static Map<Mode, byte[]> modes() {
        var modes = new EnumMap<Mode, byte[]>(Mode.class);
        for (var mode : Mode.values()) {
            modes.put(mode, mode.label().getBytes(StandardCharsets.US_ASCII));
        }
        return modes;
    }
}
