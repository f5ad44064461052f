package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.folder.FolderWalk;
import io.sluice.watcher.ledger.Ledger;
import io.sluice.watcher.ledger.OpenUpload;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/// Finds the uploads with which a workspace exceeded its limit, by bytes or by files: the newest ones, until
/// the rest is within it.
final class BreakingUploads {
    private static final Log LOG = Log.of(BreakingUploads.class);

    private final Volume volume;
    private final Ledger ledger;
    private final Clock clock;

    BreakingUploads(Volume volume, Ledger ledger, Clock clock) {
        this.volume = volume;
        this.ledger = ledger;
        this.clock = clock;
    }

    /// A file in `sources/` whose upload has ended.
    ///
    /// @param weight its part of the excess
    private record Ended(Instant at, long weight) {}

    /// Returns the moment, by the SFTP server's clock, since which ended uploads broke the limit. Open
    /// uploads count as newer than all ended ones. When the newest uploads do not explain the excess, no
    /// ended upload is refused.
    Instant since(AccountId account, Meter workspace) {
        return since(account, workspace.usedBytes() - workspace.limitBytes(), FileAttributes::size);
    }

    /// The same for too many files or folders. Each upload is a file, and none is a folder.
    Instant since(AccountId account, EntryCount entries) {
        var weight = switch (entries.kind()) {
            case FILES -> 1;
            case FOLDERS -> 0;
        };
        return since(account, entries.used() - entries.limit(), file -> weight);
    }

    private Instant since(AccountId account, long tooMuch, ToLongFunction<FileAttributes> weight) {
        var ended = new ArrayList<Ended>();
        var excess = tooMuch;
        var open = ledger.openUploads(account).stream().map(OpenUpload::path).collect(Collectors.toSet());
        excess -= collect(account, open, weight, ended);
        ended.sort(Comparator.comparing(Ended::at).reversed());
        var nextEnd = ledger.isPresent() ? ledger.latestEnd(account).plusMillis(1) : clock.instant();
        var since = nextEnd;
        for (var file : ended) {
            if (excess <= 0) {
                return since;
            }
            excess -= file.weight();
            since = file.at();
        }
        return excess <= 0 ? since : nextEnd;
    }

    /// Returns the weight of open uploads, and adds the ended ones that the ledger knows.
    private long collect(
            AccountId account, Set<String> open, ToLongFunction<FileAttributes> weight, List<Ended> ended) {
        var ofOpen = new LongAdder();
        try {
            FolderWalk.show(volume, VolumePaths.sources(account), (below, attributes) -> {
                var path = "/sources/" + below;
                if (open.contains(path)) {
                    ofOpen.add(weight.applyAsLong(attributes));
                } else {
                    ledger.lastEnd(account, path)
                            .ifPresent(end -> ended.add(new Ended(end.at(), weight.applyAsLong(attributes))));
                }
            });
        } catch (VolumePathMissingException | VolumeRefusedException notSeen) {
            LOG.debug("not searched for uploads that broke the limit", cause(notSeen));
        }
        return ofOpen.sum();
    }
}
