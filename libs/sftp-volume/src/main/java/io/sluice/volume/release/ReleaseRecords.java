package io.sluice.volume.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.JobId;
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
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The release records on a volume, in folders by hour, so that the archive lists only the due ones.
public final class ReleaseRecords {
    private static final Logger LOG = Logger.getLogger(ReleaseRecords.class);

    private final Volume volume;
    private final ObjectMapper json = SluiceJson.mapper();

    public ReleaseRecords(Volume volume) {
        this.volume = volume;
    }

    /// Writes the record of a file that is about to be moved; replaces a previous record of the job.
    public void plan(RecordPlace place, ReleaseRecord record) {
        volume.mkdirs(RecordPlace.folder(place.hour(), place.account()));
        volume.write(place.planned(), new ByteArrayInputStream(write(record)));
    }

    /// Hands the file to the archive, after it was moved and its job's end was published. Idempotent.
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

    /// The entries of an account's folder of an hour, oldest job first.
    public List<VolumeEntry> entries(String hour, AccountId account) {
        return list(RecordPlace.folder(hour, account));
    }

    /// The record at a path; empty when it was removed.
    ///
    /// @throws IllegalStateException when the file is not a record
    public Optional<ReleaseRecord> read(String path) {
        try {
            return Optional.of(parse(path, volume.read(path, InputStream::readAllBytes)));
        } catch (VolumePathMissingException gone) {
            return Optional.empty();
        }
    }

    /// The record of a job, in whatever state; empty when the job has not ended, or its file was archived and
    /// removed.
    ///
    /// A job is validated soon after its claim, so the hour of its claim and the next ones are the first to
    /// be searched; clocks may differ, so all others follow.
    public Optional<ReleaseRecord> find(AccountId account, JobId job) {
        var claimed = RecordPlace.of(account, job, job.moment()).hour();
        var hours = hours();
        return Stream.concat(
                        hours.stream().filter(hour -> hour.compareTo(claimed) >= 0),
                        hours.reversed().stream().filter(hour -> hour.compareTo(claimed) < 0))
                .map(hour -> new RecordPlace(hour, account, job))
                .flatMap(place -> Stream.of(place.record(), place.planned(), place.done()))
                .flatMap(path -> read(path).stream())
                .findFirst();
    }

    /// Removes a folder of records if it is empty.
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
