package io.sluice.volume;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// The rename of the SFTP standard, which refuses a taken target.
///
/// JSch always sends `posix-rename@openssh.com` when the server has it, which replaces the target silently,
/// and has no switch for it: its private flag is turned off for the one request. The channel belongs to this
/// thread meanwhile.
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
