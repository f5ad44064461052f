package io.sluice.watcher.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ScanAccountsTest {
    private static final String NAME = "20200125_order.csv";
    private static final String PATH = "/sources/order/" + NAME;
    private static final Duration LONG = Duration.ofSeconds(70);

    private final World world = new World();

    @Test
    void takesQuietFileWithoutLedger() {
        world.volume().put(World.ORDERS + NAME, "a\n1\n");

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName(), UploadClaimed::size)
                .containsExactly(tuple(NAME, 4L));
    }

    @Test
    void waitsWhileFileGrowsWithoutLedger() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + NAME, "a\n");
        for (int i = 0; i < 10; i++) {
            world.rounds(watcher, Duration.ofSeconds(20));
            world.volume().append(World.ORDERS + NAME, "1\n");
        }

        world.rounds(watcher, Duration.ofSeconds(50));

        assertThat(world.claims()).isEmpty();
        assertThat(world.reason(PATH)).isEqualTo("Waiting for 60 s of quiet");
    }

    @Test
    void takesClosedUploadSoonWithLedger() {
        world.uploads(NAME, "a\n1\n");

        world.rounds(world.watcher(), Duration.ofSeconds(4));

        assertThat(world.claims()).hasSize(1);
        assertThat(world.volume().files("/processing")).hasSize(1);
    }

    @Test
    void saysThatUploadIsOpen() {
        world.opens(PATH);
        world.volume().put(World.ORDERS + NAME, "a\n");

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims()).isEmpty();
        assertThat(world.reason(PATH)).isEqualTo("Upload still open");
    }

    @Test
    void saysThatUploadBrokeOffAndTakesItOnceContinued() {
        var watcher = world.watcher();
        world.opens(PATH);
        world.volume().put(World.ORDERS + NAME, "x".repeat(1234));
        world.isCutOff(PATH, 1234);
        world.rounds(watcher, LONG);
        var whileBroken = world.claims();
        var reason = world.reason(PATH);
        world.ledger("open", "s2", PATH, "write", "true");
        world.volume().append(World.ORDERS + NAME, "yz");
        world.ledger("close", "s2", PATH, "write", "true", "written", "2");

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(whileBroken).isEmpty();
        assertThat(reason).isEqualTo("Upload broken off after 1,234 bytes; continue it or upload again");
        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(1236L);
    }

    @Test
    void takesUploadThatWasRenamedFromItsTemporaryName() {
        var watcher = world.watcher();
        world.opens(PATH + ".filepart");
        world.volume().put(World.ORDERS + NAME + ".filepart", "a\n");
        world.closes(PATH + ".filepart", 2);
        world.rounds(watcher, Duration.ofSeconds(4));
        world.volume().move(World.ORDERS + NAME + ".filepart", World.ORDERS + NAME);
        world.ledger("rename", "s1", PATH + ".filepart", "to", "\"" + PATH + "\"");

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void neverListsTemporaryNames() {
        for (var name : List.of(".hidden", "a.filepart", "b.part", "c.tmp", ".lftp.x", "lftp-1", "d.csv~", "e.swp")) {
            world.volume().put(World.ORDERS + name, "x");
        }

        world.rounds(world.watcher(), Duration.ofSeconds(4));

        assertThat(world.observed("/sources/order").orElseThrow().files()).isEmpty();
    }

    @Test
    void modificationTimesInAnyYearDoNotMatter() {
        world.volume().put(World.ORDERS + "20200101_order.csv", "a", Instant.parse("1999-01-01T00:00:00Z"));
        world.volume().put(World.ORDERS + "20200102_order.csv", "a", Instant.parse("2099-01-01T00:00:00Z"));

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName())
                .containsExactly("20200101_order.csv", "20200102_order.csv");
        assertThat(world.claims().getLast().receivedAt()).isBefore(Instant.parse("2026-11-21T10:00:01Z"));
    }

    @Test
    void settingTheMachinesClockMakesNoFileQuiet() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + NAME, "a\n");
        watcher.run();
        world.time().setClock(Instant.parse("2027-01-01T00:00:00Z"));

        watcher.run();

        assertThat(world.claims()).isEmpty();
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

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims()).isEmpty();
        assertThat(world.observed("/sources/order").orElseThrow().files())
                .extracting(DirectoryObserved.SeenFile::path, DirectoryObserved.SeenFile::reason)
                .containsExactly(
                        ignored(
                                "20200125 order.csv",
                                "The name does not begin with a date and _, expected"
                                        + " YYYYMMDD_order.csv or YYYYMMDD_order.tsv"),
                        ignored(
                                "20200125_member.csv",
                                "A file of member lies in the folder of order, expected" + " sources/member/"),
                        ignored(
                                "20200125_order*?[a]\\.csv",
                                "\"order*?[a]\\\" is no source type, expected"
                                        + " YYYYMMDD_order.csv or YYYYMMDD_order.tsv"),
                        ignored(
                                "20200125_order.xlsx",
                                "Unknown extension .xlsx, expected YYYYMMDD_order.csv or" + " YYYYMMDD_order.tsv"),
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
                                "A file in a sub-folder is not taken, expected it in" + " /sources/order/"));
    }

    @Test
    void ignoresFilesOfUnknownFolders() {
        world.volume().putFolders("/accounts/acme/sources/unknown");
        world.volume().put("/accounts/acme/sources/unknown/20200125_unknown.csv", "a");

        world.rounds(world.watcher(), LONG);

        assertThat(world.reason("/sources/unknown/20200125_unknown.csv"))
                .isEqualTo("unknown is no registered source of account acme");
    }

    @Test
    void ignoresFilesOfRetiredSourceUntilItIsBack() {
        var facts = world.accounts().getFirst();
        world.accounts().set(0, facts(facts, 2, AccountState.ACTIVE, true));
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.rounds(watcher, LONG);
        var reason = world.reason(PATH);
        world.accounts().set(0, facts(facts, 3, AccountState.ACTIVE, false));

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(reason).isEqualTo("Source order is retired and takes no more files");
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void folderThatCannotBeListedHurtsNoNeighbour() {
        world.volume().refuseListing("/accounts/acme/sources/member");
        world.volume().put(World.ORDERS + NAME, "a");

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void takesNothingOfSuspendedOrUnknownAccounts() {
        world.accounts().set(0, facts(world.accounts().getFirst(), 2, AccountState.SUSPENDED, false));
        world.facts("stranger", "order");
        world.volume().put("/accounts/stranger/sources/order/" + NAME, "a");
        world.volume().put(World.ORDERS + NAME, "a");

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims()).isEmpty();
        assertThat(world.events().of(DirectoryObserved.class)).isEmpty();
    }

    @Test
    void looksAtNothingWhenTheLedgerTellsNothing() {
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.rounds(watcher, Duration.ofSeconds(10));
        world.volume().listed();

        world.rounds(watcher, Duration.ofSeconds(8));

        assertThat(world.volume().listed()).isEmpty();
    }

    @Test
    void waitingForThePickupCostsNothing() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.rounds(watcher, Duration.ofSeconds(10));
        world.volume().listed();

        world.rounds(watcher, Duration.ofSeconds(8));

        assertThat(world.volume().listed()).isEmpty();
        assertThat(world.reason(PATH)).isEqualTo("Waiting for the pick-up at 2026-11-22 06:00 Asia/Taipei");
    }

    @Test
    void takesWaitingFileAtThePickup() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.rounds(watcher, Duration.ofSeconds(10));
        world.time().pass(Duration.ofHours(12));

        watcher.run();

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void watcherThatWasDownAtThePickupCatchesUp() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        world.rounds(world.watcher(), Duration.ofSeconds(10));
        world.time().pass(Duration.ofHours(13));
        world.uploads("20200126_order.csv", "b\n");

        world.rounds(world.watcher(), LONG);

        assertThat(world.claims()).extracting(claim -> claim.job().fileName()).containsExactly(NAME);
        assertThat(world.reason("/sources/order/20200126_order.csv"))
                .isEqualTo("Waiting for the pick-up at 2026-11-23 06:00 Asia/Taipei");
    }

    @Test
    void accountsOwnScheduleTakesAWaitingFileOnceItIsContinuous() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.rounds(watcher, Duration.ofSeconds(10));
        var before = world.claims();
        world.accounts().set(0, facts(world.accounts().getFirst(), Optional.of("continuous")));

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(before).isEmpty();
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void waitingFileNamesThePickupOfAChangedSchedule() {
        world.uploads(NAME, "a\n");
        world.accounts().set(0, facts(world.accounts().getFirst(), Optional.of("0 6 * * * Asia/Taipei")));
        var watcher = world.watcher();
        world.rounds(watcher, Duration.ofSeconds(10));
        world.accounts().set(0, facts(world.accounts().getFirst(), Optional.of("15 9 * * * Europe/Berlin")));

        world.rounds(watcher, Duration.ofSeconds(6));

        assertThat(world.reason(PATH)).isEqualTo("Waiting for the pick-up at 2026-11-22 09:15 Europe/Berlin");
    }

    @Test
    void listsOnlyFoldersThatMovedWithoutLedger() {
        var watcher = world.watcher();
        world.volume().put("/accounts/acme/sources/member/notes.txt", "ignored files cost nothing");
        world.rounds(watcher, Duration.ofSeconds(10));
        world.volume().put(World.ORDERS + NAME, "a\n");
        world.volume().listed();

        watcher.run();

        assertThat(world.volume().listed()).containsExactly("/accounts/acme/sources", "/accounts/acme/sources/order");
    }

    @Test
    void seesChangeInTheSecondOfTheLastListing() {
        var watcher = world.watcher();
        world.rounds(watcher, Duration.ofSeconds(10));
        world.volume().put(World.ORDERS + "20200101_order.csv", "a");
        watcher.run();
        world.volume().put(World.ORDERS + "20200102_order.csv", "a");

        world.rounds(watcher, LONG);

        assertThat(world.claims()).hasSize(2);
    }

    @Test
    void twoVersionsOfOneDayGoInTheOrderOfTheirUploads() {
        world.uploads("20200125_order.tsv", "a");
        world.uploads(NAME, "b");

        world.rounds(world.watcher(), Duration.ofSeconds(6));

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName())
                .containsExactly("20200125_order.tsv", NAME);
        assertThat(world.claims()).extracting(claim -> claim.job().jobId()).isSorted();
    }

    @Test
    void sendsAtMostTheListedNumberAndCountsAll() {
        IntStream.range(0, 1_200).forEach(i -> world.volume().put(World.ORDERS + "note-" + i, "x"));

        world.watcher().run();

        var event = world.observed("/sources/order").orElseThrow();
        assertThat(event.files()).hasSize(DirectoryObserved.LISTED);
        assertThat(event.total()).isEqualTo(1_200);
    }

    @Test
    void tellsOfFolderOnlyWhenSomethingChanged() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + "orders.csv", "a");
        watcher.run();
        world.events().clear();

        world.rounds(watcher, LONG);

        assertThat(world.events().all()).isEmpty();
    }

    @Test
    void tellsAgainWhatTheBrokerDidNotTake() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + "orders.csv", "a");
        world.events().away(true);
        watcher.run();
        world.events().away(false);

        watcher.run();

        assertThat(world.observed("/sources/order").orElseThrow().files()).hasSize(1);
    }

    private static Tuple ignored(String name, String reason) {
        return tuple("/sources/order/" + name, reason);
    }

    /// The next version, with a schedule of its own.
    private static AccountFacts facts(AccountFacts old, Optional<String> pickup) {
        return new AccountFacts(
                old.accuid(),
                old.version() + 1,
                old.name(),
                old.state(),
                old.contacts(),
                old.ipAllowlist(),
                old.timeZone(),
                old.locale(),
                pickup,
                old.limits(),
                old.sources(),
                old.revokedTokens());
    }

    private static AccountFacts facts(AccountFacts old, long version, AccountState state, boolean retired) {
        return new AccountFacts(
                old.accuid(),
                version,
                old.name(),
                state,
                old.contacts(),
                old.ipAllowlist(),
                old.timeZone(),
                old.locale(),
                old.pickup(),
                old.limits(),
                List.of(new AccountFacts.Source(new SourceType("order"), "Order", retired)),
                old.revokedTokens());
    }
}
