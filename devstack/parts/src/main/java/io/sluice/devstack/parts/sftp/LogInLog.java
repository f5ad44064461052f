package io.sluice.devstack.parts.sftp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.devstack.parts.sftp.Logins.Refusal;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Who tried to log in as a tenant and how it ended, one JSON line each, as the OpenSSH pod's door writes it; never a
/// password. Thread-safe.
///
/// At its size limit the file becomes `log-ins.log.1`. What cannot be written is left out: nobody is kept out for it.
final class LogInLog {

    static final long ROTATE_AT = 4L << 20;

    private static final System.Logger LOG = System.getLogger(LogInLog.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final long rotateAt;

    LogInLog(Path file, long rotateAt) {
        this.file = file;
        this.rotateAt = rotateAt;
    }

    void accepted(String user, InetSocketAddress client, String method) {
        write(line(user, client, method, "accepted"));
    }

    void refused(String user, InetSocketAddress client, String method, Refusal reason) {
        Map<String, Object> line = line(user, client, method, "refused");
        line.put("reason", reason.word());
        write(line);
    }

    private static Map<String, Object> line(String user, InetSocketAddress client, String method, String outcome) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
        if (user.matches("[a-z0-9][a-z0-9-]{0,31}")) {
            line.put("accuid", user);
        }
        line.put("address", client.getAddress().getHostAddress());
        line.put("port", client.getPort());
        line.put("method", method);
        line.put("outcome", outcome);
        return line;
    }

    private synchronized void write(Map<String, Object> line) {
        try {
            if (Files.exists(file) && Files.size(file) >= rotateAt) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
            // A stream, not a channel: the interrupt that ends a session would cost the line.
            try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
                out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException cause) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A log-in is not in the log; see that the volume has room. file={0} cause={1}",
                    file,
                    cause.toString());
        }
    }
}
