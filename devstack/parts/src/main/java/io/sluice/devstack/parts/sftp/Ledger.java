package io.sluice.devstack.parts.sftp;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// How every upload went, one JSON line per event, as sshd's file log tells it of OpenSSH. Thread-safe.
///
/// At 64 MiB the file becomes `uploads.log.1`, that one `uploads.log.2`, and a new one begins with a `server-start`
/// line.
final class Ledger implements AutoCloseable {

    static final long ROTATE_AT = 64L << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String server = UUID.randomUUID().toString();
    private final Path file;
    private final long rotateAt;
    private OutputStream out;
    private long size;

    Ledger(Path file, long rotateAt) throws IOException {
        this.file = file;
        this.rotateAt = rotateAt;
        out = open();
        write(event("server-start"));
    }

    /// Whether the opening emptied the file is said only when it did.
    void opened(Upload upload, boolean truncated) {
        Map<String, Object> line = line("open", upload);
        if (truncated) {
            line.put("truncated", true);
        }
        write(line);
    }

    /// The client closed the handle itself.
    void closed(Upload upload, long written) {
        Map<String, Object> line = line("close", upload);
        line.put("written", written);
        write(line);
    }

    /// The handle was open when its session ended, or its last bytes could not be kept.
    void closedByForce(Upload upload, long written) {
        Map<String, Object> line = line("forced-close", upload);
        line.put("written", written);
        write(line);
    }

    void renamed(Upload from, String to) {
        Map<String, Object> line = line("rename", from);
        line.remove("write");
        line.put("to", to);
        write(line);
    }

    void removed(Upload upload) {
        Map<String, Object> line = line("remove", upload);
        line.remove("write");
        write(line);
    }

    void sessionEnded(String session, String accuid) {
        Map<String, Object> line = event("session-end");
        line.put("session", session);
        line.put("accuid", accuid);
        write(line);
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }

    /// A file as its session sees it; the path begins at the account's root.
    record Upload(String session, String accuid, String path) {}

    private Map<String, Object> event(String event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        line.put("server", server);
        line.put("event", event);
        return line;
    }

    private Map<String, Object> line(String event, Upload upload) {
        Map<String, Object> line = event(event);
        line.put("session", upload.session());
        line.put("accuid", upload.accuid());
        line.put("path", upload.path());
        line.put("write", true);
        return line;
    }

    // A stream, not a channel: the interrupt that ends a session would close a channel for everybody.
    private synchronized void write(Map<String, Object> event) {
        try {
            byte[] line = (JSON.writeValueAsString(event) + "\n").getBytes(StandardCharsets.UTF_8);
            if (size + line.length > rotateAt) {
                out.close();
                if (Files.exists(rotated(1))) {
                    Files.move(rotated(1), rotated(2), StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(file, rotated(1), StandardCopyOption.REPLACE_EXISTING);
                out = open();
                put((JSON.writeValueAsString(event("server-start")) + "\n").getBytes(StandardCharsets.UTF_8));
            }
            put(line);
        } catch (IOException cause) {
            throw new UncheckedIOException("the ledger " + file + " cannot be written", cause);
        }
    }

    private Path rotated(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    private void put(byte[] line) throws IOException {
        out.write(line);
        size += line.length;
    }

    private OutputStream open() throws IOException {
        size = Files.exists(file) ? Files.size(file) : 0;
        return new FileOutputStream(file.toFile(), true);
    }
}
