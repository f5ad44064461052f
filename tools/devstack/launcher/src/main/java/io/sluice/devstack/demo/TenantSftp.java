package io.sluice.devstack.demo;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A tenant's SFTP session over JSch.
public final class TenantSftp implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Session session;
    private final ChannelSftp channel;

    private TenantSftp(Session session, ChannelSftp channel) {
        this.session = session;
        this.channel = channel;
    }

    /// Logs in with the password.
    public static TenantSftp login(String host, int port, String user, String password) {
        try {
            Session session = new JSch().getSession(user, host, port);
            session.setPassword(password);
            session.setConfig("StrictHostKeyChecking", "no");
            session.connect(TIMEOUT_MILLIS);
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(TIMEOUT_MILLIS);
            return new TenantSftp(session, channel);
        } catch (JSchException cause) {
            throw new IllegalStateException(
                    "SFTP login of " + user + " at " + host + ":" + port + " failed: " + cause.getMessage(), cause);
        }
    }

    /// Uploads the bytes under the path.
    public void put(String path, byte[] content) {
        put(path, new ByteArrayInputStream(content));
    }

    /// Uploads the stream's content under the path.
    public void put(String path, InputStream content) {
        try {
            channel.put(content, path);
        } catch (SftpException cause) {
            throw failed("put " + path, cause);
        }
    }

    /// Deletes the file.
    public void remove(String path) {
        try {
            channel.rm(path);
        } catch (SftpException cause) {
            throw failed("remove " + path, cause);
        }
    }

    /// Moves the file.
    public void rename(String from, String to) {
        try {
            channel.rename(from, to);
        } catch (SftpException cause) {
            throw failed("rename " + from + " to " + to, cause);
        }
    }

    /// The whole file as text.
    public String get(String path) {
        try {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            channel.get(path, content);
            return content.toString(StandardCharsets.UTF_8);
        } catch (SftpException cause) {
            throw failed("get " + path, cause);
        }
    }

    /// Names in the folder, sorted, without `.` and `..`.
    public List<String> list(String path) {
        return entries(path).stream().map(LsEntry::getFilename).toList();
    }

    /// All files and folders below the path, as a drawing.
    public String tree(String path) {
        StringBuilder drawing = new StringBuilder(path).append('\n');
        draw(path, "", drawing);
        return drawing.toString();
    }

    @Override
    public void close() {
        channel.disconnect();
        session.disconnect();
    }

    private void draw(String path, String indent, StringBuilder drawing) {
        List<LsEntry> entries = entries(path);
        for (int index = 0; index < entries.size(); index++) {
            LsEntry entry = entries.get(index);
            boolean last = index == entries.size() - 1;
            drawing.append(indent).append(last ? "└─ " : "├─ ").append(entry.getFilename());
            if (entry.getAttrs().isDir()) {
                drawing.append("/\n");
                draw(path + "/" + entry.getFilename(), indent + (last ? "   " : "│  "), drawing);
            } else {
                drawing.append("  ").append(entry.getAttrs().getSize()).append(" bytes\n");
            }
        }
    }

    private List<LsEntry> entries(String path) {
        try {
            return channel.ls(path).stream()
                    .filter(entry -> !entry.getFilename().equals(".")
                            && !entry.getFilename().equals(".."))
                    .sorted((one, other) -> one.getFilename().compareTo(other.getFilename()))
                    .toList();
        } catch (SftpException cause) {
            throw failed("ls " + path, cause);
        }
    }

    private static IllegalStateException failed(String what, SftpException cause) {
        return new IllegalStateException("SFTP " + what + " failed: " + cause.getMessage(), cause);
    }
}
