package io.sluice.agent.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// The processes of this process namespace, read from `/proc`.
///
/// Moments are in hundredths of a second since the machine's start.
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    /// In `/proc/<pid>/stat`, behind the command's closing parenthesis: state is 0, the start time 19.
    private static final int START_TIME = 19;

    private ProcessTable() {}

    /// One process with its real user.
    ///
    /// @param connectedAt when the nearest process above it that belongs to another user began: sshd's for
    /// this connection
    record Entry(long pid, long parent, int user, long connectedAt) {}

    /// Processes whose user is wanted; those that end meanwhile are left out.
    static List<Entry> ofUsers(IntPredicate wanted) throws IOException {
        var entries = new ArrayList<Entry>();
        try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var folder : folders) {
                var status = status(folder);
                var user = number(status, "Uid:");
                if (user >= 0 && wanted.test((int) user)) {
                    var parent = number(status, "PPid:");
                    entries.add(new Entry(
                            Long.parseLong(folder.getFileName().toString()),
                            parent,
                            (int) user,
                            connectedAt(parent, user)));
                }
            }
        }
        return entries;
    }

    static long now() throws IOException {
        var seconds = Files.readString(PROC.resolve("uptime")).split(" ", 2)[0];
        return Long.parseLong(seconds.replace(".", ""));
    }

    private static long connectedAt(long above, long user) {
        var process = above;
        while (process > 1) {
            var status = status(PROC.resolve(Long.toString(process)));
            if (number(status, "Uid:") != user) {
                break;
            }
            process = number(status, "PPid:");
        }
        return startedAt(process);
    }

    /// 0 for a process that is gone.
    private static long startedAt(long process) {
        try {
            var stat = Files.readString(PROC.resolve(Long.toString(process)).resolve("stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[START_TIME]);
        } catch (IOException endedMeanwhile) {
            return 0;
        }
    }

    private static List<String> status(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("status"));
        } catch (IOException endedMeanwhile) {
            return List.of();
        }
    }

    private static long number(List<String> status, String key) {
        for (var line : status) {
            if (line.startsWith(key)) {
                return Long.parseLong(line.substring(key.length()).strip().split("\\s+", 2)[0]);
            }
        }
        return -1;
    }
}
