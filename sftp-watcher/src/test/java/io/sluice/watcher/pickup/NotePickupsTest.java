package io.sluice.watcher.pickup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.NextPickups;
import io.sluice.contracts.limit.NextPickups.Mode;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.volume.FakeTime;
import io.sluice.fixtures.volume.FakeVolume;
import io.sluice.fixtures.volume.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotePickupsTest {
    private static final ZoneId TAIPEI = ZoneId.of("Asia/Taipei");
    private static final Duration DAY = Duration.ofDays(1);

    private final FakeTime time = new FakeTime();
    private final FakeVolume volume = new FakeVolume(time, new Steps());
    private final List<AccountFacts> accounts =
            new ArrayList<>(List.of(TestAccount.of("acme").facts()));
    private final Pickups pickups = new Pickups(PickupTimes.parse("0 6 * * * Asia/Taipei", Optional.empty()));
    private final NotePickups note = new NotePickups(volume, pickups, () -> accounts, time);

    @Test
    void notesTheNextPickUpAndTheSchedulesOfAccounts() throws Exception {
        accounts.add(TestAccount.of("beta").pickup(Optional.of("continuous")).facts());

        note.note();

        assertThat(noted())
                .isEqualTo(new NextPickups(
                        next(time.instant()),
                        List.of(new NextPickups.Own(new AccountId("beta"), NextPickup.CONTINUOUS))));
    }

    @Test
    void notesTheFollowingOneWhenItIsOver() throws Exception {
        note.note();
        var first = noted().platform().at().orElseThrow();

        time.pass(Duration.between(time.instant(), first));
        note.note();

        assertThat(noted().platform().at()).hasValue(first.plus(DAY));
    }

    @Test
    void writesOnlyWhatChanges() {
        note.note();
        volume.put(VolumePaths.NEXT_PICKUPS, "untouched");

        note.note();

        assertThat(volume.text(VolumePaths.NEXT_PICKUPS)).isEqualTo("untouched");
    }

    @Test
    void triesAgainWhenTheVolumeRefuses() throws Exception {
        volume.full(true);
        note.note();
        volume.full(false);

        note.note();

        assertThat(noted().platform().mode()).isEqualTo(Mode.SCHEDULED);
    }

    private NextPickups noted() throws Exception {
        return NextPickups.parse(volume.text(VolumePaths.NEXT_PICKUPS));
    }

    private static NextPickup next(Instant now) {
        var today = now.atZone(TAIPEI).toLocalDate().atTime(6, 0).atZone(TAIPEI).toInstant();
        return new NextPickup(
                Mode.SCHEDULED, Optional.of(today.isAfter(now) ? today : today.plus(DAY)), Optional.of(TAIPEI));
    }
}
