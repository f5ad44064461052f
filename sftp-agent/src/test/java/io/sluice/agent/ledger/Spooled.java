package io.sluice.agent.ledger;

import io.sluice.agent.PodPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A pod's folders, and lines as rsyslogd spools them.
final class Spooled {
    private Spooled() {}

    static PodPaths layOut(Path folder) throws IOException {
        var paths = new PodPaths(folder.resolve("volume"), folder.resolve("run"), folder, folder);
        Files.createDirectories(paths.ledgerFolder());
        Files.createDirectories(paths.spool());
        return paths;
    }

    static String line(long process, int user, String message) {
        return "2026-11-21T22:42:02.020623+00:00\t%d\t%d\t %s\n".formatted(process, user, message);
    }
}
