package io.sluice.volume;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The rename of the SFTP standard, which refuses to replace a target.
///
/// JSch sends `posix-rename@openssh.com` whenever the server supports it. That rename replaces the target
/// silently, and JSch has no option against it. So this class turns JSch's private flag off for one request;
/// no other thread uses the channel during that time.
final class PlainRename {
    private static final VarHandle POSIX_RENAME = posixRename();

    private PlainRename() {}

    static void rename(ChannelSftp channel, String from, String to) throws SftpException {
        var usual = (boolean) POSIX_RENAME.get(channel);
        POSIX_RENAME.set(channel, false);
        try {
            channel.rename(SftpConnection.literal(from), SftpConnection.literal(to));
        } finally {
            POSIX_RENAME.set(channel, usual);
        }
    }

    private static VarHandle posixRename() {
        try {
            return MethodHandles.privateLookupIn(ChannelSftp.class, MethodHandles.lookup())
                    .findVarHandle(ChannelSftp.class, "extension_posix_rename", boolean.class);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(
                    "this JSch has no field ChannelSftp.extension_posix_rename, adapt PlainRename to it", changed);
        }
    }
}
