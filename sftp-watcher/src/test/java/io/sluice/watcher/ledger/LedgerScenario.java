package io.sluice.watcher.ledger;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.ledger.LedgerEvent;
import io.sluice.contracts.ledger.LedgerLine;
import io.sluice.fixtures.volume.FakeTime;
import java.util.function.UnaryOperator;

/// A ledger and the lines that the SFTP server writes to it.
abstract class LedgerScenario {
    static final AccountId ACME = new AccountId("acme");
    static final String ORDER = "/sources/order/20200125_order.csv";
    static final String PART = ORDER + ".filepart";
    static final String OTHER = "/sources/order/20200126_order.csv";

    final FakeTime time = new FakeTime();
    final Ledger ledger = new Ledger(time::elapsed);

    final void upload(String session, long bytes) {
        line(LedgerEvent.OPEN, session, ORDER, "", 0, LedgerLine::ofEmptiedFile);
        line(LedgerEvent.CLOSE, session, ORDER, "", bytes);
    }

    final HandleState.Reason reason(long size) {
        return reason(ORDER, size);
    }

    final HandleState.Reason reason(String path, long size) {
        return ((HandleState.BrokenOff) ledger.state(ACME, path, size)).reason();
    }

    final HandleState state(long size) {
        return ledger.state(ACME, ORDER, size);
    }

    final void line(LedgerEvent event, String session, String path, String to, long written) {
        line(event, session, path, to, written, UnaryOperator.identity());
    }

    final void line(
            LedgerEvent event, String session, String path, String to, long written, UnaryOperator<LedgerLine> more) {
        var line = LedgerLine.of(event, time.instant(), "run-1").written(written);
        line = session.isEmpty() ? line : line.in(session, ACME);
        line = path.isEmpty() ? line : line.on(path);
        ledger.apply(more.apply(to.isEmpty() ? line : line.to(to)));
    }
}
