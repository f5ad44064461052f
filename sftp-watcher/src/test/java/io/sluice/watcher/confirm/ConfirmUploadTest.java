package io.sluice.watcher.confirm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.event.UploadClaimed;
import io.sluice.watcher.testing.World;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConfirmUploadTest {
    private static final String NAME = "20200125_order.csv";
    private static final String PATH = "/sources/order/" + NAME;
    private static final Instant LONG_AGO = Instant.parse("2020-01-26T00:00:00Z");

    private final World world = new World();

    @Test
    void confirmedFileIsTakenAlsoByTheNextProcess() {
        world.ledger("volume-full", "s1", "");
        world.volume().put(World.ORDERS + NAME, "a\n1\n", LONG_AGO);
        world.cycles(world.watcher(), Duration.ofMinutes(20));
        var before = world.claims();
        var reason = world.reason(PATH);

        var result = confirm(PATH);
        world.cycles(world.watcher(), Duration.ofSeconds(10));

        assertThat(before).isEmpty();
        assertThat(reason)
                .isEqualTo("The volume was full, so the file may be cut; upload again, or an administrator confirms"
                        + " the file");
        assertThat(result).isEqualTo(new ConfirmResult.Confirmed(4));
        assertThat(world.claims())
                .singleElement()
                .satisfies(claim ->
                        assertThat(claim.warnings()).extracting("code").containsExactly("completeness-unproven"));
    }

    @Test
    void anotherSizeNeedsAnotherConfirmation() {
        world.ledger("volume-full", "s1", "");
        world.volume().put(World.ORDERS + NAME, "a\n1\n", LONG_AGO);
        confirm(PATH);
        world.volume().put(World.ORDERS + NAME, "a\n1\n2\n", LONG_AGO);

        world.cycles(world.watcher(), Duration.ofMinutes(20));

        assertThat(world.claims()).isEmpty();
    }

    @Test
    void confirmedUploadStaysClaimedWhenTheWatcherRestarts() {
        world.beginsUpload(NAME, "a\n1\n");
        world.ledger("lines-lost", "s1", "");
        world.closes(PATH, 4);
        world.cycles(world.watcher(), Duration.ofSeconds(4));
        confirm(PATH);
        world.cycles(world.watcher(), Duration.ofSeconds(10));
        var job = world.claims().getFirst().job();

        world.cycles(world.watcher(), Duration.ofSeconds(10));

        assertThat(world.claims()).extracting(UploadClaimed::job).containsExactly(job, job);
        assertThat(world.claimedFiles()).hasSize(1);
    }

    @Test
    void severalFilesCanBeConfirmed() {
        world.ledger("volume-full", "s1", "");
        world.volume().put(World.ORDERS + NAME, "a\n1\n", LONG_AGO);
        world.volume().put(World.ORDERS + "20200126_order.csv", "a\n1\n", LONG_AGO);
        confirm(PATH);
        confirm("/sources/order/20200126_order.csv");

        world.cycles(world.watcher(), Duration.ofSeconds(10));

        assertThat(world.claims()).hasSize(2);
    }

    @Test
    void refusesWhatTheLedgerKnows() {
        world.volume().put(World.ORDERS + NAME, "a\n1\n", LONG_AGO);
        world.opens(PATH);
        var open = confirm(PATH);
        world.closes(PATH, 4);
        var closed = confirm(PATH);
        world.opens(PATH);
        world.isCutOff(PATH, 1);
        var cut = confirm(PATH);

        assertThat(open)
                .isEqualTo(
                        new ConfirmResult.Refused("The upload is still open; it can be confirmed once it is closed."));
        assertThat(closed)
                .isEqualTo(new ConfirmResult.Refused(
                        "The SFTP server's log shows that the upload is complete; it needs no confirmation."));
        assertThat(cut)
                .isEqualTo(new ConfirmResult.Refused(
                        "The SFTP server's log shows that the upload is incomplete; it must be uploaded again."));
    }

    @Test
    void knowsOnlyUploads() {
        world.volume().put(World.ORDERS + "notes.csv", "a", LONG_AGO);

        assertThat(confirm(PATH)).isEqualTo(new ConfirmResult.NothingThere());
        assertThat(confirm("/sources/order/notes.csv")).isEqualTo(new ConfirmResult.NothingThere());
        assertThat(confirm("/processed/order/" + NAME)).isEqualTo(new ConfirmResult.NothingThere());
        assertThat(confirm("/sources/order/../order/" + NAME)).isEqualTo(new ConfirmResult.NothingThere());
        assertThat(confirm("")).isEqualTo(new ConfirmResult.NothingThere());
    }

    private ConfirmResult confirm(String path) {
        return new ConfirmUpload(world.volume(), new ConfirmationNotes(world.volume()), world.time()::elapsed)
                .confirm(world.accounts().getFirst(), path);
    }
}
