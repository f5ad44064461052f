/// The account list that the SFTP servers poll. Start at [SftpDoorResource].
@NullMarked
package io.sluice.schema.sftpdoor;

import org.jspecify.annotations.NullMarked;
