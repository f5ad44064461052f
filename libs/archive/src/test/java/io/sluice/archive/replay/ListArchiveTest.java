package io.sluice.archive.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.archive.FakeObjects;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.file.DataDate;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.Steps;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListArchiveTest {
    private static final AccountId ACME = new AccountId("acme");

    private final FakeObjects objects = new FakeObjects(new FakeTime(), new Steps());
    private final ListArchive list = new ListArchive(objects);

    @BeforeEach
    void archive() {
        Archived.put(objects, 1, "order", "20191231", "a\n");
        Archived.put(objects, 2, "order", "20200125", "a\n");
        Archived.put(objects, 3, "order", "20200125", "b\n");
        Archived.put(objects, 4, "order", "20200201", "a\n");
        Archived.put(objects, 5, "member", "20200125", "a\n");
        objects.write("archive/acme/stray", Map.of(), to -> to.write(1));
        objects.write(
                "archive/acme-2/order/2020/01/20200125_order." + Archived.job(6) + ".csv.gz",
                Map.of(),
                to -> to.write(1));
    }

    @Test
    void showsAllFilesOfTheAccountWithoutReports() {
        assertThat(jobs(query(null, null, null, null), 10))
                .containsExactly(Archived.job(5), Archived.job(1), Archived.job(2), Archived.job(3), Archived.job(4));
    }

    @Test
    void showsOneSource() {
        assertThat(jobs(query("member", null, null, null), 10)).containsExactly(Archived.job(5));
    }

    @Test
    void showsDatesOfOneSource() {
        assertThat(jobs(query("order", "20200101", "20200131", null), 10))
                .containsExactly(Archived.job(2), Archived.job(3));
    }

    @Test
    void showsDatesOfAllSources() {
        assertThat(jobs(query(null, "20200125", "20200125", null), 10))
                .containsExactly(Archived.job(5), Archived.job(2), Archived.job(3));
    }

    @Test
    void pagesFollowOneAnother() {
        var first = list.page(query("order", null, null, null), 3);
        var second = list.page(query("order", null, null, first.last().orElseThrow()), 3);

        assertThat(first.files()).hasSize(3);
        assertThat(second.files()).extracting(file -> file.key().job().value()).containsExactly(Archived.job(4));
        assertThat(second.last()).isEmpty();
    }

    private List<String> jobs(ArchiveQuery query, int limit) {
        return list.page(query, limit).files().stream()
                .map(file -> file.key().job().value())
                .toList();
    }

    private static ArchiveQuery query(
            @Nullable String source, @Nullable String from, @Nullable String to, @Nullable String after) {
        return new ArchiveQuery(
                ACME,
                Optional.ofNullable(source).map(SourceType::new),
                Optional.ofNullable(from).flatMap(DataDate::of),
                Optional.ofNullable(to).flatMap(DataDate::of),
                Optional.ofNullable(after));
    }
}
