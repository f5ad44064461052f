package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.scan.ProcessTimes;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// CPU seconds of the processes of a running Sluice, by what they are.
record CpuTimes(Map<String, Double> seconds) {
    private static final Map<String, Predicate<String>> KINDS = kinds();

    private static Map<String, Predicate<String>> kinds() {
        Map<String, Predicate<String>> kinds = new LinkedHashMap<>();
        kinds.put("validator", command -> command.contains("config/validator-service.properties"));
        kinds.put("data", command -> command.contains("config/data-service.properties"));
        kinds.put("watcher", command -> command.contains("config/sftp-watcher.properties"));
        kinds.put("job", command -> command.contains("config/job-service.properties"));
        kinds.put("sshd", command -> command.contains("sshd"));
        kinds.put("agent", command -> command.contains("sftp-agent"));
        kinds.put("store", command -> command.contains("s3proxy"));
        kinds.put("kafka", command -> command.contains("kafka"));
        kinds.put("postgres", command -> command.contains("postgres"));
        return kinds;
    }

    static CpuTimes now() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        KINDS.forEach((name, kind) ->
                seconds.put(name, ProcessTimes.cpuSecondsBelow(1, command -> isFirst(name, kind, command))));
        return new CpuTimes(seconds);
    }

    /// A process counts once.
    private static boolean isFirst(String name, Predicate<String> kind, String command) {
        return kind.test(command)
                && KINDS.entrySet().stream()
                        .takeWhile(other -> !other.getKey().equals(name))
                        .noneMatch(other -> other.getValue().test(command));
    }

    CpuTimes since(CpuTimes before) {
        Map<String, Double> between = new LinkedHashMap<>();
        seconds.forEach((name, now) -> between.put(name, now - before.seconds.getOrDefault(name, 0.0)));
        return new CpuTimes(between);
    }

    double all() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    @Override
    public String toString() {
        return seconds.entrySet().stream()
                .filter(entry -> entry.getValue() >= 0.05)
                .map(entry -> String.format(Locale.ROOT, "%s %.1f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", String.format(Locale.ROOT, "%.1f s: ", all()), ""));
    }
}
