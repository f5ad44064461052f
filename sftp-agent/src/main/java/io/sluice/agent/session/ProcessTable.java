package io.sluice.agent.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// The processes of this process namespace, read from `/proc`.
///
/// Moments are hundredths of a second since the machine's start.
final class ProcessTable {
    private static final Path PROC = Path.of("/proc");

    /// Index in `/proc/<pid>/stat` after the command's closing parenthesis, where the state has index 0.
    private static final int START_TIME = 19;

    private ProcessTable() {}

    /// One process with its real user.
    ///
    /// @param connectedAt start of the nearest ancestor of another user, which is sshd's process for this
    /// connection
    record Entry(long pid, long parent, int user, long connectedAt) {}

    /// The processes of the wanted users, without those that end during the look.
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

    /// How many processes each of the wanted users has.
    static Map<Integer, Integer> counts(IntPredicate wanted) throws IOException {
        var counts = new HashMap<Integer, Integer>();
        try (var folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var folder : folders) {
                var user = (int) number(status(folder), "Uid:");
                if (user >= 0 && wanted.test(user)) {
                    counts.merge(user, 1, Integer::sum);
                }
            }
        }
        return counts;
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
        } catch (IOException ended) {
            return 0;
        }
    }

    private static List<String> status(Path folder) {
        try {
            return Files.readAllLines(folder.resolve("status"));
        } catch (IOException ended) {
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
