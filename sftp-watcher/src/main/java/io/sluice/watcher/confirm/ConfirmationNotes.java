package io.sluice.watcher.confirm;

import static io.sluice.events.log.LogFields.account;
import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.log.Log;
import io.sluice.events.log.Outages;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.volume.VolumeRefusedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The uploads that an administrator confirmed though they may be cut. Those of each account lie in a note on
/// the volume, so that every watcher knows them. Thread-safe.
public final class ConfirmationNotes {
    private static final Log LOG = Log.of(ConfirmationNotes.class);
    private static final ObjectMapper JSON = SluiceJson.mapper();

    /// Confirmed files that were claimed long ago push out nothing: the oldest go first.
    private static final int MOST = 1000;

    private final Outages outages = new Outages(LOG);
    private final Volume volume;
    private final Map<AccountId, Kept> kept = new ConcurrentHashMap<>();
    private final Set<AccountId> lately = ConcurrentHashMap.newKeySet();

    public ConfirmationNotes(Volume volume) {
        this.volume = volume;
    }

    /// Whether this very file was confirmed: path, size and mtime.
    public boolean holds(AccountId account, String path, FileAttributes attributes) {
        try {
            var holds = read(account).contains(Note.of(path, attributes));
            outages.over(account.value(), "the note of confirmed uploads is read again", account(account));
            return holds;
        } catch (VolumeRefusedException denied) {
            outages.report(
                    account.value(),
                    "the note of confirmed uploads cannot be read, they wait; may the service user read it?",
                    account(account),
                    cause(denied));
            return false;
        }
    }

    /// Accounts with uploads that were confirmed since the last call, by this process.
    public Set<AccountId> confirmedLately() {
        var accounts = Set.copyOf(lately);
        lately.removeAll(accounts);
        return accounts;
    }

    /// Confirms one file as it is now.
    public synchronized void add(AccountId account, String path, FileAttributes attributes) {
        var notes = new ArrayList<>(read(account));
        notes.add(Note.of(path, attributes));
        write(account, notes.subList(Math.max(0, notes.size() - MOST), notes.size()));
        lately.add(account);
    }

    private List<Note> read(AccountId account) {
        var file = VolumePaths.confirmed(account);
        var found = volume.stat(file).filter(FileAttributes::isFile);
        var known = kept.get(account);
        if (known != null && known.seen().equals(found)) {
            return known.notes();
        }
        var notes = found.isEmpty() ? List.<Note>of() : readFile(account, file);
        kept.put(account, new Kept(found, notes));
        return notes;
    }

    private List<Note> readFile(AccountId account, String file) {
        try {
            var text = volume.read(file, content -> new String(content.readAllBytes(), StandardCharsets.UTF_8));
            return List.of(JSON.readValue(text, Note[].class));
        } catch (JsonProcessingException unreadable) {
            LOG.warn(
                    "the note of confirmed uploads is unreadable; confirm them again",
                    account(account),
                    field("path", file),
                    field("cause", unreadable.getOriginalMessage()));
        } catch (VolumePathMissingException goneMeanwhile) {
            LOG.debug("the note of confirmed uploads disappeared", account(account), field("path", file));
        }
        return List.of();
    }

    private void write(AccountId account, List<Note> notes) {
        var draft = "%s/.%s.%s".formatted(VolumePaths.CONFIRMED, account, UUID.randomUUID());
        volume.mkdirs(VolumePaths.CONFIRMED);
        volume.write(draft, new ByteArrayInputStream(json(notes)));
        volume.rename(draft, VolumePaths.confirmed(account));
        kept.remove(account);
    }

    private static byte[] json(List<Note> notes) {
        try {
            return JSON.writeValueAsBytes(notes);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("paths, numbers and instants can always be written", impossible);
        }
    }

    /// One confirmed file.
    private record Note(String path, long size, Instant modifiedAt) {
        static Note of(String path, FileAttributes attributes) {
            return new Note(path, attributes.size(), attributes.modifiedAt());
        }
    }

    /// What a note held when it was last read.
    private record Kept(Optional<FileAttributes> seen, List<Note> notes) {}
}
