package io.sluice.watcher.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Reads the new lines of the ledger file into the [Ledger]; notices when the file was replaced.
///
/// Each reading begins with some bytes that were read before: are they others now, then it is another file.
/// After a rotation the rest of the old file is read first, if it is found under its new name. The first
/// reading begins with the rotated files that are still kept, the oldest first, so that a restarted watcher
/// knows what was uploaded today.
public final class LedgerTail {
    private static final Logger LOG = Logger.getLogger(LedgerTail.class);
    private static final int OVERLAP = 64;

    /// The endings of rotated files, the oldest first.
    private static final List<String> ROTATED = List.of(".2", ".1");

    private final Volume volume;
    private final String path;
    private final Ledger ledger;
    private long offset;
    private byte[] lastBytes = {};
    private @Nullable FileAttributes lastSeen;

    public LedgerTail(Volume volume, String path, Ledger ledger) {
        this.volume = volume;
        this.path = path;
        this.ledger = ledger;
    }

    /// Applies all whole lines that were written since the last call.
    public void read() {
        var found = volume.stat(path).filter(FileAttributes::isFile);
        if (found.isEmpty()) {
            if (lastSeen != null) {
                LOG.warnf("the ledger %s is gone: uploads wait for the long quiet period until it is back", path);
                startOver();
            }
            return;
        }
        if (lastSeen != null && found.get().looksLike(lastSeen) && found.get().size() == offset) {
            return;
        }
        try {
            if (lastSeen == null) {
                readFromTheBeginning(found.get());
                return;
            }
            if (!readFrom(path)) {
                readRestOfRotated();
                readFrom(path);
            }
            lastSeen = found.get();
        } catch (VolumePathMissingException rotatedMeanwhile) {
            LOG.debugf("the ledger was rotated while it was read: %s", rotatedMeanwhile.getMessage());
            if (lastSeen == null) {
                startOver();
            }
        }
    }

    private void readFromTheBeginning(FileAttributes found) {
        var newest = path + ROTATED.getLast();
        var rotatedBefore = volume.stat(newest);
        for (var ending : ROTATED) {
            if (volume.stat(path + ending).filter(FileAttributes::isFile).isPresent()) {
                beginFile();
                readFrom(path + ending);
            }
        }
        beginFile();
        readFrom(path);
        if (volume.stat(newest).equals(rotatedBefore)) {
            lastSeen = found;
        } else {
            LOG.debugf("the ledger was rotated while it was read from its beginning, it is read again");
            startOver();
        }
    }

    private void readRestOfRotated() {
        var rotated = path + ".1";
        try {
            if (volume.stat(rotated).isEmpty() || !readFrom(rotated)) {
                LOG.warnf(
                        "the ledger %s was replaced and its former lines are not in %s: some are lost", path, rotated);
                ledger.lose();
            }
        } catch (VolumePathMissingException gone) {
            LOG.warnf("the ledger's former lines are lost: %s", gone.getMessage());
            ledger.lose();
        }
        beginFile();
    }

    private void startOver() {
        ledger.lose();
        ledger.forgetTraffic();
        beginFile();
        lastSeen = null;
    }

    private void beginFile() {
        offset = 0;
        lastBytes = new byte[0];
    }

    /// Returns false, having read nothing, when the file is not the one that was read before.
    private boolean readFrom(String file) {
        var size = volume.stat(file).map(FileAttributes::size).orElse(0L);
        if (size < offset) {
            return false;
        }
        return volume.read(file, offset - lastBytes.length, content -> {
            var same = Arrays.equals(content.readNBytes(lastBytes.length), lastBytes);
            if (same) {
                applyLines(content);
            }
            return same;
        });
    }

    private void applyLines(InputStream content) throws IOException {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        for (int read = content.read(buffer, filled, buffer.length - filled);
                read >= 0;
                read = content.read(buffer, filled, buffer.length - filled)) {
            filled += read;
            var begin = 0;
            for (int i = filled - read; i < filled; i++) {
                if (buffer[i] == '\n') {
                    apply(new String(buffer, begin, i - begin, StandardCharsets.UTF_8));
                    begin = i + 1;
                }
            }
            if (begin > 0) {
                remember(buffer, begin);
                filled -= begin;
                System.arraycopy(buffer, begin, buffer, 0, filled);
            } else if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, buffer.length * 2);
            }
        }
    }

    private void remember(byte[] buffer, int length) {
        offset += length;
        if (length >= OVERLAP) {
            lastBytes = Arrays.copyOfRange(buffer, length - OVERLAP, length);
        } else {
            var both = Arrays.copyOf(lastBytes, lastBytes.length + length);
            System.arraycopy(buffer, 0, both, lastBytes.length, length);
            lastBytes = Arrays.copyOfRange(both, Math.max(0, both.length - OVERLAP), both.length);
        }
    }

    private void apply(String text) {
        if (text.isBlank()) {
            return;
        }
        try {
            var line = LedgerLine.parse(text);
            if (line.write().orElse(true)) {
                ledger.apply(line);
            }
        } catch (JsonProcessingException unreadable) {
            LOG.warnf("a line of the ledger is unreadable and skipped: %s", unreadable.getOriginalMessage());
        }
    }
}
