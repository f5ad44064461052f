/// The public keys with which an account logs in over SFTP. Start at [SshPublicKey].
@NullMarked
package io.sluice.schema.sshkey;

import org.jspecify.annotations.NullMarked;
