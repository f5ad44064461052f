/// What the SFTP servers record for sftp-watcher about uploads. Start at [LedgerLine].
@NullMarked
package io.sluice.contracts.ledger;

import org.jspecify.annotations.NullMarked;
