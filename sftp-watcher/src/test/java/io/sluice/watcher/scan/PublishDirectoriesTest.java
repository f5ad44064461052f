package io.sluice.watcher.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class PublishDirectoriesTest {
    private static final String NAME = "20200125_order.csv";
    private static final Duration LONG = Duration.ofSeconds(70);

    private final World world = new World();

    @Test
    void neverListsTemporaryNames() {
        for (var name : List.of(".hidden", "a.filepart", "b.part", "c.tmp", ".lftp.x", "lftp-1", "d.csv~", "e.swp")) {
            world.volume().put(World.ORDERS + name, "x");
        }

        world.cycles(world.watcher(), Duration.ofSeconds(4));

        assertThat(world.observed("/sources/order").orElseThrow().files()).isEmpty();
    }

    @Test
    void listsIgnoredFilesWithTheirReasons() {
        world.volume().put(World.ORDERS + "orders.csv", "a");
        world.volume().put(World.ORDERS + "20200125_member.csv", "a");
        world.volume().put(World.ORDERS + "20200230_order.csv", "a");
        world.volume().put(World.ORDERS + "20200125_order.xlsx", "a");
        world.volume().put(World.ORDERS + "20200125 order.csv", "a");
        world.volume().put(World.ORDERS + "20200125_order*?[a]\\.csv", "a");
        world.volume().put(World.ORDERS + "..20200125_order.csv.txt", "a");
        world.volume().putFolders(World.ORDERS + "sub/deep");
        world.volume().put(World.ORDERS + "sub/deep/" + NAME, "a");
        world.volume().putLink(World.ORDERS + "20200126_order.csv");

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims()).isEmpty();
        assertThat(world.observed("/sources/order").orElseThrow().files())
                .extracting(DirectoryObserved.SeenFile::path, DirectoryObserved.SeenFile::reason)
                .containsExactly(
                        ignored(
                                "20200125 order.csv",
                                "The name does not begin with a date and _, expected"
                                        + " YYYYMMDD_order.csv or YYYYMMDD_order.tsv; rename it to 20200125_order.csv"),
                        ignored(
                                "20200125_member.csv",
                                "A file of member lies in the folder of order, expected sources/member/;"
                                        + " move it to /sources/member/20200125_member.csv"),
                        ignored(
                                "20200125_order*?[a]\\.csv",
                                "\"order*?[a]\\\" is no source of the account, expected"
                                        + " YYYYMMDD_order.csv or YYYYMMDD_order.tsv; rename it to 20200125_order.csv"),
                        ignored(
                                "20200125_order.xlsx",
                                "Unknown extension .xlsx, expected YYYYMMDD_order.csv or YYYYMMDD_order.tsv;"
                                        + " save its content as CSV and upload it as"
                                        + " /sources/order/20200125_order.csv"),
                        ignored("20200126_order.csv", "Not a regular file: links and special files are never taken"),
                        ignored(
                                "20200230_order.csv",
                                "20200230 is no date from 19000101 on, expected"
                                        + " YYYYMMDD_order.csv or YYYYMMDD_order.tsv"),
                        ignored(
                                "orders.csv",
                                "The name does not begin with a date and _, expected"
                                        + " YYYYMMDD_order.csv or YYYYMMDD_order.tsv"),
                        ignored(
                                "sub/deep/" + NAME,
                                "A file in a sub-folder is not taken, expected it in /sources/order/;"
                                        + " move it to /sources/order/" + NAME));
    }

    @Test
    void ignoresFilesOfUnknownFolders() {
        world.volume().putFolders("/accounts/acme/sources/unknown");
        world.volume().put("/accounts/acme/sources/unknown/20200125_unknown.csv", "a");

        world.cycles(world.watcher(), LONG);

        assertThat(world.reason("/sources/unknown/20200125_unknown.csv"))
                .isEqualTo("unknown is no registered source of account acme");
    }

    @Test
    void sendsAtMostTheListedNumberAndCountsAll() {
        IntStream.range(0, 1_200).forEach(i -> world.volume().put(World.ORDERS + "note-" + i, "x"));

        world.watcher().run();

        var event = world.observed("/sources/order").orElseThrow();
        assertThat(event.files()).hasSize(DirectoryObserved.LISTED);
        assertThat(event.total()).isEqualTo(1_200);
    }

    /// The longest names that JSON makes longest.
    @Test
    void sendsNoMoreThanTheBrokerTakes() throws Exception {
        IntStream.range(0, 1_000)
                .forEach(i -> world.volume().put(World.ORDERS + "%04d".formatted(i) + "\u0001".repeat(251), "x"));

        world.watcher().run();

        var event = world.observed("/sources/order").orElseThrow();
        assertThat(event.files()).hasSizeGreaterThan(10);
        assertThat(event.total()).isEqualTo(1_000);
        assertThat(SluiceJson.mapper().writeValueAsBytes(event)).hasSizeLessThan(512 * 1024);
    }

    @Test
    void publishesFolderOnlyWhenSomethingChanged() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + "orders.csv", "a");
        watcher.run();
        world.events().clear();

        world.cycles(watcher, LONG);

        assertThat(world.events().all()).isEmpty();
    }

    @Test
    void publishesAgainWhatTheBrokerDidNotTake() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + "orders.csv", "a");
        world.events().brokerUnavailable(true);
        watcher.run();
        world.time().pass(Duration.ofSeconds(30));
        var unavailable = watcher.run();
        world.events().brokerUnavailable(false);

        var again = watcher.run();

        assertThat(world.observed("/sources/order").orElseThrow().files()).hasSize(1);
        assertThat(unavailable.unpublished()).isEqualTo(Duration.ofSeconds(30));
        assertThat(again.unpublished()).isZero();
    }

    /// Tried again for ever, it would keep every tenant from hearing that nothing was received.
    @Test
    void aFolderThatTheBrokerNeverTakesCountsAsPublishedUntilItChanges() {
        var watcher = world.watcher();
        var asked = new ArrayList<Object>();
        world.events().refuseAsTooLarge(event -> event instanceof DirectoryObserved && asked.add(event));
        world.volume().put(World.ORDERS + "orders.csv", "a");

        world.cycles(watcher, LONG);
        var whileTooLarge = watcher.run();
        world.events().refuseAsTooLarge(event -> false);
        world.volume().put(World.ORDERS + "orders2.csv", "a");
        world.cycles(watcher, LONG);

        assertThat(asked).doesNotHaveDuplicates();
        assertThat(whileTooLarge.unpublished()).isZero();
        assertThat(world.observed("/sources/order").orElseThrow().files()).hasSize(2);
    }

    @Test
    void saysThatAFolderIsGoneAndForgetsIt() {
        var watcher = world.watcher();
        world.volume().putFolders("/accounts/acme/sources/unknown");
        world.volume().put("/accounts/acme/sources/unknown/notes.txt", "a");
        watcher.run();
        world.volume().delete("/accounts/acme/sources/unknown/notes.txt");
        world.volume().delete("/accounts/acme/sources/unknown");

        world.cycles(watcher, LONG);
        var gone = world.observed("/sources/unknown").orElseThrow();
        world.events().clear();
        world.cycles(watcher, LONG);

        assertThat(gone.files()).isEmpty();
        assertThat(gone.total()).isZero();
        assertThat(world.events().all()).isEmpty();
    }

    @Test
    void looksAtSomeFoldersWithoutASourceAndAtAllWithOne() {
        IntStream.range(0, 150).forEach(i -> {
            world.volume().putFolders("/accounts/acme/sources/a%03d".formatted(i));
            world.volume().put("/accounts/acme/sources/a%03d/notes.txt".formatted(i), "a");
        });
        world.volume().put(World.ORDERS + "orders.csv", "a");

        world.watcher().run();

        assertThat(world.observed("/sources/a099").orElseThrow().total()).isEqualTo(1);
        assertThat(world.observed("/sources/a100")).isEmpty();
        assertThat(world.observed("/sources/order").orElseThrow().total()).isEqualTo(1);
    }

    private static Tuple ignored(String name, String reason) {
        return tuple("/sources/order/" + name, reason);
    }
}
