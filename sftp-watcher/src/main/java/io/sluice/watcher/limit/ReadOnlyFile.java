package io.sluice.watcher.limit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.file.ReadOnlyAccounts;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/// The file from which the SFTP server knows who may only read. Any number of watchers may write it: each
/// takes over what another one wrote. Used by one thread.
public final class ReadOnlyFile {
    private static final Logger LOG = Logger.getLogger(ReadOnlyFile.class);

    private final Volume volume;
    private final String draft = "%s/.read-only.%s.part".formatted(VolumePaths.LIMITS, UUID.randomUUID());
    private Optional<FileAttributes> seen = Optional.empty();
    private ReadOnlyAccounts content = ReadOnlyAccounts.NONE;

    public ReadOnlyFile(Volume volume) {
        this.volume = volume;
    }

    /// What it says now; nobody is limited when it is missing or unreadable.
    ReadOnlyAccounts read() {
        var found = volume.stat(VolumePaths.READ_ONLY).filter(FileAttributes::isFile);
        if (!found.equals(seen)) {
            content = found.isEmpty() ? ReadOnlyAccounts.NONE : readFile();
            seen = found;
        }
        return content;
    }

    private ReadOnlyAccounts readFile() {
        try {
            return ReadOnlyAccounts.parse(volume.read(
                    VolumePaths.READ_ONLY, file -> new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (JsonProcessingException unreadable) {
            LOG.warnf("%s is unreadable and made anew: %s", VolumePaths.READ_ONLY, unreadable.getOriginalMessage());
        } catch (VolumePathMissingException goneMeanwhile) {
            LOG.debugf("the list of read-only accounts went away: %s", goneMeanwhile.getMessage());
        }
        return ReadOnlyAccounts.NONE;
    }

    /// Replaces it in one step; returns whether that was done.
    boolean write(ReadOnlyAccounts next) {
        try {
            put(next);
            content = next;
            seen = volume.stat(VolumePaths.READ_ONLY).filter(FileAttributes::isFile);
            return true;
        } catch (VolumePathMissingException | VolumeRefusedException refused) {
            LOG.errorf(
                    "limits are not enforced: the list of read-only accounts cannot be written, expected the folder %s of the service user: %s",
                    VolumePaths.LIMITS, refused.getMessage());
            return false;
        }
    }

    private void put(ReadOnlyAccounts next) {
        var bytes = next.json().getBytes(StandardCharsets.UTF_8);
        volume.mkdirs(VolumePaths.LIMITS);
        volume.write(draft, new ByteArrayInputStream(bytes));
        volume.rename(draft, VolumePaths.READ_ONLY);
    }
}
