package io.sluice.data.care;

import static io.restassured.RestAssured.given;
import static io.sluice.data.parts.SeenConnections.always;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.file.DataDate;
import io.sluice.contracts.file.JobId;
import io.sluice.data.day.DayVersions;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.EntityTable;
import io.sluice.data.parts.Imported;
import io.sluice.data.parts.Lake;
import io.sluice.data.parts.TestBatch;
import io.sluice.data.table.LakeFiles;
import io.sluice.devstack.parts.EmbeddedObjectStore;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.http.ManagementPort;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

@QuarkusTest
class CareIT {
    private static final BrokerClient BROKER = BrokerClient.ofApplication();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    DayVersions versions;

    @Inject
    DataSets sets;

    @Inject
    LakeObjects stored;

    private AccountFacts facts;
    private AccountId account;
    private Lake lake;
    private EntityTable rows;

    @BeforeEach
    void makeAccount() {
        facts = Api.knownAccount();
        account = facts.accountId();
        lake = new Lake(objects, database, files, account);
        rows = new EntityTable(database);
    }

    /// Snapshots that name the file go with it, so nobody reads a table with a hole.
    @Test
    void removesReplacedFilesAfterADay() {
        var first = lake.swap(lake.job("20200125"), 3, "first");
        lake.swapped(first);
        lake.swapped(lake.swap(lake.job("20200126"), 4, "other"));
        lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));
        lake.swapped(lake.swap(lake.job("20200127"), 1, "last"));
        var care = new RemoveReplacedFiles(sets, versions, files, stored);
        var table = new DataSets.Table(account, Lake.ORDER);

        assertThat(care.due(1_000)).doesNotContain(table);
        assertThat(care.remove(table)).isZero();
        ageReplaced();
        assertThat(care.due(1_000)).contains(table);
        assertThat(care.remove(table)).isEqualTo(1);

        assertThat(keys()).doesNotContain(first.file().orElseThrow().key());
        assertThat(lake.table().metadata().snapshots()).hasSize(2);
        assertThat(lake.days())
                .isEqualTo(Map.of("2020-01-25", "2 correction", "2020-01-26", "4 other", "2020-01-27", "1 last"));
        assertThat(care.due(1_000)).doesNotContain(table);
        assertThat(lake.swapped(first).current()).isFalse();
        lake.swapped(lake.swap(lake.job("20200125"), 5, "again"));
        assertThat(lake.days()).containsEntry("2020-01-25", "5 again");
    }

    /// Objects of a store that is two days, or 31, ahead.
    @Test
    void removesWhatNothingNames() {
        var job = lake.job("20200125");
        var otherAttempt = DataKeys.dayFile(job, "ffffffff");
        lake.swapped(lake.swap(job, 3, "first"));
        var waiting = lake.swap(lake.job("20200125"), 2, "waits for its swap");
        var metadata = DataKeys.ofSource(account, Lake.ORDER) + "metadata/00007-of-a-lost-commit.metadata.json";
        lake.put(otherAttempt, new byte[10]);
        lake.put(metadata, new byte[10]);
        var table = new DataSets.Table(account, Lake.ORDER);
        var before = keys();

        assertThat(orphans(Duration.ofHours(47)).remove(table)).isZero();
        assertThat(orphans(Duration.ofHours(49)).tables()).contains(table);
        assertThat(orphans(Duration.ofHours(49)).remove(table)).isEqualTo(2);

        before.removeAll(List.of(otherAttempt, metadata));
        assertThat(keys()).isEqualTo(before);
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "3 first"));
        lake.swapped(waiting);
        lake.swapped(lake.swap(lake.job("20200126"), 1, "other"));
        assertThat(orphans(Duration.ofDays(29)).remove(table)).isZero();
        var lost = lake.swap(lake.job("20200126"), 1, "lost");
        assertThat(orphans(Duration.ofDays(29)).remove(table)).isZero();
        assertThat(orphans(Duration.ofDays(31)).remove(table)).isEqualTo(1);
        assertThat(keys()).doesNotContain(lost.file().orElseThrow().key());
        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 waits for its swap", "2020-01-26", "1 other"));
    }

    /// It waited for data-service for two days.
    @Test
    void keepsAFileWhoseSwapComesDuringTheSearch() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        var late = lake.swap(lake.job("20200125"), 2, "late");
        var search = new RemoveOrphans(
                new SwapBetweenReads(sets, () -> lake.swapped(late), new AtomicBoolean()),
                files,
                new StoreOfTheFuture(stored, Duration.ofHours(49)));

        assertThat(search.remove(new DataSets.Table(account, Lake.ORDER))).isZero();

        assertThat(lake.days()).isEqualTo(Map.of("2020-01-25", "2 late"));
    }

    /// A process died before its file became the snapshot.
    @Test
    void removesFilesThatAreNoSnapshot() {
        Imported.of(new TestBatch(objects, account)
                .ofLines(TestBatch.line("guest", "insert", "{\"id\":\"a\",\"name\":\"A\"}")));
        var guests = new SourceType("batch_guest");
        await().atMost(TIMEOUT)
                .until(() -> files.size(DataKeys.plainCopy(account, guests)).isPresent());
        var table = new DataSets.Table(account, guests);
        var before = keys();
        var orphan = DataKeys.snapshotFile(account, guests, "0123456789abcdef0123456789abcdef");
        lake.put(orphan, new byte[10]);

        assertThat(orphans(Duration.ofHours(47)).remove(table)).isZero();
        assertThat(orphans(Duration.ofHours(49)).remove(table)).isEqualTo(1);

        assertThat(keys()).isEqualTo(before);
    }

    /// A validator was killed in the middle of a file, or data-service in the middle of a large plain copy.
    @Test
    void removesWhatWasSentOfObjectsThatNobodyFinishes() {
        var bucket = EmbeddedObjectStore.BUCKET;
        var job = lake.job("20200125");
        var begun = List.of(DataKeys.dayFile(job, "ffffffff"), DataKeys.plainCopy(account, Lake.ORDER, job.dataDate()));
        begun.forEach(key ->
                objects.createMultipartUpload(request -> request.bucket(bucket).key(key)));

        orphans(Duration.ofHours(47)).removeUnfinished();
        assertThat(unfinished()).containsExactlyInAnyOrderElementsOf(begun);
        assertThat(orphans(Duration.ofHours(49)).removeUnfinished()).isGreaterThanOrEqualTo(2);

        assertThat(unfinished()).isEmpty();
    }

    private List<String> unfinished() {
        return objects.listMultipartUploads(request -> request.bucket(EmbeddedObjectStore.BUCKET)).uploads().stream()
                .map(MultipartUpload::key)
                .filter(key -> key.contains(account.value()))
                .toList();
    }

    /// A check, a swap and a copy that were under way end after it. No row tells of them.
    @Test
    void removesWhatIsWrittenAfterTheErasure() {
        var job = lake.job("20200125");
        var late = lake.swap(job, 3, "late");
        var other = DataKeys.plainCopy(Api.knownAccount().accountId(), Lake.ORDER);
        lake.put(other, new byte[10]);
        lake.put("batch-logs/%s/late".formatted(account), new byte[10]);
        BROKER.send(TestAccount.after(facts).state(AccountState.ERASED).facts());
        await().atMost(TIMEOUT).until(() -> lake.put(late).statusCode() == 404);
        await().atMost(TIMEOUT).until(() -> keys().isEmpty());

        objects.createMultipartUpload(
                request -> request.bucket(EmbeddedObjectStore.BUCKET).key(DataKeys.dayFile(job, "eeeeeeee")));
        lake.put(DataKeys.plainCopy(account, Lake.ORDER, job.dataDate()), new byte[10]);
        lake.put(DataKeys.dayFile(job, "ffffffff"), new byte[10]);

        await().atMost(TIMEOUT).until(() -> keys().isEmpty() && unfinished().isEmpty());
        assertThat(files.size("batch-logs/%s/late".formatted(account))).isEmpty();
        assertThat(files.size(other)).isPresent();
    }

    @Test
    void removesAllOfAnErasedAccount() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        lake.put(DataKeys.plainCopy(account, Lake.ORDER, lake.job("20200125").dataDate()), new byte[10]);
        var other = new Lake(objects, database, files, Api.knownAccount().accountId());
        other.swapped(other.swap(other.job("20200125"), 1, "other"));

        BROKER.send(TestAccount.after(facts).state(AccountState.ERASED).facts());

        await().atMost(TIMEOUT)
                .until(() -> rows.rows("select 1 from day_version where accuid = '%s'".formatted(account))
                        .isEmpty());
        await().atMost(TIMEOUT)
                .until(() -> rows.rows(
                                "select 1 from iceberg_namespace_properties where namespace = '%s'".formatted(account))
                        .isEmpty());
        assertThat(rows.rows("select 1 from iceberg_tables where table_namespace = '%s'".formatted(account)))
                .isEmpty();
        assertThat(keys()).isEmpty();
        assertThat(other.days()).isEqualTo(Map.of("2020-01-25", "1 other"));
        assertThat(lake.put(lake.swap(lake.job("20200125"), 3, "late")).statusCode())
                .isEqualTo(404);
    }

    /// The service makes copies and announces meanwhile, so the waiting ones are in this transaction alone.
    @Test
    void saysHowLongTheOldestChangeWaits() throws SQLException {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));

        assertThat(waitingHours("announced = false")).isEqualTo(9);
        assertThat(waitingHours("announced = true, copy_due = true")).isEqualTo(9);
        assertThat(waitingHours("announced = true, copy_due = false")).isLessThan(9);
        assertThat(waitingHours("announced = true, copy_due = true, replaced_at = now()"))
                .isLessThan(9);
    }

    /// The name in the alert `SluiceDaysWait`.
    @Test
    void showsHowLongTheOldestChangeWaits() {
        assertThat(given().get(ManagementPort.url("/q/metrics")).asString())
                .containsPattern("(?m)^sluice_data_sets_waiting_age_seconds [0-9.]+$");
    }

    /// With the account's day changed ten hours ago, and with this.
    private long waitingHours(String change) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                update.execute(
                        "update day_version set updated_at = now() - interval '599 minutes', %s where accuid = '%s'"
                                .formatted(change, account));
                var days = new WaitingDays(new DataSetsStore(always(database, connection)), Clock.systemUTC());
                days.look();
                return Duration.ofSeconds((long) days.seconds()).toHours();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private void ageReplaced() {
        rows.rows("update day_version set announced = true, replaced_at = now() - interval '26 hours'"
                + " where accuid = '%s' and replaced_at is not null returning 1".formatted(account));
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        for (var prefix : List.of(DataKeys.ofAccount(account), DataKeys.plainOfAccount(account))) {
            stored.list(prefix, page -> page.forEach(object -> keys.add(object.key())));
        }
        return keys;
    }

    private RemoveOrphans orphans(Duration later) {
        return new RemoveOrphans(sets, files, new StoreOfTheFuture(stored, later));
    }

    /// A swap comes after the first of two reads.
    private record SwapBetweenReads(DataSets sets, Runnable swap, AtomicBoolean isDone) implements DataSets {
        private <T> T andSwap(T read) {
            if (isDone.compareAndSet(false, true)) {
                swap.run();
            }
            return read;
        }

        @Override
        public List<Table> withReplaced(Duration age, int limit) {
            return sets.withReplaced(age, limit);
        }

        @Override
        public Optional<String> metadata(Table table) {
            return sets.metadata(table);
        }

        @Override
        public Set<String> files(Table table) {
            return andSwap(sets.files(table));
        }

        @Override
        public Map<DataDate, JobId> currentJobs(Table table) {
            return andSwap(sets.currentJobs(table));
        }

        @Override
        public Optional<Instant> waitingSince() {
            return sets.waitingSince();
        }
    }

    /// Its clock is ahead.
    private record StoreOfTheFuture(LakeObjects objects, Duration later) implements LakeObjects {
        @Override
        public Instant now() {
            return objects.now().plus(later);
        }

        @Override
        public List<String> folders(String prefix) {
            return objects.folders(prefix);
        }

        @Override
        public void list(String prefix, Consumer<List<StoredObject>> reader) {
            objects.list(prefix, reader);
        }

        @Override
        public int removeUnfinished(Duration age, String prefix) {
            return objects.removeUnfinished(age.minus(later), prefix);
        }

        @Override
        public void remove(String key) {
            objects.remove(key);
        }
    }
}
