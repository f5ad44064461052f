/// The files on the volume by which an SFTP server and the services talk. Start at [LedgerFile].
@NullMarked
package io.sluice.sftpserver.file;

import org.jspecify.annotations.NullMarked;
