package io.sluice.watcher.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.event.DirectoryObserved;
import io.sluice.contracts.event.UploadClaimed;
import io.sluice.fixtures.TestAccount;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScanAccountsTest {
    private static final String NAME = "20200125_order.csv";
    private static final String PATH = "/sources/order/" + NAME;
    private static final Duration LONG = Duration.ofSeconds(70);

    private final World world = new World();

    @Test
    void takesQuietFileWithoutLedger() {
        world.volume().put(World.ORDERS + NAME, "a\n1\n");

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName(), UploadClaimed::size)
                .containsExactly(tuple(NAME, 4L));
    }

    @Test
    void waitsWhileFileGrowsWithoutLedger() {
        var watcher = world.watcher();
        world.volume().put(World.ORDERS + NAME, "a\n");
        for (int i = 0; i < 10; i++) {
            world.cycles(watcher, Duration.ofSeconds(20));
            world.volume().append(World.ORDERS + NAME, "1\n");
        }

        world.cycles(watcher, Duration.ofSeconds(50));

        assertThat(world.claims()).isEmpty();
        assertThat(world.reason(PATH)).isEqualTo("Waiting for 60 s of quiet");
    }

    @Test
    void takesClosedUploadSoonWithLedger() {
        world.uploads(NAME, "a\n1\n");

        world.cycles(world.watcher(), Duration.ofSeconds(4));

        assertThat(world.claims()).hasSize(1);
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void saysThatUploadIsOpen() {
        world.opens(PATH);
        world.volume().put(World.ORDERS + NAME, "a\n");

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims()).isEmpty();
        assertThat(world.reason(PATH)).isEqualTo("Upload still open");
    }

    @Test
    void saysThatUploadBrokeOffAndTakesItOnceContinued() {
        var watcher = world.watcher();
        world.opens(PATH);
        world.volume().put(World.ORDERS + NAME, "x".repeat(1234));
        world.isCutOff(PATH, 1234);
        world.cycles(watcher, LONG);
        var whileBroken = world.claims();
        var reason = world.reason(PATH);
        world.ledger("open", "s2", PATH, "write", "true");
        world.volume().append(World.ORDERS + NAME, "yz");
        world.ledger("close", "s2", PATH, "write", "true", "written", "2");

        world.cycles(watcher, Duration.ofSeconds(6));

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
        world.cycles(watcher, Duration.ofSeconds(4));
        world.volume().move(World.ORDERS + NAME + ".filepart", World.ORDERS + NAME);
        world.ledger("rename", "s1", PATH + ".filepart", "to", "\"" + PATH + "\"");

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void modificationTimesInAnyYearDoNotMatter() {
        world.volume().put(World.ORDERS + "20200101_order.csv", "a", Instant.parse("1999-01-01T00:00:00Z"));
        world.volume().put(World.ORDERS + "20200102_order.csv", "a", Instant.parse("2099-01-01T00:00:00Z"));

        world.cycles(world.watcher(), LONG);

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
    void ignoresFilesOfRetiredSourceUntilItIsBack() {
        var facts = world.accounts().getFirst();
        world.accounts().set(0, facts(facts, 2, AccountState.ACTIVE, true));
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.cycles(watcher, LONG);
        var reason = world.reason(PATH);
        world.accounts().set(0, facts(facts, 3, AccountState.ACTIVE, false));

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(reason).isEqualTo("Source order is retired and takes no more files");
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void folderThatCannotBeListedHurtsNoNeighbour() {
        world.volume().refuseListing("/accounts/acme/sources/member");
        world.volume().put(World.ORDERS + NAME, "a");

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void takesNothingOfSuspendedOrUnknownAccounts() {
        world.accounts().set(0, facts(world.accounts().getFirst(), 2, AccountState.SUSPENDED, false));
        world.facts("stranger", "order");
        world.volume().put("/accounts/stranger/sources/order/" + NAME, "a");
        world.volume().put(World.ORDERS + NAME, "a");

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims()).isEmpty();
        assertThat(world.events().of(DirectoryObserved.class)).isEmpty();
    }

    @Test
    void looksAtNothingWhenTheLedgerIsSilent() {
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().listed();

        world.cycles(watcher, Duration.ofSeconds(8));

        assertThat(world.volume().listed()).isEmpty();
    }

    @Test
    void waitingForThePickupCostsNothing() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().listed();

        world.cycles(watcher, Duration.ofSeconds(8));

        assertThat(world.volume().listed()).isEmpty();
        assertThat(world.reason(PATH)).isEqualTo("Waiting for the pick-up at 2026-11-22 06:00 Asia/Taipei");
    }

    @Test
    void takesWaitingFileAtThePickup() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        world.time().pass(Duration.ofHours(12));

        watcher.run();

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void watcherThatWasDownAtThePickupCatchesUp() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        world.cycles(world.watcher(), Duration.ofSeconds(10));
        world.time().pass(Duration.ofHours(13));
        world.uploads("20200126_order.csv", "b\n");

        world.cycles(world.watcher(), LONG);

        assertThat(world.claims()).extracting(claim -> claim.job().fileName()).containsExactly(NAME);
        assertThat(world.reason("/sources/order/20200126_order.csv"))
                .isEqualTo("Waiting for the pick-up at 2026-11-23 06:00 Asia/Taipei");
    }

    @Test
    void accountsOwnScheduleTakesAWaitingFileOnceItIsContinuous() {
        world.schedule("0 6 * * * Asia/Taipei");
        world.uploads(NAME, "a\n");
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        var before = world.claims();
        world.accounts().set(0, facts(world.accounts().getFirst(), Optional.of("continuous")));

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(before).isEmpty();
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void waitingFileNamesThePickupOfAChangedSchedule() {
        world.uploads(NAME, "a\n");
        world.accounts().set(0, facts(world.accounts().getFirst(), Optional.of("0 6 * * * Asia/Taipei")));
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        world.accounts().set(0, facts(world.accounts().getFirst(), Optional.of("15 9 * * * Europe/Berlin")));

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(world.reason(PATH)).isEqualTo("Waiting for the pick-up at 2026-11-22 09:15 Europe/Berlin");
    }

    @Test
    void listsOnlyFoldersThatMovedWithoutLedger() {
        var watcher = world.watcher();
        world.volume().put("/accounts/acme/sources/member/notes.txt", "ignored files cost nothing");
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().put(World.ORDERS + NAME, "a\n");
        world.volume().listed();

        watcher.run();

        assertThat(world.volume().listed()).containsExactly("/accounts/acme/sources", "/accounts/acme/sources/order");
    }

    @Test
    void seesChangeInTheSecondOfTheLastListing() {
        var watcher = world.watcher();
        world.cycles(watcher, Duration.ofSeconds(10));
        world.volume().put(World.ORDERS + "20200101_order.csv", "a");
        watcher.run();
        world.volume().put(World.ORDERS + "20200102_order.csv", "a");

        world.cycles(watcher, LONG);

        assertThat(world.claims()).hasSize(2);
    }

    @Test
    void twoVersionsOfOneDayGoInTheOrderOfTheirUploads() {
        world.uploads("20200125_order.tsv", "a");
        world.uploads(NAME, "b");

        world.cycles(world.watcher(), Duration.ofSeconds(6));

        assertThat(world.claims())
                .extracting(claim -> claim.job().fileName())
                .containsExactly("20200125_order.tsv", NAME);
        assertThat(world.claims()).extracting(claim -> claim.job().jobId()).isSorted();
    }

    /// The next version, with a schedule of its own.
    private static AccountFacts facts(AccountFacts old, Optional<String> pickup) {
        return TestAccount.after(old).pickup(pickup).facts();
    }

    private static AccountFacts facts(AccountFacts old, long version, AccountState state, boolean retired) {
        return TestAccount.after(old)
                .version(version)
                .state(state)
                .sources(AccountFacts.Source.ofDays(new SourceType("order"), "Order", retired))
                .facts();
    }
}
