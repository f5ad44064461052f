package io.sluice.devstack.parts.sftp;

import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.sftp.UploadLedger.Upload;
import io.sluice.sftpserver.account.ServiceUser;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.security.Principal;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.sshd.common.file.root.RootedFileSystem;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;

/// Every access to a file by SFTP passes here: rules, ledger, and no symbolic links.
final class VolumeAccessor implements SftpFileSystemAccessor {

    private final VolumeRules rules;
    private final UploadLedger ledger;
    // Writes share the lock, a rename holds it alone: no write happens during a claim.
    private final ReadWriteLock places = new ReentrantReadWriteLock(true);

    VolumeAccessor(VolumeRules rules, UploadLedger ledger) {
        this.rules = rules;
        this.ledger = ledger;
    }

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String remotePath) throws IOException {
        Path place = root.resolve(remotePath).toAbsolutePath().normalize();
        Path real = real(place);
        Path base = real(place.getRoot());
        for (Path step = real; step != null && !step.equals(base); step = step.getParent()) {
            if (Files.isSymbolicLink(step)) {
                throw new AccessDeniedException(place.toString(), null, "symbolic links are not followed");
            }
        }
        return place;
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            @Nullable FileHandle fileHandle,
            Path file,
            @Nullable String handle,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        boolean write = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        ServerSession session = subsystem.getServerSession();
        if (!write) {
            rules.requireReadable(session.getUsername(), file);
            return FileChannel.open(real(file), options);
        }
        rules.requireChangeable(session.getUsername(), file);
        if (isService(session)) {
            return FileChannel.open(real(file), options);
        }
        places.readLock().lock();
        try {
            UploadChannel channel =
                    new UploadChannel(FileChannel.open(real(file), options), real(file), places.readLock());
            ledger.opened(
                    upload(session, file),
                    options.contains(StandardOpenOption.TRUNCATE_EXISTING)
                            || options.contains(StandardOpenOption.CREATE_NEW));
            return channel;
        } finally {
            places.readLock().unlock();
        }
    }

    @Override
    public DirectoryStream<Path> openDirectory(
            SftpSubsystemProxy subsystem,
            DirectoryHandle folderHandle,
            Path folder,
            @Nullable String handle,
            LinkOption... options)
            throws IOException {
        rules.requireReadable(subsystem.getServerSession().getUsername(), folder);
        return SftpFileSystemAccessor.super.openDirectory(subsystem, folderHandle, folder, handle, options);
    }

    @Override
    public void closeFile(
            SftpSubsystemProxy subsystem,
            @Nullable FileHandle fileHandle,
            Path file,
            @Nullable String handle,
            @Nullable Channel channel,
            Set<? extends OpenOption> options)
            throws IOException {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } finally {
            if (channel instanceof UploadChannel written) {
                closed(written, subsystem, upload(subsystem.getServerSession(), file));
            }
        }
    }

    private void closed(UploadChannel written, SftpSubsystemProxy subsystem, Upload upload) {
        boolean byClient = subsystem instanceof VolumeSubsystem ours && ours.closesForClient();
        if (byClient && !written.refused()) {
            ledger.closed(upload, written.written(), written.failed());
        } else {
            ledger.closedByForce(upload, written.written());
        }
    }

    @Override
    public void syncFileData(
            SftpSubsystemProxy subsystem, FileHandle fileHandle, Path file, String handle, Channel channel)
            throws IOException {
        switch (channel) {
            case UploadChannel upload -> upload.force();
            case FileChannel plain -> plain.force(true);
            default -> throw new IOException("no file behind handle of " + file);
        }
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        rules.requireChangeable(subsystem.getServerSession().getUsername(), path);
        Files.createDirectory(real(path));
    }

    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        ServerSession session = subsystem.getServerSession();
        rules.requireChangeable(session.getUsername(), from);
        rules.requireChangeable(session.getUsername(), to);
        places.writeLock().lock();
        try {
            Files.move(real(from), real(to), options.toArray(new CopyOption[0]));
        } finally {
            places.writeLock().unlock();
        }
        if (!isService(session)) {
            ledger.renamed(upload(session, from), to.toString());
        }
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory) throws IOException {
        ServerSession session = subsystem.getServerSession();
        rules.requireChangeable(session.getUsername(), path);
        Files.delete(real(path));
        if (!isService(session)) {
            ledger.removed(upload(session, path));
        }
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic)
            throws IOException {
        throw new AccessDeniedException(link.toString(), null, "no links");
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        throw new AccessDeniedException(to.toString(), null, "no copies on the server");
    }

    @Override
    public void setFilePermissions(
            SftpSubsystemProxy subsystem, Path file, Set<PosixFilePermission> permissions, LinkOption... options)
            throws IOException {
        throw new AccessDeniedException(file.toString(), null, "permissions cannot be changed");
    }

    @Override
    public void setFileOwner(SftpSubsystemProxy subsystem, Path file, Principal owner, LinkOption... options)
            throws IOException {
        throw new AccessDeniedException(file.toString(), null, "the owner cannot be changed");
    }

    @Override
    public void setGroupOwner(SftpSubsystemProxy subsystem, Path file, Principal group, LinkOption... options)
            throws IOException {
        throw new AccessDeniedException(file.toString(), null, "the group cannot be changed");
    }

    /// A session's id has 16 hex digits.
    static String sessionId(ServerSession session) {
        byte[] id = session.getSessionId();
        return id == null ? "0" : HexFormat.of().formatHex(id).substring(0, Math.min(16, id.length * 2));
    }

    private static boolean isService(ServerSession session) {
        return ServiceUser.isOne(session.getUsername());
    }

    private static Upload upload(ServerSession session, Path file) {
        return new Upload(
                sessionId(session),
                new AccountId(session.getUsername()),
                file.toAbsolutePath().normalize().toString());
    }

    private static Path real(Path rooted) {
        RootedFileSystem fileSystem = (RootedFileSystem) rooted.getFileSystem();
        Path inside = rooted.toAbsolutePath().normalize();
        return inside.getNameCount() == 0
                ? fileSystem.getRoot()
                : fileSystem.getRoot().resolve(inside.toString().substring(1));
    }
}
