package io.sluice.archive;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.volume.Volume;
import io.sluice.volume.VolumePathMissingException;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.function.Supplier;

/// The clock of the SFTP server, read from the modification time of a file that is written now.
public final class ServerClock implements Supplier<Instant> {
    private static final String FILE = VolumePaths.RELEASED + "/clock";

    private final Volume volume;

    public ServerClock(Volume volume) {
        this.volume = volume;
    }

    @Override
    public Instant get() {
        // One byte, so that an existing file changes, too.
        volume.write(FILE, new ByteArrayInputStream(new byte[] {'\n'}));
        return volume.stat(FILE)
                .orElseThrow(() -> new VolumePathMissingException("%s was written and is gone".formatted(FILE), null))
                .modifiedAt();
    }
}
