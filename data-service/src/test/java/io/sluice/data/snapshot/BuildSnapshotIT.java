package io.sluice.data.snapshot;

import static io.sluice.data.parts.TestBatch.line;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.data.copy.PlainObjects;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.Lake;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.snapshot.BuildSnapshot.Done;
import io.sluice.data.snapshot.EntityReads.EntityRead;
import io.sluice.data.table.LakeFiles;
import io.sluice.fixtures.TestAccount;
import io.sluice.objects.data.DataObjects;
import jakarta.inject.Inject;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/// Builds that break off, and those of two instances.
@QuarkusTest
class BuildSnapshotIT {
    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    Snapshots snapshots;

    @Inject
    SnapshotTurns turns;

    @Inject
    SnapshotTables tables;

    @Inject
    EntityReads entities;

    @Inject
    SnapshotSchemas schemas;

    @Inject
    DataObjects stored;

    @Inject
    PlainObjects plain;

    private AccountId account;
    private EntitySource source;
    private TestBatch batches;
    private Lake lake;
    private EntityTable rows;

    @BeforeEach
    void makeAccount() {
        account = TestAccount.freshId();
        source = new EntitySource(account, new SourceType("batch_guest"));
        batches = new TestBatch(objects, account);
        lake = new Lake(objects, database, files, account);
        rows = new EntityTable(database);
    }

    @Test
    void readsOneState() {
        guest("a", "before");
        var read = begun();

        var names = new ArrayList<String>();
        try (read) {
            guest("a", "after");
            guest("b", "after");
            read.each(entity -> names.add(
                    new String(entity.value().bytes(), 0, entity.value().length(), UTF_8)));
        }

        assertThat(names).containsExactly("{\"id\": \"a\", \"name\": \"before\"}");
    }

    @Test
    void leavesASourceToTheInstanceThatIsAtWorkOnIt() {
        guest("a", "A");
        var due = due();

        try (var other = begun()) {
            assertThat(other.batch()).isPresent();
            assertThat(build(stored).build(due)).isEqualTo(Done.PASSED_OVER);
        }

        build();
        assertThat(snapshots.current(source)).isPresent();
    }

    /// An account has one builder among all instances.
    @Test
    void leavesTheOtherSourcesOfAnAccountAlone() {
        guest("a", "A");
        Imported.of(batches.ofLines(line("event", "insert", "{\"text\":\"a\"}")));
        var event = new EntitySource(account, new SourceType("batch_event"));

        try (var other = begun()) {
            assertThat(other.batch()).isPresent();
            assertThat(build(stored).build(due(event))).isEqualTo(Done.PASSED_OVER);
        }

        assertThat(await().until(() -> build(stored).build(due(event)), done -> done != Done.PASSED_OVER))
                .isIn(Done.BUILT, Done.UNCHANGED);
    }

    /// Two instances that both believe that it is their turn, because one lost its lock.
    @Test
    void keepsTheLaterOfTwoReadings() {
        guest("a", "A");
        build();
        var early = snapshots.current(source).orElseThrow().content();
        guest("b", "B");
        build();
        var later = snapshots.current(source).orElseThrow();

        var columns = tables.columns(source, schemas.find(source).orElseThrow());

        assertThat(tables.replace(source, columns, early, Optional.empty())).isFalse();
        assertThat(snapshots.current(source)).contains(later);
    }

    /// One instance asked for the schema, and waited until another one had published a newer one.
    @Test
    void keepsTheLaterOfTwoSchemas() {
        guest("a", "A");
        build();
        var current = snapshots.current(source).orElseThrow();
        var content = current.content();
        var earlier = new EntitySnapshot.Content(
                content.schemaVersion() - 1, content.batch(), content.changedAt(), content.takenAt());

        var columns = tables.columns(source, schemas.find(source).orElseThrow());

        assertThat(tables.replace(source, columns, earlier, Optional.empty())).isFalse();
        assertThat(snapshots.current(source)).contains(current);
    }

    /// Every instance knows of the failures. The readings keep the service itself away.
    @Test
    void triesASourceThatFailsLaterAndAfterOthers() {
        guest("a", "A");
        var failing = source;
        var reading = begun();
        account = TestAccount.freshId();
        source = new EntitySource(account, source.source());
        batches = new TestBatch(objects, account);
        guest("a", "A");

        try (reading;
                var other = begun()) {
            assertThat(other.batch()).isPresent();
            rows.rows("update entity_snapshot set copy_due = true where accuid in ('%s', '%s') returning 1"
                    .formatted(failing.account(), account));
            assertThat(turns.failed(failing)).isEqualTo(Duration.ofMinutes(5));
            assertThat(turns()).contains(source).doesNotContain(failing);

            assertThat(turns.failed(failing)).isEqualTo(Duration.ofMinutes(10));
            rows.rows("update snapshot_turn set paused_until = now() where accuid = '%s' returning 1"
                    .formatted(failing.account()));
            assertThat(turns()).containsSubsequence(source, failing);

            IntStream.range(0, 10).forEach(failure -> turns.failed(failing));
            assertThat(turns.failed(failing)).isEqualTo(Duration.ofHours(1));
            turns.ended(new DueSnapshot(failing, 0), false);
            assertThat(turns.failed(failing)).isEqualTo(Duration.ofMinutes(5));
        }
    }

