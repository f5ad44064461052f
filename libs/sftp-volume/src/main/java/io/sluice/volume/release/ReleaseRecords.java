package io.sluice.volume.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumeEntry;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// The release records on the volume, by the hour, so that the archive looks only at those that are due.
public final class ReleaseRecords {
    private static final Logger LOG = Logger.getLogger(ReleaseRecords.class);

    private final Volume volume;
    private final ObjectMapper json = SluiceJson.mapper();

    public ReleaseRecords(Volume volume) {
        this.volume = volume;
    }

    /// Notes where a file is about to be put; a former note about the job is replaced.
    public void plan(RecordPlace place, ReleaseRecord record) {
        volume.mkdirs(RecordPlace.folder(place.hour(), place.account()));
        volume.write(place.planned(), new ByteArrayInputStream(write(record)));
    }

    /// The file lies there and its job's end is known: from now on it is the archive's. Doing so again does
    /// no harm.
    public void confirm(RecordPlace place) {
        try {
            volume.rename(place.planned(), place.record());
        } catch (VolumePathMissingException confirmedBefore) {
            LOG.debugf("the record of job %s is confirmed already: %s", place.job(), confirmedBefore.getMessage());
        }
    }

    /// The names of all hours, oldest first.
    public List<String> hours() {
        return list(VolumePaths.RELEASED).stream()
                .map(VolumeEntry::name)
                .filter(name -> RecordPlace.startOf(name).isPresent())
                .toList();
    }

    /// The accounts with records of an hour.
    public List<AccountId> accounts(String hour) {
        return list(RecordPlace.folder(hour)).stream()
                .flatMap(entry -> AccountId.of(entry.name()).stream())
                .toList();
    }

    /// What lies in an account's folder of an hour, oldest job first.
    public List<VolumeEntry> entries(String hour, AccountId account) {
        return list(RecordPlace.folder(hour, account));
    }

    /// Empty when nothing lies there any more.
    ///
    /// @throws IllegalStateException when it is no record
    public Optional<ReleaseRecord> read(String path) {
        try {
            return Optional.of(parse(path, volume.read(path, InputStream::readAllBytes)));
        } catch (VolumePathMissingException gone) {
            return Optional.empty();
        }
    }

    /// Removes an hour's folder of an account, and the hour's own, if nothing lies there.
    public void removeEmpty(String folder) {
        try {
            volume.rmdir(folder);
        } catch (VolumePathMissingException | VolumeRefusedException stays) {
            LOG.debugf("a folder of release records stays: %s", stays.getMessage());
        }
    }

    private List<VolumeEntry> list(String folder) {
        try {
            return volume.list(folder);
        } catch (VolumePathMissingException notThere) {
            return List.of();
        }
    }

    private ReleaseRecord parse(String path, byte[] content) {
        try {
            return json.readValue(content, ReleaseRecord.class);
        } catch (java.io.IOException unreadable) {
            throw new IllegalStateException(
                    "expected a release record at %s but it cannot be read as one; its file stays, look at both by hand"
                            .formatted(path),
                    unreadable);
        }
    }

    private byte[] write(ReleaseRecord record) {
        try {
            return json.writeValueAsBytes(record);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(
                    "the release of job %s cannot be written as JSON"
                            .formatted(record.job().jobId()),
                    unwritable);
        }
    }
}
