/// The log of write handles that the watcher reads. Start at [LedgerFile].
@NullMarked
package io.sluice.agent.ledger;

import org.jspecify.annotations.NullMarked;
