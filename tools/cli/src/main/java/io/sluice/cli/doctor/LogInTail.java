package io.sluice.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import io.sluice.contracts.file.VolumePaths;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.login.LogInAttempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads new lines of the SFTP server's log of log-ins. For one thread.
final class LogInTail {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final int MOST = 4 << 20;

    private final ServiceSession volume;
    private final long from;

    LogInTail(ServiceSession volume) throws SftpException {
        this.volume = volume;
        this.from = size();
    }

    /// The account's latest attempt since then; preferably the one from the client's port.
    Optional<LogInAttempt> latest(String account, int port) throws SftpException, IOException {
        var now = size();
        // A smaller file is a new one: the log was rotated.
        var offset = now < from ? 0 : from;
        if (now == offset) {
            return Optional.empty();
        }
        var text = new String(volume.read(VolumePaths.LOG_INS, offset, MOST), StandardCharsets.UTF_8);
        var attempts = text.lines()
                .flatMap(line -> parse(line).stream())
                .filter(attempt -> attempt.accountId()
                        .map(id -> id.value().equals(account))
                        .orElse(false))
                .toList();
        return last(attempts.stream().filter(attempt -> attempt.port() == port).toList())
                .or(() -> last(attempts));
    }

    private static Optional<LogInAttempt> last(List<LogInAttempt> attempts) {
        return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
    }

    private static Optional<LogInAttempt> parse(String line) {
        try {
            return Optional.of(JSON.readValue(line, LogInAttempt.class));
        } catch (JsonProcessingException halfALine) {
            return Optional.empty();
        }
    }

    private long size() throws SftpException {
        try {
            return volume.look(VolumePaths.LOG_INS).getSize();
        } catch (SftpException failure) {
            if (failure.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return 0;
            }
            throw failure;
        }
    }
}
