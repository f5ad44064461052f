package io.sluice.watcher.limit;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.event.UsageMeasured;
import io.sluice.contracts.event.UsageMeasured.Meter;
import io.sluice.contracts.limit.EntryCount;
import io.sluice.volume.Volume;
import io.sluice.watcher.folder.Sweep;
import io.sluice.watcher.ledger.OpenUpload;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the watcher remembers of one account's usage.
final class MeasuredAccount {
    private final WorkspaceSize workspace;
    private final OpenBytes open;
    private AccountFacts facts;
    private AccountDay day;
    private @Nullable Duration measuredAt;
    private boolean lookAgain;

    MeasuredAccount(Volume volume, AccountFacts facts, EntryLimits limits, Instant now) {
        this.workspace = new WorkspaceSize(volume, facts.accountId(), limits);
        this.open = new OpenBytes(volume, facts.accountId());
        this.facts = facts;
        this.day = AccountDay.at(now, facts.timeZone());
    }

    AccountFacts facts() {
        return facts;
    }

    AccountDay day() {
        return day;
    }

    void refresh(AccountFacts fresh, Instant now) {
        facts = fresh;
        day = day.orThatOf(now, fresh.timeZone());
    }

    /// Whether all its folders were measured since the start.
    boolean isMeasured() {
        return measuredAt != null;
    }

    /// Whether the account must be measured even though nothing mentions it.
    ///
    /// @param accounts number of all accounts
    boolean sweepDue(Sweep sweep, int accounts, Duration tick) {
        var last = measuredAt;
        return last == null || lookAgain || sweep.isDue(facts.accountId(), last, tick, accounts);
    }

    /// Makes the account due, because lines of the ledger were lost.
    void lookAgain() {
        lookAgain = true;
    }

    boolean isSettled() {
        return workspace.isSettled();
    }

    /// Whether an upload was open at the last measurement.
    boolean hasOpenBytes() {
        return open.bytes() > 0;
    }

    /// Measures all folders.
    ///
    /// @param written whether somebody may have written to a folder directly below `sources/`
    void measure(Predicate<String> written, List<OpenUpload> uploads, Duration tick) {
        workspace.measure(written, tick);
        open.measure(uploads);
        measuredAt = tick;
        lookAgain = false;
    }

    /// Measures some folders directly below `sources/`.
    void measureWritten(Set<String> written, List<OpenUpload> uploads, Duration tick) {
        workspace.measureWritten(written, tick);
        open.measure(uploads);
    }

    /// The number of files or folders, when the account may not have so many.
    Optional<EntryCount> tooManyEntries() {
        return workspace.tooManyEntries();
    }

    /// Empty until all folders were measured.
    ///
    /// @param uploadedToday over SFTP, by uploads that ended
    /// @param asBatches bytes of today's batches
    Optional<UsageMeasured> usage(long uploadedToday, long asBatches, Instant now) {
        return isMeasured()
                ? Optional.of(new UsageMeasured(
                        facts.accountId(),
                        new Meter(workspace.bytes(), facts.limits().workspaceLimitBytes()),
                        new Meter(
                                uploadedToday + open.bytes() + asBatches,
                                facts.limits().dailyUploadLimitBytes()),
                        asBatches,
                        Optional.of(workspace.files()),
                        day.end(),
                        now))
                : Optional.empty();
    }
}
