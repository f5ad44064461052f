package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.ledger.OpenUpload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The bytes that the open uploads of one account have written so far, estimated from their sizes. The
/// estimate is too low rather than too high; the ledger has the true number once they are closed. Used by one
/// thread at a time.
final class OpenBytes {
    private static final Log LOG = Log.of(OpenBytes.class);

    /// Renames of folders make a path as long as a tenant likes. The server cannot look at one of more than
    /// 4,096 bytes, and its answer would end the scan cycle of all accounts.
    private static final int LONGEST_PATH = 1_000;

    private final Volume volume;
    private final AccountId account;

    /// The size at which each open upload began, by path.
    private Map<String, Long> from = new HashMap<>();

    private long bytes;

    OpenBytes(Volume volume, AccountId account) {
        this.volume = volume;
        this.account = account;
    }

    void measure(List<OpenUpload> open) {
        var next = new HashMap<String, Long>();
        bytes = 0;
        for (var upload : open) {
            var size = size(upload);
            var known = from.getOrDefault(upload.path(), upload.before().orElse(size));
            var start = Math.min(known, size);
            next.put(upload.path(), start);
            bytes += size - start;
        }
        from = next;
    }

    private long size(OpenUpload upload) {
        if (upload.path().length() > LONGEST_PATH) {
            return 0;
        }
        try {
            return volume.stat(VolumePaths.account(account) + upload.path())
                    .filter(FileAttributes::isFile)
                    .map(FileAttributes::size)
                    .orElse(0L);
        } catch (VolumeRefusedException hidden) {
            LOG.warn("an open upload is not measured", account(account), cause(hidden));
            return 0;
        }
    }

    long bytes() {
        return bytes;
    }
}
