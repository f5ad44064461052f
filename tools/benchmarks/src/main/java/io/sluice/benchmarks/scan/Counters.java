package io.sluice.benchmarks.scan;

import java.util.Map;

/// All counters at one moment.
///
/// @param watcher CPU seconds of the watcher
/// @param serviceSshd CPU seconds of the SSH server that the watcher talks to
/// @param tenantSshd CPU seconds of the tenants' SSH server
/// @param restOfPod CPU seconds of rsyslogd and the agent
/// @param answers written by each process of the service's sessions; one for each SFTP request
record Counters(
        long nanoTime,
        double watcher,
        double serviceSshd,
        double tenantSshd,
        double restOfPod,
        Map<Long, Long> answers,
        Watcher.ScanCycles cycles) {

    static Counters of(Watcher watcher, SftpPod pod) {
        var cycles = watcher.cycles();
        return new Counters(
                System.nanoTime(),
                ProcessTimes.cpuSeconds(watcher.pid()),
                ProcessTimes.cpuSecondsBelow(pod.pid(), command -> command.contains("sshd_service.conf")),
                ProcessTimes.cpuSecondsBelow(pod.pid(), command -> command.contains("sshd_tenants.conf")),
                ProcessTimes.cpuSecondsBelow(
                        pod.pid(), command -> command.contains("AgentMain") || command.startsWith("rsyslogd")),
                ProcessTimes.writesBelow(
                        pod.pid(), command -> command.startsWith("sshd: sluice-service@internal-sftp")),
                cycles);
    }

    /// The difference to an earlier reading.
    Window since(Counters earlier) {
        var seconds = (nanoTime - earlier.nanoTime) / 1e9;
        var cycles = this.cycles.count() - earlier.cycles.count();
        return new Window(
                seconds,
                perMinute(watcher - earlier.watcher, seconds),
                perMinute(serviceSshd - earlier.serviceSshd, seconds),
                perMinute(tenantSshd - earlier.tenantSshd, seconds),
                perMinute(restOfPod - earlier.restOfPod, seconds),
                perMinute(answersSince(earlier), seconds),
                cycles,
                cycles == 0 ? 0 : (this.cycles.seconds() - earlier.cycles.seconds()) / cycles * 1000);
    }

    private double answersSince(Counters earlier) {
        return answers.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - earlier.answers.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    private static double perMinute(double amount, double seconds) {
        return amount / seconds * 60;
    }
}
