package io.sluice.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CleanArchiveTest {
    private static final String OLD = "archive/acme/order/2020/01/20200125_order." + ArchiveWorld.job(1) + ".csv.gz";
    private static final String YOUNG = "archive/acme/order/2020/01/20200126_order." + ArchiveWorld.job(2) + ".csv.gz";
    private static final Duration YEAR = Duration.ofDays(365);

    private final ArchiveWorld world = new ArchiveWorld();

    @Test
    void archivesGoWhenTheirRetentionIsOver() {
        putOldAndYoung();

        clean(Optional.of(YEAR)).run();

        assertThat(world.objects.keys()).containsExactly(YOUNG);
        assertThat(world.totals.expired()).isEqualTo(1);
    }

    @Test
    void accountHasARetentionOfItsOwn() {
        var other = OLD.replace("acme", "other");
        putOldAndYoung();
        world.objects.write(other, Map.of(), to -> to.write(1));
        world.pass(Duration.ofDays(8));

        new CleanArchive(
                        world.volume,
                        world.objects,
                        account -> Optional.of(account.value().equals("other") ? Duration.ofDays(7) : YEAR),
                        () -> false,
                        world.totals)
                .run();

        assertThat(world.objects.keys()).containsExactly(YOUNG);
    }

    @Test
    void archivesStayWhileTheRetentionOfTheirAccountIsNotKnown() {
        putOldAndYoung();

        clean(Optional.empty()).run();

        assertThat(world.objects.keys()).containsExactly(OLD, YOUNG);
    }

    @Test
    void retentionGoesByTheStoresClockAlone() {
        putOldAndYoung();
        world.storeTime.setClock(world.storeTime.instant().minus(Duration.ofDays(2)));
        world.watcherTime.pass(YEAR);
        world.serverTime.pass(YEAR);

        clean(Optional.of(YEAR)).run();

        assertThat(world.objects.keys()).containsExactly(OLD, YOUNG);
    }

    @Test
    void otherObjectsStay() {
        world.objects.write("archive/acme/notes.txt", Map.of(), to -> to.write(1));
        world.pass(YEAR.plusDays(1));

        clean(Optional.of(YEAR)).run();

        assertThat(world.objects.keys()).containsExactly("archive/acme/notes.txt");
    }

    @Test
    void halfWrittenReplayGoesAfterSomeDays() {
        world.volume.putFolders("/released/replays");
        world.volume.put("/released/replays/" + ArchiveWorld.job(1), "id\n");
        world.pass(Duration.ofDays(3));
        world.volume.put("/released/replays/" + ArchiveWorld.job(2), "id\n");

        clean(Optional.empty()).run();

        assertThat(world.files()).containsExactly("/released/replays/" + ArchiveWorld.job(2));
    }

    private void putOldAndYoung() {
        world.objects.write(OLD, Map.of(), to -> to.write(1));
        world.pass(YEAR);
        world.objects.write(YOUNG, Map.of(), to -> to.write(1));
        world.pass(Duration.ofDays(1));
    }

    private CleanArchive clean(Optional<Duration> retention) {
        return new CleanArchive(world.volume, world.objects, account -> retention, () -> false, world.totals);
    }
}