    /// All that is due, in its order.
    private List<EntitySource> turns() {
        var passed = new HashSet<Long>();
        var turns = new ArrayList<EntitySource>();
        for (var next = next(passed); next.isPresent(); next = next(passed)) {
            turns.add(next.get().source());
            passed.add(next.get().setId());
        }
        return turns;
    }

    private Optional<DueSnapshot> next(Collection<Long> passed) {
        return turns.next(Duration.ofHours(1), new SnapshotTurns.Passed(passed, List.of()), false);
    }

    @Test
    void keepsTheSnapshotWhenABuildBreaksOff() {
        guest("a", "A");
        build();
        var before = snapshots.current(source).orElseThrow();
        guest("b", "B");
        var metadata = snapshots.metadata(source);

        for (var broken : List.<UnaryOperator<OutputStream>>of(FullStore::new, content -> content)) {
            assertThatThrownBy(() -> build(new DyingObjects(stored, broken)).build(due()))
                    .hasMessageContaining("died");
        }

        assertThat(snapshots.current(source)).contains(before);
        assertThat(snapshots.metadata(source)).isEqualTo(metadata);
        assertThat(plainRows()).isEqualTo("1");
        assertThat(build()).isEqualTo(Done.BUILT);
        assertThat(plainRows()).isEqualTo("2");
    }

    /// A process that died before it made the copy.
    @Test
    void makesACopyThatIsDue() {
        guest("a", "A");
        build();
        lake.remove(path());
        rows.rows("update entity_snapshot set copy_due = true where accuid = '%s' returning 1".formatted(account));

        build();

        assertThat(plainRows()).isEqualTo("1");
    }

    /// An instance of the previous version does not say which batch it was.
    @Test
    void knowsTheBatchOfAnEntityAtLeast() {
        var batch = guest("a", "A");
        rows.rows("update entity_set set changed_at = now(), batch_ref = 'older' where accuid = '%s' returning 1"
                .formatted(account));

        try (var read = begun()) {
            assertThat(read.batch()).hasToString("Optional[%s]".formatted(batch));
        }
    }

    @Test
    void buildsNothingOfAnErasedAccount() {
        guest("a", "A");
        build();
        var columns = tables.columns(source, schemas.find(source).orElseThrow());
        var content = snapshots.current(source).orElseThrow().content();
        rows.rows("delete from entity_set where accuid = '%s' returning 1".formatted(account));

        assertThat(tables.replace(source, columns, content, Optional.empty())).isFalse();
        assertThat(entities.begin(new DueSnapshot(source, -1))).isEmpty();
    }

    private String guest(String id, String name) {
        var batch = batches.ofLines(line("guest", "insert", "{\"id\":\"%s\",\"name\":\"%s\"}".formatted(id, name)));
        assertThat(Imported.of(batch).succeededCount()).isEqualTo(1);
        return batch.batchRef().value();
    }

    private DueSnapshot due() {
        return due(source);
    }

    private DueSnapshot due(EntitySource of) {
        return new DueSnapshot(
                of,
                Long.parseLong(rows.rows("select set_id from entity_set where accuid = '%s' and source_type = '%s'"
                                .formatted(account, of.source()))
                        .getFirst()
                        .getFirst()));
    }

    /// Waits while the service itself is at work on the source.
    private EntityRead begun() {
        return await().until(() -> entities.begin(due()), Optional::isPresent).orElseThrow();
    }

    /// The same.
    private Done build() {
        return await().until(() -> build(stored).build(due()), done -> done != Done.PASSED_OVER);
    }

    private BuildSnapshot build(DataObjects into) {
        return new BuildSnapshot(snapshots, tables, entities, schemas, into, plain);
    }

    private String path() {
        return DataKeys.plainCopy(account, source.source());
    }

    private String plainRows() {
        return Lake.query("select count(*) from '%s'".formatted(Lake.temporary(lake.object(path()))))
                .getFirst()
                .getFirst();
    }

    /// Takes no bytes.
    private static final class FullStore extends FilterOutputStream {
        private FullStore(OutputStream content) {
            super(content);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("died in the middle");
        }
    }

    /// Dies once the object is there, if not before.
    private record DyingObjects(DataObjects objects, UnaryOperator<OutputStream> broken) implements DataObjects {
        @Override
        public DataObject begin(String key) {
            var object = objects.begin(key);
            return new DataObject() {
                @Override
                public OutputStream content() {
                    return broken.apply(object.content());
                }

                @Override
                public void finish() {
                    object.finish();
                    throw new IllegalStateException("died after the object was there");
                }

                @Override
                public void close() {
                    object.close();
                }
            };
        }

        @Override
        public void remove(String key) {
            objects.remove(key);
        }
    }
}
