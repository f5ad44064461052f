package io.sluice.watcher.pickup;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.NextPickups;
import io.sluice.contracts.limit.NextPickups.Mode;
import io.sluice.contracts.limit.NextPickups.NextPickup;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.AllAccounts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/// Notes the next pick-ups on the volume, so that the SFTP server can show them to its users. It writes when
/// they change, and once after the start. Used by one thread.
public final class NotePickups {
    private static final Log LOG = Log.of(NotePickups.class);

    private final Outages outages = new Outages(LOG);
    private final Volume volume;
    private final Pickups pickups;
    private final AllAccounts accounts;
    private final Clock clock;
    private final String draft = "%s/.next-pickups.%s.part".formatted(VolumePaths.LIMITS, UUID.randomUUID());
    private Optional<NextPickups> noted = Optional.empty();

    public NotePickups(Volume volume, Pickups pickups, AllAccounts accounts, Clock clock) {
        this.volume = volume;
        this.pickups = pickups;
        this.accounts = accounts;
        this.clock = clock;
    }

    /// Writes the file if it is to say something else; what cannot be written now is written at a later call.
    public void note() {
        var current = Optional.of(current());
        if (current.equals(noted)) {
            return;
        }
        try {
            volume.mkdirs(VolumePaths.LIMITS);
            volume.write(draft, new ByteArrayInputStream(current.get().json().getBytes(StandardCharsets.UTF_8)));
            volume.rename(draft, VolumePaths.NEXT_PICKUPS);
            noted = current;
            outages.over(VolumePaths.NEXT_PICKUPS, "the next pick-ups are noted again");
        } catch (VolumePathMissingException | VolumeRefusedException refused) {
            outages.report(
                    VolumePaths.NEXT_PICKUPS,
                    "the next pick-ups cannot be noted, so README.txt shows old ones; the service user needs its folder",
                    field("path", VolumePaths.LIMITS),
                    cause(refused));
        }
    }

    private NextPickups current() {
        var now = clock.instant();
        return new NextPickups(
                next(pickups.ofPlatform(now)),
                accounts.all().stream()
                        .filter(account -> account.state() == AccountState.ACTIVE)
                        .filter(account -> account.pickup().isPresent())
                        .map(account -> own(account, pickups.of(account, now)))
                        .toList());
    }

    private static NextPickups.Own own(AccountFacts account, PickupWindow window) {
        return new NextPickups.Own(account.accountId(), next(window));
    }

    private static NextPickup next(PickupWindow window) {
        return switch (window) {
            case PickupWindow.Always() -> NextPickup.CONTINUOUS;
            case PickupWindow.Between(var _, var next, var zone) ->
                new NextPickup(Mode.SCHEDULED, next, Optional.of(zone));
        };
    }
}
