package io.sluice.watcher.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.volume.EntryType;
import io.sluice.volume.FileAttributes;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void keepsTheUploadsOfTheFirstDatesAndCountsAll() {
        var listing = listing("order");
        IntStream.range(0, Listing.MOST_UPLOADS + 5)
                .map(day -> Listing.MOST_UPLOADS + 4 - day)
                .forEach(day -> add(listing, date(day) + "_order.csv"));

        assertThat(listing.uploads().total()).isEqualTo(Listing.MOST_UPLOADS + 5);
        assertThat(listing.uploads().isComplete()).isFalse();
        assertThat(listing.uploads().kept())
                .hasSize(Listing.MOST_UPLOADS)
                .extracting(FoundFile.Pending::path)
                .startsWith("/sources/order/%s_order.csv".formatted(date(0)))
                .endsWith("/sources/order/%s_order.csv".formatted(date(Listing.MOST_UPLOADS - 1)));
    }

    @Test
    void keepsAsManyIgnoredFilesAsArePublished() {
        var listing = listing("order");
        IntStream.range(0, 100_000).forEach(i -> add(listing, "note-%06d".formatted(i)));

        assertThat(listing.ignored().total()).isEqualTo(100_000);
        assertThat(listing.ignored().kept())
                .hasSize(DirectoryObserved.LISTED)
                .extracting(FoundFile.Ignored::path)
                .startsWith("/sources/order/note-000000")
                .endsWith("/sources/order/note-000999");
    }

    @Test
    void keepsFewIgnoredFilesWhereThereIsNoSource() {
        var listing = listing("unknown");
        IntStream.range(0, 1_000).forEach(i -> add(listing, "note-%06d".formatted(i)));

        assertThat(listing.ignored().total()).isEqualTo(1_000);
        assertThat(listing.ignored().kept()).hasSize(100);
    }

    @Test
    void remembersWhenAFileWasFirstSeen() {
        var account = World.accountFacts("acme", "order");
        var folder = new WatchedFolder("order");
        var before = folder.listing(account, NOW, Duration.ZERO);
        add(before, "20200125_order.csv");
        folder.listed(before, false, NOW, Duration.ZERO);
        var later = folder.listing(account, NOW.plusSeconds(60), Duration.ofSeconds(60));

        add(later, "20200125_order.csv");

        assertThat(later.uploads().kept())
                .extracting(FoundFile.Pending::seen)
                .containsExactly(new Observation(attributes(), NOW, Duration.ZERO));
    }

    private static Listing listing(String folder) {
        return new WatchedFolder(folder).listing(World.accountFacts("acme", "order"), NOW, Duration.ZERO);
    }

    private static void add(Listing listing, String name) {
        listing.add(name, attributes());
    }

    private static FileAttributes attributes() {
        return new FileAttributes(EntryType.FILE, 0, NOW);
    }

    private static String date(int day) {
        return LocalDate.of(1990, 1, 1).plusDays(day).format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
