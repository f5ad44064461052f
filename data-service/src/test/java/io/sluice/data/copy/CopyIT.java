package io.sluice.data.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.data.DataFile;
import io.sluice.contracts.data.DataKeys;
import io.sluice.contracts.data.DaySwap;
import io.sluice.contracts.file.JobId;
import io.sluice.contracts.file.JobRef;
import io.sluice.data.copy.DueCopies.Turn;
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

@QuarkusTest
class CopyIT {
    @Inject
    S3Client objects;

    @Inject
    DataSource database;

    @Inject
    LakeFiles files;

    @Inject
    PlainObjects plain;

    private AccountId account;
    private Lake lake;

    @BeforeEach
    void makeAccount() {
        account = Api.knownAccount().accountId();
        lake = new Lake(objects, database, files, account);
    }

    @Test
    void keepsWhatTheDayHoldsAtItsPath() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        awaitCopy("3", "first");

        lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));
        awaitCopy("2", "correction");

        lake.swapped(Lake.empty(lake.job("20200125")));
        awaitNoCopy();

        lake.swapped(lake.swap(lake.job("20200125"), 4, "again"));
        awaitCopy("4", "again");
    }

    /// From the version on that says so: a copy from before would be out of date.
    @Test
    void keepsNoneIfTheSourceSaysSo() {
        lake.swapped(lake.swap(lake.job("20200125"), 3, "first"));
        awaitCopy("3", "first");

        var swap = lake.swap(lake.job("20200125"), 2, "correction");
        lake.swapped(new DaySwap(swap.job(), 7, swap.file()));

        awaitNoCopy();
    }

    /// The day changes while its previous version is copied, which the service has done before.
    @Test
    void copiesAgainWhatChangedMeanwhile() {
        var first = lake.swap(lake.job("20200125"), 3, "first");
        lake.swapped(first);
        lake.swapped(lake.swap(lake.job("20200125"), 2, "correction"));
        awaitCopy("2", "correction");

        plain.copy(first.file().orElseThrow(), path());
        new DueCopyStore(database).copied(first.job().jobId());

        awaitCopy("2", "correction");
    }

    @Test
    void oneThatFailsHoldsUpNoOther() {
        var bad = due(account, "20200125");
        var good = due(account, "20200126");
        var copies = new Copies(bad, good);
        var copyDays = new CopyDays(copies, new Objects() {
            @Override
            public boolean copy(DataFile from, String to) {
                if (to.contains("2020-01-25")) {
                    throw new IllegalArgumentException("too large");
                }
                return true;
            }
        });

        assertThatThrownBy(copyDays::all)
                .hasMessage("1 plain copies cannot be made, the first is that of job %s: too large"
                        .formatted(bad.job().jobId()));
        assertThat(copies.made).containsExactly(good.job().jobId());
    }

    /// The other account's day changes when the large one is copied already.
    @Test
    void largeDaysHoldUpNoOtherAccount() {
        var large = due(new AccountId("a"), "20200125");
        var next = due(new AccountId("a"), "20200126");
        var other = due(new AccountId("b"), "20200125");
        var copies = new Copies(large, next);
        var isOtherMade = new CountDownLatch(1);
        var copyDays = new CopyDays(copies, new Objects() {
            @Override
            public boolean copy(DataFile from, String to) {
                if (to.startsWith("data/b/")) {
                    isOtherMade.countDown();
                } else if (to.contains("2020-01-25")) {
                    copies.due.add(other);
                    try {
                        assertThat(isOtherMade.await(20, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                }
                return true;
            }
        });

        copyDays.all();

        assertThat(copies.made)
                .containsExactlyInAnyOrder(
                        large.job().jobId(), next.job().jobId(), other.job().jobId());
    }

    /// The service copies nothing meanwhile.
    @Test
    void accountsTakeTurns() {
        var store = new DueCopyStore(database);
        var isDone = new AtomicBoolean();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            store.whileAlone(() -> {
                takeTurns(store);
                isDone.set(true);
            });
            return isDone.get();
        });
    }

    private void takeTurns(DueCopies store) {
        var first = lake.swap(lake.job("20200125"), 1, "first");
        lake.swapped(first);
        var second = Lake.empty(lake.job("20200124"));
        lake.swapped(second);
        var other = Api.knownAccount().accountId();
        lake.swapped(Lake.empty(lake.job("20200126")));
        new Lake(objects, database, files, other).swapped(Lake.empty(job(other, "20200125")));

        var all = store.find(Optional.empty(), Set.of(), Set.of(), 1_000);

        assertThat(all).extracting(Turn::account).contains(account, other).isSorted();
        assertThat(all)
                .filteredOn(turn -> turn.account().equals(account))
                .singleElement()
                .satisfies(turn -> {
                    assertThat(turn.days())
                            .extracting(day -> day.job().dataDate().toString())
                            .containsExactly("20200125", "20200124", "20200126");
                    assertThat(turn.days().getFirst()).isEqualTo(new DueCopies.Due(first.job(), first.file()));
                });
        assertThat(store.find(Optional.of(all.getFirst().account()), Set.of(), Set.of(), 1))
                .containsExactly(all.get(1));
        assertThat(store.find(Optional.of(all.getLast().account()), Set.of(), Set.of(), 1))
                .isEmpty();
        assertThat(store.find(Optional.empty(), Set.of(account), Set.of(), 1_000))
                .extracting(Turn::account)
                .contains(other)
                .doesNotContain(account);
        assertThat(store.find(
                        Optional.empty(),
                        Set.of(),
                        Set.of(first.job().jobId(), second.job().jobId()),
                        1_000))
                .filteredOn(turn -> turn.account().equals(account))
                .singleElement()
                .satisfies(turn -> assertThat(turn.days()).hasSize(1));
    }

    private JobRef job(AccountId of, String date) {
        return new Lake(objects, database, files, of).job(date);
    }

    private DueCopies.Due due(AccountId of, String date) {
        return new DueCopies.Due(job(of, date), Optional.of(new DataFile("lake/a.parquet", 1, "0".repeat(64), 1)));
    }

    /// Objects that are copied, never removed.
    private interface Objects extends PlainObjects {
        @Override
        default void remove(String key) {
            throw new IllegalStateException("nothing is to be removed");
        }
    }

    private static final class Copies implements DueCopies {
        private final List<Due> due = new CopyOnWriteArrayList<>();
        private final List<JobId> made = new CopyOnWriteArrayList<>();

        private Copies(Due... first) {
            due.addAll(List.of(first));
        }

        @Override
        public List<Turn> find(Optional<AccountId> after, Set<AccountId> atWork, Set<JobId> failed, int limit) {
            return due.stream()
                    .filter(one -> !failed.contains(one.job().jobId()))
                    .collect(Collectors.groupingBy(one -> one.job().accountId()))
                    .entrySet()
                    .stream()
                    .filter(turn -> !atWork.contains(turn.getKey()))
                    .map(turn -> new Turn(turn.getKey(), turn.getValue()))
                    .toList();
        }

        @Override
        public boolean copied(JobId job) {
            made.add(job);
            return due.removeIf(one -> one.job().jobId().equals(job));
        }

        @Override
        public void whileAlone(Runnable work) {
            work.run();
        }
    }

    private String path() {
        return DataKeys.plainCopy(account, Lake.ORDER, lake.job("20200125").dataDate());
    }

    private void awaitCopy(String rows, String note) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> Lake.query(
                                "select count(*), min(note) from '%s'".formatted(Lake.temporary(lake.object(path()))))
                        .equals(List.of(List.of(rows, note))));
    }

    private void awaitNoCopy() {
        await().atMost(Duration.ofSeconds(20)).until(() -> files.size(path()).isEmpty());
    }
}
