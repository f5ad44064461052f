package io.sluice.archive;

import io.sluice.contracts.file.VolumePaths;
import io.sluice.devstack.parts.TestSftp;
import io.sluice.devstack.parts.sftp.EmbeddedSftp;
import io.sluice.fixtures.volume.LocalVolume;
import io.sluice.volume.SftpVolume;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real SFTP server of one test, with the volume over it.
final class ServedVolume implements AutoCloseable {
    private final Path folder;
    private final EmbeddedSftp server;

    ServedVolume(Path folder) {
        this.folder = folder;
        this.server = TestSftp.startIn(folder);
    }

    int port() {
        return server.port();
    }

    SftpVolume volume() {
        return LocalVolume.at(folder, port());
    }

    Path disk(String path) {
        return folder.resolve("volume").resolve(path.substring(1));
    }

    List<String> files(String below) throws IOException {
        try (var found = Files.walk(disk(below))) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(VolumePaths.README))
                    .map(file -> "/" + folder.resolve("volume").relativize(file))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
