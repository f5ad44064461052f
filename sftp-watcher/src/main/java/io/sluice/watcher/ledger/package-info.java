/// What the SFTP server says of open and closed handles. Start at [Ledger].
@NullMarked
package io.sluice.watcher.ledger;

import org.jspecify.annotations.NullMarked;
