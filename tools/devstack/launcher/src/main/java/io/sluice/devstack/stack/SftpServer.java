package io.sluice.devstack.stack;

/// Which SFTP server a stack runs.
public enum SftpServer {
    /// Apache MINA SSHD: needs no root and runs on any system.
    EMBEDDED,
    /// OpenSSH from the files of the production image (`deploy/sftp`): needs root on Debian or Ubuntu.
    OPENSSH
}
