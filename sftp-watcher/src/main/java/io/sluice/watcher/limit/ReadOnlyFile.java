package io.sluice.watcher.limit;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.limit.ReadOnlyAccounts;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// The file that tells the SFTP server which accounts may only read. Any number of watchers may write it,
/// because each reads the other's changes first. Used by one thread.
public final class ReadOnlyFile {
    private static final Log LOG = Log.of(ReadOnlyFile.class);

    private final Outages outages = new Outages(LOG);
    private final Volume volume;
    private final String draft = "%s/.read-only.%s.part".formatted(VolumePaths.LIMITS, UUID.randomUUID());
    private Optional<FileAttributes> seen = Optional.empty();
    private ReadOnlyAccounts content = ReadOnlyAccounts.NONE;

    public ReadOnlyFile(Volume volume) {
        this.volume = volume;
    }

    /// The current list; empty when the file is missing or unreadable, and as it was last while the volume
    /// denies it.
    ReadOnlyAccounts read() {
        try {
            return present();
        } catch (VolumeRefusedException denied) {
            outages.report(
                    VolumePaths.READ_ONLY,
                    "limits are not enforced: the list of read-only accounts cannot be read; the service user needs its folder",
                    field("path", VolumePaths.LIMITS),
                    cause(denied));
            return content;
        }
    }

    private ReadOnlyAccounts present() {
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
            LOG.warn(
                    "the list of read-only accounts is unreadable and is written again",
                    field("path", VolumePaths.READ_ONLY),
                    field("cause", unreadable.getOriginalMessage()));
        } catch (VolumePathMissingException goneMeanwhile) {
            LOG.debug("the list of read-only accounts disappeared", cause(goneMeanwhile));
        }
        return ReadOnlyAccounts.NONE;
    }

    /// Replaces the file atomically; returns whether that succeeded.
    boolean write(ReadOnlyAccounts next) {
        try {
            put(next);
            content = next;
            seen = volume.stat(VolumePaths.READ_ONLY).filter(FileAttributes::isFile);
            outages.over(VolumePaths.READ_ONLY, "limits are enforced again");
            return true;
        } catch (VolumePathMissingException | VolumeRefusedException refused) {
            outages.report(
                    VolumePaths.READ_ONLY,
                    "limits are not enforced: the list of read-only accounts cannot be written; the service user needs its folder",
                    field("path", VolumePaths.LIMITS),
                    cause(refused));
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
