/// The embedded SFTP server: Apache MINA SSHD with the folder rules of the OpenSSH pod. Start at
/// [EmbeddedSftp].
@NullMarked
package io.sluice.devstack.parts.sftp;

import org.jspecify.annotations.NullMarked;
