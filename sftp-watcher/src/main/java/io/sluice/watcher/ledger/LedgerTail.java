package io.sluice.watcher.ledger;

import static io.sluice.events.log.LogFields.cause;
import static io.sluice.events.log.LogFields.field;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.events.log.Log;
import io.sluice.volume.FileAttributes;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import io.sluice.watcher.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the new lines of the ledger file into the [Ledger].
///
/// | what happened | how it is noticed | what is read |
/// |---|---|---|
/// | new lines | the file grew, and the last bytes read before are unchanged | the new lines |
/// | rotation | those bytes differ | the rest of the old file under its new name, then the new file |
/// | start of the watcher | nothing was read before | the rotated files, oldest first, then the file: today's uploads
/// are known |
public final class LedgerTail {
    private static final Log LOG = Log.of(LedgerTail.class);
    private static final int OVERLAP = 64;

    /// The endings of rotated files, oldest first.
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

    /// A ledger of all lines that lie on the volume now.
    public static Ledger readAll(Volume volume, String path, Ticker ticker) {
        var ledger = new Ledger(ticker);
        new LedgerTail(volume, path, ledger).read();
        return ledger;
    }

    /// Whether there is a ledger and its lines were read.
    public boolean isRead() {
        return lastSeen != null;
    }

    /// Whether there may be new lines; one request to the volume.
    public boolean hasNews() {
        var found = volume.stat(path).filter(FileAttributes::isFile);
        return found.isPresent() != (lastSeen != null)
                || (found.isPresent() && found.get().size() != offset);
    }

    /// Applies all complete lines that were written since the last call.
    public void read() {
        var found = volume.stat(path).filter(FileAttributes::isFile);
        if (found.isEmpty()) {
            if (lastSeen != null) {
                LOG.warn(
                        "the ledger is missing, uploads wait for the long quiet period until it is back",
                        field("path", path));
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
            LOG.debug("the ledger was rotated while it was read", cause(rotatedMeanwhile));
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
            LOG.debug("the ledger was rotated while it was read from its beginning, it is read again");
            startOver();
        }
    }

    private void readRestOfRotated() {
        var rotated = path + ".1";
        try {
            if (volume.stat(rotated).isEmpty() || !readFrom(rotated)) {
                LOG.warn(
                        "the ledger was replaced and its previous lines are not in the rotated file, some are lost",
                        field("path", path),
                        field("rotated", rotated));
                ledger.lose();
            }
        } catch (VolumePathMissingException gone) {
            LOG.warn("previous lines of the ledger are lost", cause(gone));
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

    /// Returns false and reads nothing when the file is not the one that was read before.
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
            LOG.warn("a line of the ledger is unreadable and skipped", field("cause", unreadable.getOriginalMessage()));
        } catch (RuntimeException unforeseen) {
            // Tenants choose the paths, and all accounts wait for the lines that follow.
            LOG.error(unforeseen, "a line of the ledger cannot be applied and is skipped");
        }
    }
}
