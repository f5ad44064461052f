package io.sluice.benchmarks.scan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Figures of processes from `/proc`: CPU seconds with those of ended children, memory, system calls.
public final class ProcessTimes {
    /// Linux reports times in hundredths of a second.
    private static final double TICKS_A_SECOND = 100;

    private static final int STATE = 1;
    private static final int PARENT = 2;
    private static final int USER_TIME = 12;
    private static final int TIMES = 4;

    private ProcessTimes() {}

    /// CPU seconds of one process since its start, with those of its children that have ended.
    public static double cpuSeconds(long pid) {
        return stat(pid).map(ProcessTimes::cpuSeconds).orElse(0.0);
    }

    /// CPU seconds of the processes below `root` with a matching command line, and of all below them.
    public static double cpuSecondsBelow(long root, Predicate<String> commandLine) {
        return below(root, commandLine).stream()
                .mapToDouble(ProcessTimes::cpuSeconds)
                .sum();
    }

    /// Number of writes of each process below `root` with a matching command line, by process.
    static Map<Long, Long> writesBelow(long root, Predicate<String> commandLine) {
        var writes = new HashMap<Long, Long>();
        for (var pid : below(root, commandLine)) {
            field(pid, "io", "syscw:").ifPresent(count -> writes.put(pid, count));
        }
        return writes;
    }

    /// Resident memory of the process in megabytes (10^6).
    static double residentMegabytes(long pid) {
        return field(pid, "status", "VmRSS:").orElse(0L) * 1024 / 1e6;
    }

    /// Memory of the process that no file backs, in megabytes (10^6): what a limit of a container counts in
    /// any case.
    public static double anonymousMegabytes(long pid) {
        return field(pid, "status", "RssAnon:").orElse(0L) * 1024 / 1e6;
    }

    private static List<Long> below(long root, Predicate<String> commandLine) {
        var children = new HashMap<Long, List<Long>>();
        ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .forEach(pid -> stat(pid)
                        .ifPresent(stat -> children.computeIfAbsent(
                                        Long.parseLong(stat[PARENT]), first -> new ArrayList<>())
                                .add(pid)));
        var found = new ArrayList<Long>();
        collect(root, children, commandLine, false, found);
        return found;
    }

    private static void collect(
            long pid, Map<Long, List<Long>> children, Predicate<String> fits, boolean belowOne, List<Long> found) {
        var counts = belowOne || fits.test(commandLine(pid));
        if (counts) {
            found.add(pid);
        }
        for (var child : children.getOrDefault(pid, List.of())) {
            collect(child, children, fits, counts, found);
        }
    }

    private static double cpuSeconds(String[] stat) {
        long ticks = 0;
        for (int i = 0; i < TIMES; i++) {
            ticks += Long.parseLong(stat[USER_TIME + i]);
        }
        return ticks / TICKS_A_SECOND;
    }

    /// The fields of `/proc/<pid>/stat` without the command's name, which may contain blanks; empty when the
    /// process has ended.
    private static Optional<String[]> stat(long pid) {
        return read(pid, "stat")
                .map(text -> (pid + " " + text.substring(text.lastIndexOf(')') + 2)).split(" ", -1))
                .filter(fields -> fields.length > USER_TIME + TIMES && !fields[STATE].equals("X"));
    }

    private static Optional<Long> field(long pid, String file, String name) {
        return read(pid, file)
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith(name))
                        .map(line -> Long.parseLong(
                                line.substring(name.length()).replace("kB", "").strip()))
                        .findFirst());
    }

    private static String commandLine(long pid) {
        return read(pid, "cmdline").orElse("").replace('\0', ' ');
    }

    private static Optional<String> read(long pid, String file) {
        try {
            return Optional.of(Files.readString(Path.of("/proc", Long.toString(pid), file)));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
