/// What the SFTP servers tell sftp-watcher of uploads. Start at [LedgerLine].
@NullMarked
package io.sluice.contracts.ledger;

import org.jspecify.annotations.NullMarked;
