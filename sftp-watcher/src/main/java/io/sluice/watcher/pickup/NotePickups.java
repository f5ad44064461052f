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
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

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
    private Optional<Calculated> calculated = Optional.empty();

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

    /// What holds for the same accounts until the first of its pick-ups is over.
    private record Calculated(Collection<AccountFacts> accounts, NextPickups pickups, Optional<Instant> until) {
        @SuppressWarnings("ReferenceEquality") // it is the same collection until an account changes
        boolean holds(Collection<AccountFacts> now, Instant at) {
            return accounts == now && until.map(at::isBefore).orElse(true);
        }
    }

    private NextPickups current() {
        var now = clock.instant();
        var all = accounts.all();
        if (calculated.filter(known -> known.holds(all, now)).isEmpty()) {
            var pickups = calculate(all, now);
            var until = Stream.concat(
                            Stream.of(pickups.platform()),
                            pickups.accounts().stream().map(NextPickups.Own::pickup))
                    .flatMap(pickup -> pickup.at().stream())
                    .min(Instant::compareTo);
            calculated = Optional.of(new Calculated(all, pickups, until));
        }
        return calculated.orElseThrow().pickups();
    }

    private NextPickups calculate(Collection<AccountFacts> all, Instant now) {
        return new NextPickups(
                next(pickups.ofPlatform(now)),
                all.stream()
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
