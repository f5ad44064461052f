package io.sluice.batch.allocation;

import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Batches.Counts;
import io.sluice.batch.traffic.DailyMeter;
import io.sluice.batch.traffic.DailyMeter.Room;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.batch.BatchRef;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/// Announces a file that is to come, or repeats that.
///
/// | there is a batch of this id | result |
/// |---|---|
/// | no | it is made, if it fits into the account's day and the account has not too many batches |
/// | of the same account, with the same file, that waits for it | its upload address is valid for an hour again, if it
/// fits |
/// | of the same account, with the same file, that has it | nothing changes |
/// | of the same account, with another file | conflict |
/// | of another account | conflict; nothing is said of that batch |
final class AllocateBatch {
    private final Batches batches;
    private final DailyMeter meter;
    private final Duration uploadLifetime;
    private final Counts most;
    private final Clock clock;

    /// @param most batches of one account
    AllocateBatch(Batches batches, DailyMeter meter, Duration uploadLifetime, Counts most, Clock clock) {
        this.batches = batches;
        this.meter = meter;
        this.uploadLifetime = uploadLifetime;
        this.most = most;
        this.clock = clock;
    }

    /// The result of a request.
    sealed interface Allocation {
        record Created(Batch batch) implements Allocation {}

        record Repeated(Batch batch) implements Allocation {}

        /// The id has another file.
        ///
        /// @param batch the one that has the id
        record OtherFile(Batch batch) implements Allocation {}

        record OtherAccount() implements Allocation {}

        record DayIsFull(Room.Full full) implements Allocation {}

        /// So many batches of the account wait for their files.
        record TooManyWait(long limit) implements Allocation {}

        /// So many batches of the account have their files and no outcome.
        record TooManyInWork(long limit) implements Allocation {}

        /// So many batches of the account were allocated in the last 24 h.
        record TooManyMade(long limit) implements Allocation {}
    }

    Uni<Allocation> allocate(AccountFacts account, BatchRef ref, AnnouncedFile file) {
        // The database keeps microseconds, and an address is signed with milliseconds.
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var wanted =
                Batch.allocated(ref, account.accountId(), file.checksum(), file.size(), now, now.plus(uploadLifetime));
        return batches.find(ref)
                .chain(known -> known.map(batch -> repeat(account, batch, wanted))
                        .orElseGet(() -> ifItFits(account, file.size(), () -> create(account, wanted))));
    }

    private Uni<Allocation> create(AccountFacts account, Batch wanted) {
        return batches.counts(wanted.account(), wanted.createdAt(), most).chain(counts -> {
            if (counts.waiting() >= most.waiting()) {
                return Uni.createFrom().item(new Allocation.TooManyWait(most.waiting()));
            }
            if (counts.inWork() >= most.inWork()) {
                return Uni.createFrom().item(new Allocation.TooManyInWork(most.inWork()));
            }
            return counts.made() >= most.made()
                    ? Uni.createFrom().item(new Allocation.TooManyMade(most.made()))
                    : add(account, wanted);
        });
    }

    /// Another request may be faster. An id without a batch is that of an account that was erased.
    private Uni<Allocation> add(AccountFacts account, Batch wanted) {
        return batches.add(wanted)
                .chain(added -> added
                        ? Uni.createFrom().item(new Allocation.Created(wanted))
                        : batches.find(wanted.ref())
                                .chain(taken -> taken.map(faster -> repeat(account, faster, wanted))
                                        .orElseGet(() -> Uni.createFrom().item(new Allocation.OtherAccount()))));
    }

    private Uni<Allocation> repeat(AccountFacts account, Batch known, Batch wanted) {
        if (!known.account().equals(wanted.account())) {
            return Uni.createFrom().item(new Allocation.OtherAccount());
        }
        if (!known.announcesSameFileAs(wanted)) {
            return Uni.createFrom().item(new Allocation.OtherFile(known));
        }
        if (known.state() != BatchState.ALLOCATED) {
            return Uni.createFrom().item(new Allocation.Repeated(known));
        }
        return ifItFits(
                account,
                wanted.size(),
                () -> batches.extend(known.ref(), wanted.uploadExpiresAt())
                        .chain(() -> batches.find(known.ref()))
                        .map(extended -> new Allocation.Repeated(extended.orElseThrow())));
    }

    private Uni<Allocation> ifItFits(AccountFacts account, long size, Supplier<Uni<Allocation>> then) {
        return meter.room(account, size)
                .chain(room -> room instanceof Room.Full full
                        ? Uni.createFrom().item(new Allocation.DayIsFull(full))
                        : then.get());
    }
}
