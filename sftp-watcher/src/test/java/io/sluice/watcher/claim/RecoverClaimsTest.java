package io.sluice.watcher.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.volume.VolumeUnavailableException;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What lies in `processing/` after a process died or its work broke off.
class RecoverClaimsTest {
    private static final String NAME = "20200125_order.csv";
    private static final String JOB = "0193f000000070008000000000000001";
    private static final String LEFT = "/processing/acme/" + JOB;

    private final World world = new World();

    @Test
    void emptyFoldersOfDeadWatchersAreSweptUp() {
        world.volume().putFolders(LEFT);
        var watcher = world.watcher();
        watcher.run();
        var atTheStart = world.volume().folders("/processing/acme");

        world.cycles(watcher, Duration.ofMinutes(6));

        assertThat(atTheStart).hasSize(1);
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void aFolderIntoWhichAFileComesAfterTheFirstLookIsAClaim() {
        var recover = new FindClaims(world.volume(), new ClaimLog(world.time()::elapsed), world.time()::elapsed);
        world.volume().putFolders(LEFT);
        recover.find(Duration.ZERO);
        world.volume().put(LEFT + "/" + NAME, "a\n");

        var early = recover.find(Duration.ofMinutes(5));
        var late = find(recover);

        assertThat(early).isEmpty();
        assertThat(late).extracting(claim -> claim.job().jobId().value()).containsExactly(JOB);
        assertThat(world.volume().files(LEFT)).hasSize(1);
    }

    @Test
    void claimOfAnotherWatcherIsAnnouncedWhenItLiesForLong() {
        var watcher = world.watcher();
        watcher.run();
        world.volume().putFolders(LEFT);
        world.volume().put(LEFT + "/" + NAME, "a\n");
        world.cycles(watcher, Duration.ofMinutes(10));
        var early = world.claims();

        world.cycles(watcher, Duration.ofMinutes(30));

        assertThat(early).isEmpty();
        assertThat(world.claims())
                .extracting(claim -> claim.job().jobId().value())
                .containsOnly(JOB);
    }

    @Test
    void anAccountWithoutClaimsIsNotListedUntilItHasOne() {
        var recover = new FindClaims(world.volume(), new ClaimLog(world.time()::elapsed), world.time()::elapsed);
        world.volume().putFolders("/processing/acme");
        find(recover);
        find(recover);
        world.volume().listed();
        find(recover);
        var listed = world.volume().listed();
        world.volume().putFolders(LEFT);
        world.volume().put(LEFT + "/" + NAME, "a\n");

        find(recover);
        var claims = find(recover);

        assertThat(listed).containsExactly("/processing");
        assertThat(claims).extracting(claim -> claim.job().jobId().value()).containsExactly(JOB);
    }

    private List<Claim> find(FindClaims recover) {
        world.time().pass(Duration.ofMinutes(5));
        return recover.find(Duration.ofMinutes(5));
    }

    @Test
    void claimThatStillLiesThereIsAnnouncedOnceMore() {
        var watcher = world.watcher();
        world.uploads(NAME, "a\n");

        world.cycles(watcher, Duration.ofMinutes(30));

        assertThat(world.claims()).hasSizeBetween(2, 3);
        assertThat(world.claims())
                .extracting(claim -> claim.job().jobId())
                .containsOnly(world.claims().getFirst().job().jobId());
    }

    @Test
    void claimWhoseRenameWasCutOffIsSettledInTheNextRound() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        world.volume().cutAfter("rename " + World.ORDERS + NAME);
        var cut = catchThrowable(watcher::run);

        world.cycles(watcher, Duration.ofSeconds(4));

        assertThat(cut).isInstanceOf(VolumeUnavailableException.class);
        assertThat(world.claims()).hasSize(1);
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void losesNoClaimWhileTheMessagingIsNotWiredYet() {
        var previous = world.aboutToClaim(NAME, "a\n");
        world.events().brokerUnavailable(true);
        previous.run();
        world.events().brokerUnavailable(false);
        var watcher = world.watcher();
        world.events().unwired(true);
        watcher.run();
        world.events().unwired(false);

        watcher.run();

        assertThat(world.claims()).hasSize(1);
    }

    @Test
    void fileThatItsNoteDoesNotNameTakesNoPartInTheClaim() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        watcher.run();
        var job = world.claims().getFirst().job();
        world.volume().put("/processing/acme/%s/20200126_order.csv".formatted(job.jobId()), "stray\n");

        world.cycles(watcher, Duration.ofMinutes(30));

        assertThat(world.claims()).extracting(claim -> claim.job()).containsOnly(job);
        assertThat(world.volume().text("%s20200126_order.%s.csv".formatted(World.ORDERS, job.jobId())))
                .isEqualTo("stray\n");
        assertThat(world.claimedFiles()).containsExactly("/processing/acme/%s/%s".formatted(job.jobId(), NAME));
    }

    @Test
    void strayFileIsNoClaimAfterTheClaimedOneHasLeft() {
        var watcher = world.aboutToClaim(NAME, "a\n");
        watcher.run();
        var job = world.claims().getFirst().job();
        var folder = "/processing/acme/" + job.jobId();
        world.volume().put(folder + "/20200126_order.csv", "stray\n");
        world.volume().delete(folder + "/" + NAME);

        world.cycles(watcher, Duration.ofMinutes(40));

        assertThat(world.claims()).hasSize(1);
        assertThat(world.volume().folders("/processing/acme")).isEmpty();
    }

    @Test
    void severalFilesWithoutANoteAreLeftToAnOperator() {
        world.volume().putFolders(LEFT);
        world.volume().put(LEFT + "/20200125_order.csv", "a\n");
        world.volume().put(LEFT + "/20200126_order.csv", "b\n");

        world.cycles(world.watcher(), Duration.ofMinutes(30));

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files(LEFT)).hasSize(2);
    }

    @Test
    void strangeThingsInProcessingAreLeftAlone() {
        world.volume().putFolders("/processing/acme/not-a-job");
        world.volume().put("/processing/acme/not-a-job/20200125_order.csv", "a");
        world.volume().putFolders(LEFT);
        world.volume().put(LEFT + "/readme.txt", "a");

        world.cycles(world.watcher(), Duration.ofMinutes(30));

        assertThat(world.claims()).isEmpty();
        assertThat(world.volume().files("/processing")).hasSize(2);
    }
}
