package io.sluice.cli.doctor;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/// The SFTP volume as Sluice's services see it. For one thread.
final class ServiceSession implements AutoCloseable {
    private final Session session;
    private final ChannelSftp channel;

    private ServiceSession(Session session, ChannelSftp channel) {
        this.session = session;
        this.channel = channel;
    }

    /// A name in a folder and its attributes.
    record Entry(String name, SftpATTRS attributes) {}

    /// Logs in.
    static ServiceSession open(ServiceAccess access) throws JSchException {
        var jsch = new JSch();
        jsch.addIdentity(access.privateKey().toString());
        var session = jsch.getSession(
                access.user(), access.address().host(), access.address().port());
        session.setDaemonThread(true);
        session.setConfig("PreferredAuthentications", "publickey");
        if (access.knownHosts().isPresent()) {
            jsch.setKnownHosts(access.knownHosts().get().toString());
            session.setConfig("StrictHostKeyChecking", "yes");
        } else {
            session.setConfig("StrictHostKeyChecking", "no");
        }
        var limit = (int) access.limit().toMillis();
        session.setTimeout(limit);
        try {
            session.connect(limit);
            var channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(limit);
            return new ServiceSession(session, channel);
        } catch (JSchException refused) {
            session.disconnect();
            throw refused;
        }
    }

    /// Whether files have owners; the embedded server has none.
    boolean isOpenSsh() {
        return session.getServerVersion().contains("OpenSSH");
    }

    SftpATTRS look(String path) throws SftpException {
        return channel.lstat(path);
    }

    /// Without `.` and `..`.
    List<Entry> list(String folder) throws SftpException {
        var entries = new ArrayList<Entry>();
        channel.ls(folder, entry -> {
            if (!entry.getFilename().equals(".") && !entry.getFilename().equals("..")) {
                entries.add(new Entry(entry.getFilename(), entry.getAttrs()));
            }
            return ChannelSftp.LsEntrySelector.CONTINUE;
        });
        return entries;
    }

    void write(String path, byte[] content) throws SftpException {
        channel.put(new ByteArrayInputStream(content), path, ChannelSftp.OVERWRITE);
    }

    void remove(String path) throws SftpException {
        channel.rm(path);
    }

    /// Reads the file from the offset on, at most this number of bytes.
    byte[] read(String path, long offset, int most) throws SftpException, IOException {
        try (InputStream content = channel.get(path, null, offset)) {
            return content.readNBytes(most);
        }
    }

    @Override
    public void close() {
        session.disconnect();
    }
}
