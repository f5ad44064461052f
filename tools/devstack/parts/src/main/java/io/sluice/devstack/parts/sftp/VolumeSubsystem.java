package io.sluice.devstack.parts.sftp;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemConfigurator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/// MINA's SFTP subsystem without the requests that OpenSSH refuses. Attributes change only under the volume's
/// rules.
final class VolumeSubsystem extends SftpSubsystem {

    private static final Set<String> EXTENSIONS =
            Set.of("fsync@openssh.com", "posix-rename@openssh.com", "lsetstat@openssh.com", "limits@openssh.com");
    private static final Set<String> TIMES = Set.of("lastModifiedTime", "lastAccessTime", "creationTime");
    private static final Set<String> MODE = Set.of("permissions", "uid", "gid", "owner", "group");

    /// A type and the number of a request, or a version.
    private static final int SHORTEST_MESSAGE = Byte.BYTES + Integer.BYTES;
    /// As OpenSSH's: the longest message, e.g. a write of 256 KiB with its head.
    private static final int LONGEST_MESSAGE = 256 << 10;
    /// Clients send at most some hundred requests before they read an answer.
    private static final int WAITING_REQUESTS = 4_096;

    private final VolumeRules rules;
    private boolean closesForClient;

    private VolumeSubsystem(ChannelSession channel, SftpSubsystemConfigurator configurator, VolumeRules rules) {
        super(channel, configurator);
        this.rules = rules;
    }

    static SftpSubsystemFactory factory(VolumeRules rules, UploadLedger ledger) {
        SftpSubsystemFactory factory = new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) {
                return new VolumeSubsystem(channel, this, rules);
            }
        };
        factory.setFileSystemAccessor(new VolumeAccessor(rules, ledger));
        return factory;
    }

    /// Whether the client closes the handle itself, in contrast to the end of the session.
    boolean closesForClient() {
        return closesForClient;
    }

    /// Ends the session of a client that announces a message of an impossible length, before any of it is
    /// handled, or sends countless small ones without waiting: a small message takes a hundred times its
    /// length of memory.
    @Override
    public int data(ChannelSession channel, byte[] bytes, int start, int length) throws IOException {
        buffer.compact();
        buffer.putRawBytes(bytes, start, length);
        for (int announced = nextLength(); announced <= buffer.available() - Integer.BYTES; announced = nextLength()) {
            Buffer message = new ByteArrayBuffer(Integer.BYTES + announced, false);
            message.putRawBytes(buffer.array(), buffer.rpos(), Integer.BYTES + announced);
            buffer.rpos(buffer.rpos() + Integer.BYTES + announced);
            requests.add(message);
        }
        if (requests.size() > WAITING_REQUESTS) {
            throw new StreamCorruptedException("too many SFTP requests at the same time");
        }
        return 0;
    }

    /// The length of the message that begins the buffer; the longest possible while that is not there.
    private int nextLength() throws StreamCorruptedException {
        if (buffer.available() < Integer.BYTES) {
            return LONGEST_MESSAGE;
        }
        int announced = buffer.getInt();
        buffer.rpos(buffer.rpos() - Integer.BYTES);
        if (announced < SHORTEST_MESSAGE || announced > LONGEST_MESSAGE) {
            throw new StreamCorruptedException("an SFTP message would have " + announced + " bytes");
        }
        return announced;
    }

    @Override
    protected void doClose(int id, String handle) throws IOException {
        closesForClient = true;
        try {
            super.doClose(id, handle);
        } finally {
            closesForClient = false;
        }
    }

    @Override
    protected void executeExtendedCommand(Buffer buffer, int id, String extension) throws IOException {
        if (EXTENSIONS.contains(extension)) {
            super.executeExtendedCommand(buffer, id, extension);
        } else {
            doUnsupportedExtension(buffer, id, extension);
        }
    }

    /// Sets only times, and only where the user may change the file. A mode that comes with times (`put -p`)
    /// or with a new folder is ignored.
    @Override
    protected void doSetAttributes(
            int command, String extension, Path file, Map<String, ?> attributes, boolean followLinks)
            throws IOException {
        Map<String, Object> settable = new HashMap<>(attributes);
        boolean modeOnly = settable.keySet().stream().noneMatch(TIMES::contains);
        boolean creates = command == SftpConstants.SSH_FXP_MKDIR || command == SftpConstants.SSH_FXP_OPEN;
        if (settable.keySet().removeAll(MODE) && modeOnly && !creates) {
            throw new AccessDeniedException(file.toString(), null, "mode and owner cannot be changed");
        }
        if (settable.containsKey("size")) {
            throw new AccessDeniedException(file.toString(), null, "a file is cut by opening it for writing");
        }
        if (!settable.isEmpty()) {
            rules.requireChangeable(getServerSession().getUsername(), file);
            super.doSetAttributes(command, extension, file, settable, false);
        }
    }

    /// Skips a file that disappears during the listing of its folder, as OpenSSH does; MINA would refuse the
    /// rest of the listing. The entry must be some entry, so it is the folder's own, which every client
    /// skips.
    @Override
    protected void writeDirEntry(
            int id,
            DirectoryHandle folder,
            Map<String, Path> entries,
            Buffer buffer,
            int index,
            Path file,
            String name,
            LinkOption... options)
            throws IOException {
        try {
            super.writeDirEntry(id, folder, entries, buffer, index, file, name, options);
        } catch (NoSuchFileException gone) {
            super.writeDirEntry(id, folder, entries, buffer, index, folder.getFile(), ".", options);
        }
    }

    /// Sends seconds as OpenSSH does, as 32 bits without a sign: MINA refuses times from 2038 on, and the
    /// whole listing with them.
    @Override
    protected void writeAttrs(Buffer buffer, Map<String, ?> attributes) {
        Map<String, Object> writable = new HashMap<>(attributes);
        writable.replaceAll(
                (name, value) -> TIMES.contains(name) && value instanceof FileTime time ? wrap(time) : value);
        super.writeAttrs(buffer, writable);
    }

    private static FileTime wrap(FileTime time) {
        int seconds = (int) time.to(TimeUnit.SECONDS);
        return FileTime.from(seconds, TimeUnit.SECONDS);
    }
}
