package io.sluice.cli.doctor;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import io.sluice.cli.doctor.HostKeyProbe.Offer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks that the server answers and offers the host keys that clients expect.
///
/// @param knownHosts the file with which the services compare
record HostKeysCheck(String audience, HostKeyProbe probe, Optional<Path> knownHosts) implements Check {
    @Override
    public Subject subject() {
        return new Subject("sftp", audience + " port");
    }

    @Override
    public String place() {
        return probe.address().toString();
    }

    @Override
    public String ifSilent() {
        return "see that the SFTP server runs and that nothing between here and it drops connections to " + place();
    }

    @Override
    public CheckOutcome run() {
        try {
            var offer = probe.ask();
            var missing = Stream.of(HostKeyProbe.Type.ED25519, HostKeyProbe.Type.RSA)
                    .filter(type -> offer.isOpenSsh() && !offer.keys().containsKey(type))
                    .map(HostKeyProbe.Type::label)
                    .toList();
            if (!missing.isEmpty()) {
                return new CheckOutcome.Bad(
                        "no host key of type %s is offered, only %s (%s)"
                                .formatted(String.join(" and ", missing), labels(offer), place()),
                        "ed25519 and rsa",
                        "make the missing ones with deploy/sftp/make-host-keys.sh, put them into the Secret of the host"
                                + " keys and restart the SFTP pod");
            }
            return knownHosts.map(file -> compare(offer, file)).orElseGet(() -> good(offer, "not compared"));
        } catch (JSchException unreachable) {
            return new CheckOutcome.Bad(
                    "no SSH server answers: %s (%s)".formatted(Causes.of(unreachable), place()),
                    "an SSH server",
                    "see that the SFTP server runs (Kubernetes: kubectl get pods) and that host and port are right");
        }
    }

    private CheckOutcome compare(Offer offer, Path file) {
        if (!Files.isReadable(file)) {
            return new CheckOutcome.Bad(
                    "the file of known hosts cannot be read (%s)".formatted(file),
                    "a readable file",
                    "write it: ssh-keyscan -p %d %s"
                            .formatted(probe.address().port(), probe.address().host()));
        }
        try {
            var jsch = new JSch();
            jsch.setKnownHosts(file.toString());
            var repository = jsch.getHostKeyRepository();
            List<HostKeyProbe.Type> known = new ArrayList<>();
            for (var key : offer.keys().entrySet()) {
                switch (repository.check(probe.address().inKnownHosts(), key.getValue())) {
                    case HostKeyRepository.OK -> known.add(key.getKey());
                    case HostKeyRepository.CHANGED -> {
                        return new CheckOutcome.Bad(
                                "the %s host key is another than in %s (%s)"
                                        .formatted(key.getKey().label(), file, place()),
                                "the same key",
                                "find out who changed it: the server's Secret of host keys, or somebody in between;"
                                        + " only then put the new key into " + file);
                    }
                    default -> {}
                }
            }
            return known.isEmpty()
                    ? new CheckOutcome.Bad(
                            "none of the offered host keys (%s) is in %s (%s)".formatted(labels(offer), file, place()),
                            "one of them",
                            "compare the server's keys with its Secret, then add them to %s: ssh-keyscan -p %d %s"
                                    .formatted(
                                            file,
                                            probe.address().port(),
                                            probe.address().host()))
                    : good(offer, "as in " + file.getFileName());
        } catch (JSchException unreadable) {
            return new CheckOutcome.Bad(
                    "the file of known hosts cannot be read: %s (%s)".formatted(Causes.of(unreadable), file),
                    "a file as OpenSSH writes it",
                    "write it anew: ssh-keyscan -p %d %s"
                            .formatted(probe.address().port(), probe.address().host()));
        }
    }

    private CheckOutcome good(Offer offer, String compared) {
        return new CheckOutcome.Good("%s, host keys %s, %s (%s)"
                .formatted(offer.software().replaceFirst("^SSH-2\\.0-", ""), labels(offer), compared, place()));
    }

    private static String labels(Offer offer) {
        return offer.keys().keySet().stream().map(HostKeyProbe.Type::label).collect(Collectors.joining(", "));
    }
}
