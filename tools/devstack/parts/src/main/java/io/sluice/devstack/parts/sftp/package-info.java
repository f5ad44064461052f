/// The SFTP door in miniature: Apache MINA SSHD under the same directory rules as the OpenSSH pod; start
/// reading at [EmbeddedSftp].
@NullMarked
package io.sluice.devstack.parts.sftp;

import org.jspecify.annotations.NullMarked;
