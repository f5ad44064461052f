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
import io.sluice.data.parts.Api;
import io.sluice.data.parts.Lake;
import io.sluice.data.table.LakeFiles;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        var bad = due("20200125");
        var good = due("20200126");
        var made = new ArrayList<JobId>();
        var copies = new CopyDays(new Copies(new ArrayList<>(List.of(bad, good)), made), new PlainObjects() {
            @Override
            public boolean copy(DataFile from, String to) {
                if (to.contains("2020-01-25")) {
                    throw new IllegalArgumentException("too large");
                }
                return true;
            }

            @Override
            public void remove(String key) {
                throw new IllegalStateException("nothing is to be removed");
            }
        });

        assertThatThrownBy(() -> copies.all(() -> false))
                .hasMessage("1 plain copies cannot be made, the first is that of job %s: too large"
                        .formatted(bad.job().jobId()));
        assertThat(made).containsExactly(good.job().jobId());
    }

    private DueCopies.Due due(String date) {
        return new DueCopies.Due(lake.job(date), Optional.of(new DataFile("lake/a.parquet", 1, "0".repeat(64), 1)));
    }

    private record Copies(List<Due> due, List<JobId> made) implements DueCopies {
        @Override
        public List<Due> find(int limit, Set<JobId> except) {
            return due.stream()
                    .filter(one -> !except.contains(one.job().jobId()))
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
