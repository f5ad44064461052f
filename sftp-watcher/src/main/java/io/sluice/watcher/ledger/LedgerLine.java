package io.sluice.watcher.ledger;

import io.sluice.contracts.account.AccountId;
import java.time.Instant;
import java.util.Optional;

/// One event of the SFTP server's log; only handles opened for writing are told.
///
/// @param at when it happened by the server's clock; the epoch when the line does not say
/// @param server names one run of the server
/// @param session names one login of that run
/// @param account whose session it was; empty where the event is about no account
/// @param path as the account sees it, e.g. `/sources/order/20200125_order.csv`; of a close: the path at the open
/// @param to the target of a rename
/// @param written bytes written through the closed handle
/// @param truncated whether the opened file was emptied first
public record LedgerLine(
        Event event,
        Instant at,
        String server,
        String session,
        Optional<AccountId> account,
        String path,
        String to,
        long written,
        boolean truncated) {

    /// What happened.
    public enum Event {
        OPEN,
        CLOSE,
        FORCED_CLOSE,
        RENAME,
        REMOVE,
        SESSION_END,
        SERVER_START,
        /// A claimed file is still open for writing; the path is the service's.
        SEAL_REFUSED
    }
}
