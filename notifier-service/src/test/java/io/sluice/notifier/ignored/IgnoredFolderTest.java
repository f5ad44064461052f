package io.sluice.notifier.ignored;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.DirectoryObserved.SeenFile;
import io.sluice.contracts.event.DirectoryObserved.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IgnoredFolderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void countsEachFileOnce() {
        var first = IgnoredFolder.EMPTY.after(observed(1, 2, ignored("a"), ignored("b")));
        var second = first.inMail().after(observed(2, 3, ignored("a"), ignored("b"), ignored("c")));

        assertThat(first.news()).isEqualTo(2);
        assertThat(second.news()).isEqualTo(1);
        assertThat(second.unmailed()).extracting(IgnoredFile::path).containsExactly("/sources/order/c");
        assertThat(second.inMail().news()).isZero();
    }

    @Test
    void isTheSameAfterARepeatedObservation() {
        var event = observed(1, 1, ignored("a"));
        var folder = IgnoredFolder.EMPTY.after(event).inMail();

        assertThat(folder.after(event)).isEqualTo(folder);
    }

    @Test
    void takesNoNoticeOfAnOlderObservation() {
        var folder = IgnoredFolder.EMPTY.after(observed(2, 1, ignored("a"))).inMail();

        assertThat(folder.after(observed(1, 2, ignored("a"), ignored("b")))).isEqualTo(folder);
    }

    @Test
    void takesNoNoticeOfWaitingFiles() {
        var folder = IgnoredFolder.EMPTY.after(observed(1, 2, waiting("20200125_order.csv"), ignored("a")));

        assertThat(folder.total()).isEqualTo(1);
        assertThat(folder.unmailed()).extracting(IgnoredFile::path).containsExactly("/sources/order/a");
    }

    @Test
    void countsAFileAsNewWhenItComesBack() {
        var folder = IgnoredFolder.EMPTY
                .after(observed(1, 1, ignored("a")))
                .inMail()
                .after(observed(2, 0))
                .after(observed(3, 1, ignored("a")));

        assertThat(folder.news()).isEqualTo(1);
    }

    @Test
    void namesAFileAgainThatTookAnothersPlace() {
        var folder =
                IgnoredFolder.EMPTY.after(observed(1, 1, ignored("a"))).inMail().after(observed(2, 1, ignored("b")));

        assertThat(folder.unmailed()).extracting(IgnoredFile::path).containsExactly("/sources/order/b");
        assertThat(folder.news()).isEqualTo(1);
    }

    @Test
    void countsTheFilesOfALargeFolderThatNoObservationNames() {
        var large = files(1_000);
        var folder = IgnoredFolder.EMPTY.after(observed(1, 100_000, large));
        var later = folder.inMail().after(observed(2, 100_007, large));

        assertThat(folder.news()).isEqualTo(100_000);
        assertThat(folder.files()).hasSize(1_000);
        assertThat(later.unmailed()).isEmpty();
        assertThat(later.news()).isEqualTo(7);
    }

    @Test
    void keepsWhatALargeFolderNoLongerNames() {
        var folder = IgnoredFolder.EMPTY
                .after(observed(1, 2, ignored("y"), ignored("z")))
                .inMail();
        var full = folder.after(observed(2, 1_002, files(1_000)));
        var again = full.inMail().after(observed(3, 2, ignored("y"), ignored("z")));

        assertThat(full.news()).isEqualTo(1_000);
        assertThat(again.news()).isZero();
    }

    @Test
    void keepsFilesBehindAQueueOfWaitingOnes() {
        var queue = IntStream.range(0, 1_000)
                .mapToObj(i -> waiting("%08d_order.csv".formatted(i)))
                .toArray(SeenFile[]::new);
        var folder = IgnoredFolder.EMPTY.after(observed(1, 1, ignored("a"))).inMail();

        var queued = folder.after(observed(2, 1_001, queue));

        assertThat(queued.after(observed(3, 1, ignored("a"))).news()).isZero();
    }

    @Test
    void countsNoWaitingUploadsAsIgnored() {
        var queue = IntStream.range(0, 1_000)
                .mapToObj(i -> waiting("%08d_order.csv".formatted(i)))
                .toArray(SeenFile[]::new);
        var folder = IgnoredFolder.EMPTY.after(observed(1, 1, ignored("a"))).inMail();

        assertThat(folder.after(observed(2, 1_825, queue)).news()).isZero();
        assertThat(IgnoredFolder.EMPTY.after(observed(2, 1_825, queue)).news()).isZero();
    }

    private static SeenFile[] files(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ignored("note-%06d".formatted(i)))
                .toArray(SeenFile[]::new);
    }

    private static DirectoryObserved observed(int second, long total, SeenFile... files) {
        return new DirectoryObserved(
                new AccountId("acme"), "/sources/order", List.of(files), total, NOON.plusSeconds(second));
    }

    private static SeenFile ignored(String name) {
        return file(name, State.IGNORED);
    }

    private static SeenFile waiting(String name) {
        return file(name, State.WAITING);
    }

    private static SeenFile file(String name, State state) {
        return new SeenFile("/sources/order/" + name, state, "reason", 1, NOON, Optional.empty(), Optional.empty());
    }
}
