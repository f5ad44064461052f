/// The open and closed write handles of the SFTP server. Start at [Ledger].
@NullMarked
package io.sluice.watcher.ledger;

import org.jspecify.annotations.NullMarked;
