package io.sluice.watcher.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.contracts.event.UploadValidated;
import io.sluice.fixtures.volume.FakeVolume.Sealing;
import io.sluice.objects.report.CheckFailure;
import io.sluice.watcher.cycle.WatchUploads;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The second look at a file that was just claimed: one that was changed since, or that is not sealed, goes
/// back to its tenant.
class ConfirmClaimTest {
    private static final String NAME = "20200125_order.csv";
    private static final String PATH = "/sources/order/" + NAME;
    private static final String FILE = World.ORDERS + NAME;
    private static final String CLAIM = "rename " + FILE;

    private final World world = new World();

    @Test
    void fileThatIsOpenedInTheMomentOfTheClaimIsPutBack() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.opens(PATH));

        world.cycles(watcher, Duration.ofSeconds(2));

        assertPutBack();
    }

    @Test
    void fileThatWasPutBackIsTakenOnceItIsClosed() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.opens(PATH));
        world.cycles(watcher, Duration.ofSeconds(2));
        world.volume().append(FILE, "1\n");
        world.closes(PATH, 2);

        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(4L);
    }

    @Test
    void fileThatChangesInTheMomentOfTheClaimIsPutBack() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.volume().append(FILE, "1\n"));

        watcher.run();

        assertPutBack();
    }

    @Test
    void fileThatIsPutBackGoesBesideANewerUploadAndIsNeverTaken() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.volume().append(FILE, "1\n"));
        world.volume().after(CLAIM, () -> world.uploads(NAME, "newer\n"));

        world.cycles(watcher, Duration.ofSeconds(80));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(6L);
        assertThat(world.volume().files("/accounts"))
                .singleElement()
                .asString()
                .matches("/accounts/acme/sources/order/20200125_order\\.[0-9a-f]{32}\\.csv");
        assertThat(world.volume().text(world.volume().files("/accounts").getFirst()))
                .isEqualTo("a\n1\n");
    }

    @Test
    void aRefusedRequestForAClaimedFileChangesNothing() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().after(CLAIM, () -> world.ledger("remove", "s1", PATH));

        watcher.run();

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L);
    }

    @Test
    void anUploadThatCameAndWentWhileTheFileWasClaimedChangesNothing() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().after(CLAIM, () -> world.opens(PATH));
        watcher.run();
        world.closes(PATH, 3);
        world.ledger("remove", "s1", PATH);

        watcher.run();

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L);
    }

    @Test
    void nothingOfTheDayIsTakenWhileAClaimWaitsForItsSeal() {
        world.volume().sealing(Sealing.STOPPED);
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(4));
        world.uploads(NAME, "newer\n");

        world.cycles(watcher, World.SEAL_TIMEOUT.plusSeconds(10));
        var waiting = world.volume().files("/accounts");
        var reason = world.reason(PATH);
        world.volume().sealing(Sealing.RUNNING);
        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(waiting).containsExactly(FILE);
        assertThat(reason).isEqualTo("Complete, an earlier version of this day comes first");
        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L, 6L);
    }

    /// Neither can it be announced, nor can it go back, because a newer upload has its name.
    @Test
    void claimThatIsNeverSealedEndsThoughANewerUploadLiesThere() {
        world.volume().sealing(Sealing.STOPPED);
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().after(CLAIM, () -> world.uploads(NAME, "newer\n"));

        world.cycles(watcher, Duration.ofHours(3));

        assertThat(world.claims()).isEmpty();
        assertThat(world.events().of(UploadValidated.class)).first().matches(CheckFailure.UNANSWERED::isCauseOf);
    }

    @Test
    void newUploadRightAfterTheClaimDoesNotHoldItBack() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().after(CLAIM, () -> {
            world.opens(PATH);
            world.volume().put(FILE, "n");
        });

        watcher.run();

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L);
    }

    @Test
    void announcesClaimOnlyOnceItIsSealed() {
        world.volume().sealing(Sealing.STOPPED);
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");
        world.cycles(watcher, Duration.ofSeconds(8));
        var unsealed = world.claims();
        world.volume().sealing(Sealing.RUNNING);

        watcher.run();

        assertThat(unsealed).isEmpty();
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void claimThatStaysUnsealedIsPutBackAndTakenOnceTheAgentRuns() {
        world.volume().sealing(Sealing.STOPPED);
        var watcher = world.aboutToClaim(NAME, "a\n");
        watcher.run();
        world.time().pass(World.SEAL_TIMEOUT);
        var claimed = world.volume().files("/accounts");

        watcher.run();
        var returned = world.volume().files("/accounts");
        world.volume().sealing(Sealing.RUNNING);
        world.cycles(watcher, Duration.ofSeconds(6));

        assertThat(claimed).isEmpty();
        assertThat(returned).containsExactly(FILE);
        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void claimWhoseSealIsRefusedIsPutBackAtOnce() {
        world.volume().sealing(Sealing.STOPPED);
        var watcher = world.aboutToClaim(NAME, "a\n");
        watcher.run();
        world.ledger("seal-refused", "", world.volume().files("/processing").getFirst());
        world.opens(PATH);

        world.cycles(watcher, Duration.ofSeconds(2));

        assertPutBack();
    }

    @Test
    void sealedFileIsGivenBackToItsTenantBeforeItReturns() {
        world.volume().sealing(Sealing.RUNNING);
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.opens(PATH));

        world.cycles(watcher, Duration.ofSeconds(4));

        assertPutBack();
        assertThat(world.volume().isTenants(FILE)).isTrue();
    }

    @Test
    void fileThatIsToBeGivenBackReturnsThoughTheWatcherDied() {
        world.volume().sealing(Sealing.RUNNING);
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.opens(PATH));
        world.cycles(watcher, Duration.ofSeconds(2));
        world.closes(PATH, 2);

        var next = world.watcher();
        next.run();

        assertPutBack();
        assertThat(world.volume().isTenants(FILE)).isTrue();
    }

    @Test
    void fileThatIsFoundOpenReturnsToItsTenantWhenNobodyClosesIt() {
        var found = foundOpen();

        world.cycles(found, World.SEAL_TIMEOUT.plusSeconds(4));

        assertPutBack();
        assertThat(world.reason(PATH)).isEqualTo("Upload still open");
    }

    @Test
    void fileThatReturnedBecauseItWasFoundOpenIsTakenOnceItIsClosed() {
        var found = foundOpen();
        world.cycles(found, World.SEAL_TIMEOUT.plusSeconds(4));
        world.volume().append(FILE, "1\n");
        world.closes(PATH, 2);

        world.cycles(found, Duration.ofSeconds(6));

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(4L);
    }

    @Test
    void fileThatIsFoundOpenIsAnnouncedOnceItIsClosed() {
        var found = foundOpen();
        world.cycles(found, Duration.ofSeconds(6));
        var whileOpen = world.claims();
        world.closes(PATH, 0);

        found.run();

        assertThat(whileOpen).isEmpty();
        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L);
    }

    @Test
    void sealProvesThatTheOpenHandleIsOnAnotherFile() {
        world.volume().sealing(Sealing.RUNNING);
        var found = foundOpen();

        found.run();

        assertThat(world.claims()).extracting(UploadClaimed::size).containsExactly(2L);
    }

    @Test
    void claimThatAValidatorBeganStaysThoughTheLedgerSaysOpen() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        watcher.run();
        var job = world.claims().getFirst().job();
        world.outcomes().begin(job);
        world.opens(PATH);

        world.cycles(world.watcher(), World.SEAL_TIMEOUT.plusSeconds(4));

        assertThat(world.claims()).extracting(UploadClaimed::job).containsExactly(job, job);
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void claimWaitsWhileNobodyKnowsWhetherAValidatorBegan() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        watcher.run();
        var job = world.claims().getFirst().job();
        world.outcomes().begin(job);
        world.opens(PATH);
        world.outcomes().unavailable(true);
        var next = world.watcher();
        world.cycles(next, World.SEAL_TIMEOUT.plusSeconds(4));
        var meanwhile = List.copyOf(world.claims());

        world.outcomes().unavailable(false);
        next.run();

        assertThat(meanwhile).extracting(UploadClaimed::job).containsExactly(job);
        assertThat(world.claims()).extracting(UploadClaimed::job).containsExactly(job, job);
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void claimThatTheVolumeDeniesToGoOnHoldsUpNoOther() {
        var watcher = heldByTheVolume();

        world.opens("/sources/member/20200125_member.csv");
        world.volume().put("/accounts/acme/sources/member/20200125_member.csv", "b\n");
        world.closes("/sources/member/20200125_member.csv", 2);
        world.cycles(watcher, Duration.ofSeconds(8));

        assertThat(world.claims()).extracting(claim -> claim.job().fileName()).containsExactly("20200125_member.csv");
    }

    @Test
    void claimThatTheVolumeNeverLetsGoOnEndsAsInternalError() {
        var watcher = heldByTheVolume();

        world.cycles(watcher, Duration.ofHours(3));

        assertThat(world.claims()).isEmpty();
        assertThat(world.events().of(UploadValidated.class)).first().matches(CheckFailure.UNANSWERED::isCauseOf);
    }

    /// A client opened the file in the moment of the claim, and the folder from which it came is denied now.
    private WatchUploads heldByTheVolume() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.opens(PATH));
        world.volume().after(CLAIM, () -> world.volume().refuseListing("/accounts/acme/sources/order"));
        watcher.run();
        return watcher;
    }

    /// The next watcher, after one died between a claim and its second look. In this moment a client opened
    /// the file.
    private WatchUploads foundOpen() {
        var dies = world.aboutToClaim(NAME, "a\n");
        world.volume().before(CLAIM, () -> world.opens(PATH));
        dies.run();
        return world.watcher();
    }

    private void assertPutBack() {
        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/accounts")).containsExactly(FILE);
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }
}
