package io.sluice.sftpserver.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.contracts.login.LogInAttempt;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/// Appends to the log of log-ins. At its size limit the file becomes `<file>.1` and a new one begins, so that
/// a flood of log-ins costs at most twice the limit. Appending is thread-safe.
public final class LogInFile {
    public static final long ROTATE_AT = 4L << 20;

    private static final System.Logger LOG = System.getLogger(LogInFile.class.getName());
    private static final ObjectMapper JSON = SluiceJson.mapper();

    private final Path file;
    private final long rotateAt;
    private final FileAccess access;

    /// @param access sets the owner of each new file
    public LogInFile(Path file, long rotateAt, FileAccess access) {
        this.file = file;
        this.rotateAt = rotateAt;
        this.access = access;
    }

    /// The time of the last attempt in the log; [Instant#MIN] if the log has none.
    public Instant lastAt() throws IOException {
        var last = lastAt(file);
        return last.equals(Instant.MIN) ? lastAt(rotated()) : last;
    }

    /// Ends a half line, as a killed process may have left it, so that the next line begins on its own.
    public void endHalfLine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bytes.length() - 1);
            if (bytes.read() != '\n') {
                bytes.write('\n');
            }
        }
    }

    public synchronized void append(LogInAttempt attempt) throws IOException {
        if (Files.exists(file) && Files.size(file) >= rotateAt) {
            Files.move(file, rotated(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file);
            access.prepare(file);
        }
        var before = Files.size(file);
        // A stream, not a channel: an interrupt would close a channel in the middle of the line.
        try (var out = new FileOutputStream(file.toFile(), true)) {
            out.write((JSON.writeValueAsString(attempt) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException noRoom) {
            cutTo(before);
            throw noRoom;
        }
    }

    /// Removes a line that was written in part.
    private void cutTo(long length) throws IOException {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.setLength(length);
        }
    }

    private Path rotated() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    private static Instant lastAt(Path from) throws IOException {
        var last = Instant.MIN;
        if (!Files.exists(from)) {
            return last;
        }
        try (var lines = Files.newBufferedReader(from)) {
            for (var text = lines.readLine(); text != null; text = lines.readLine()) {
                try {
                    last = JSON.readValue(text, LogInAttempt.class).at();
                } catch (JsonProcessingException unreadable) {
                    LOG.log(
                            System.Logger.Level.DEBUG,
                            "unreadable line in the log of log-ins: file={0} cause={1}",
                            from,
                            unreadable.getOriginalMessage());
                }
            }
        }
        return last;
    }
}
