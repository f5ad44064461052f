package io.sluice.volume;

import io.sluice.contracts.file.VolumePaths;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jboss.logging.Logger;

/// A number in a file of its own. It is replaced in one step, so whoever is killed while it writes leaves the
/// old number.
public final class CountNote {
    private static final Logger LOG = Logger.getLogger(CountNote.class);
    private static final int MOST_DIGITS = 9;

    private CountNote() {}

    /// The number; 0 when there is no file, or none with a number.
    public static int read(Volume volume, String path) {
        try {
            var text = volume.read(
                    path,
                    (InputStream content) ->
                            new String(content.readNBytes(MOST_DIGITS), StandardCharsets.US_ASCII).strip());
            return Integer.parseInt(text);
        } catch (VolumePathMissingException nothingCounted) {
            return 0;
        } catch (NumberFormatException damaged) {
            LOG.warnf("expected a number in %s, it is counted from 0 again: %s", path, damaged.getMessage());
            return 0;
        }
    }

    /// Writes the number.
    ///
    /// @throws VolumeException when the volume is unavailable or refuses; then the old number stays
    public static void write(Volume volume, String path, int count) {
        var draft = path + VolumePaths.DRAFT;
        volume.write(draft, new ByteArrayInputStream(Integer.toString(count).getBytes(StandardCharsets.US_ASCII)));
        volume.rename(draft, path);
    }
}
