package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeRefusedException;
import io.sluice.watcher.ledger.OpenUpload;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/// How much the open uploads of one account have written so far, as far as their sizes show it: rather too
/// little than too much, for the ledger tells the truth when they are closed. Used by one thread at a time.
final class OpenBytes {
    private static final Logger LOG = Logger.getLogger(OpenBytes.class);

    private final Volume volume;
    private final AccountId account;

    /// The size from which each open upload grew, by path.
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
        try {
            return volume.stat(VolumePaths.account(account) + upload.path())
                    .filter(FileAttributes::isFile)
                    .map(FileAttributes::size)
                    .orElse(0L);
        } catch (VolumeRefusedException hidden) {
            LOG.warnf("an open upload is not measured, accountId=%s: %s", account, hidden.getMessage());
            return 0;
        }
    }

    long bytes() {
        return bytes;
    }
}
