package io.sluice.benchmarks.scan;

import java.util.Map;

/// All counters at one moment.
///
/// @param watcher CPU seconds of the watcher
/// @param serviceSshd CPU seconds of the SSH server that the watcher talks to
/// @param tenantSshd CPU seconds of the tenants' SSH server
/// @param restOfPod CPU seconds of rsyslogd and the agent
/// @param answers written by each process of the service's sessions; one for each SFTP request
record Reading(
        long nanoTime,
        double watcher,
        double serviceSshd,
        double tenantSshd,
        double restOfPod,
        Map<Long, Long> answers,
        Watcher.Rounds rounds) {

    static Reading of(Watcher watcher, SftpPod pod) {
        var rounds = watcher.rounds();
        return new Reading(
                System.nanoTime(),
                ProcessTimes.cpuSeconds(watcher.pid()),
                ProcessTimes.cpuSecondsBelow(pod.pid(), command -> command.contains("sshd_service.conf")),
                ProcessTimes.cpuSecondsBelow(pod.pid(), command -> command.contains("sshd_tenants.conf")),
                ProcessTimes.cpuSecondsBelow(
                        pod.pid(), command -> command.contains("AgentMain") || command.startsWith("rsyslogd")),
                ProcessTimes.writesBelow(
                        pod.pid(), command -> command.startsWith("sshd: sluice-service@internal-sftp")),
                rounds);
    }

    /// The difference to an earlier reading.
    Window since(Reading earlier) {
        var seconds = (nanoTime - earlier.nanoTime) / 1e9;
        var rounds = this.rounds.count() - earlier.rounds.count();
        return new Window(
                seconds,
                perMinute(watcher - earlier.watcher, seconds),
                perMinute(serviceSshd - earlier.serviceSshd, seconds),
                perMinute(tenantSshd - earlier.tenantSshd, seconds),
                perMinute(restOfPod - earlier.restOfPod, seconds),
                perMinute(answersSince(earlier), seconds),
                rounds,
                rounds == 0 ? 0 : (this.rounds.seconds() - earlier.rounds.seconds()) / rounds * 1000);
    }

    private double answersSince(Reading earlier) {
        return answers.entrySet().stream()
                .mapToLong(entry -> entry.getValue() - earlier.answers.getOrDefault(entry.getKey(), 0L))
                .sum();
    }

    private static double perMinute(double amount, double seconds) {
        return amount / seconds * 60;
    }
}
