package io.sluice.cli.doctor;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.file.VolumePaths;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// The clock of the SFTP server, read from a file that it has just written.
record SftpClockCheck(ServiceAccess access, InstantSource clock, Duration limit) implements Check {
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    @Override
    public Subject subject() {
        return new Subject("clock", "sftp");
    }

    @Override
    public String place() {
        return access.address().toString();
    }

    @Override
    public String ifSilent() {
        return "see that the SFTP server runs";
    }

    @Override
    public CheckOutcome run() {
        var path = VolumePaths.PROCESSING + "/.doctor-" + UUID.randomUUID();
        try (var session = ServiceSession.open(access)) {
            var before = clock.instant();
            session.write(path, new byte[] {'?'});
            var after = clock.instant();
            try {
                // Unsigned: 32 bits reach until 2106.
                var reported = Instant.ofEpochSecond(
                        Integer.toUnsignedLong(session.look(path).getMTime()));
                return Skew.judge(Skew.of(before, reported, after, RESOLUTION), limit, place());
            } finally {
                session.remove(path);
            }
        } catch (JSchException unavailable) {
            return new CheckOutcome.NotChecked("the service cannot log in, see there");
        } catch (SftpException refused) {
            return new CheckOutcome.NotChecked("the service cannot write, see processing");
        }
    }
}
