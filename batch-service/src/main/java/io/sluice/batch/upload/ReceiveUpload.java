package io.sluice.batch.upload;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Batches.BegunUpload;
import io.sluice.batch.state.Traffic;
import io.sluice.objects.ObjectStoreUnavailableException;
import io.sluice.web.body.Received;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Receives the file of a batch. The object in the store is the receipt.
///
/// | what happens | state | result |
/// |---|---|---|
/// | the file is stored | stored | stored |
/// | an earlier upload stored it, and its process died before that was recorded | stored | stored |
/// | another upload stores it first | as that one leaves it | too late |
/// | the body has the declared length but another checksum | corrupted | corrupted |
/// | its length is another one, it pauses too long or breaks off | allocated | the client tries again |
/// | it comes slowly while others wait for a place | allocated | the client tries again |
/// | the store fails, or takes nothing of the body for a while | allocated | failure; the client tries again |
/// | the process dies | allocated | [FindStoredUploads] looks for the object |
final class ReceiveUpload {
    /// How long the store may take for what it has not taken when the body ends, and for its answer.
    private static final Duration STORE_ENDS = Duration.ofSeconds(60);

    private final Batches batches;
    private final BatchObjects objects;
    private final Traffic traffic;
    private final Runnable announce;
    private final Clock clock;

    /// @param announce is called after a file was stored
    ReceiveUpload(Batches batches, BatchObjects objects, Traffic traffic, Runnable announce, Clock clock) {
        this.batches = batches;
        this.objects = objects;
        this.traffic = traffic;
        this.announce = announce;
        this.clock = clock;
    }

    /// Receives the file.
    ///
    /// @param day of the batch's account
    /// @param body passes the body to the sink; it is not called when the file is not needed
    /// @param admitted whether the account may still send batches; it is asked before the last bytes
    /// @param eventLoop of the body
    /// @return fails with an [io.sluice.objects.ObjectStoreUnavailableException]
    Uni<UploadResult> receive(
            Batch batch,
            AccountDay day,
            Function<UploadBody, Uni<Received>> body,
            BooleanSupplier admitted,
            Executor eventLoop) {
        return batches.beginUpload(batch.ref(), now())
                .chain(begun -> begun.map(mark -> receive(mark, batch, day, body, admitted, eventLoop))
                        .orElseGet(() -> Uni.createFrom().item(new UploadResult.TooLate())));
    }

    /// The mark stays only while a file may lie in the store that is not recorded.
    private Uni<UploadResult> receive(
            BegunUpload mark,
            Batch batch,
            AccountDay day,
            Function<UploadBody, Uni<Received>> body,
            BooleanSupplier admitted,
            Executor eventLoop) {
        var mayBeStored = new AtomicBoolean();
        return objects.storedAt(batch.objectKey())
                .emitOn(eventLoop)
                .chain(earlier -> {
                    mayBeStored.set(earlier.isPresent());
                    return earlier.map(at -> record(batch, at, day))
                            .orElseGet(() -> stream(batch, day, body, admitted, mayBeStored, eventLoop));
                })
                .onItem()
                .call(() -> forget(mark))
                .onFailure()
                .call(() -> mayBeStored.get() ? Uni.createFrom().voidItem() : forget(mark));
    }

    /// The client has its answer all the same: the sweep forgets it, too.
    private Uni<Void> forget(BegunUpload mark) {
        return batches.forget(mark).onFailure().recoverWithNull();
    }

    private Uni<UploadResult> stream(
            Batch batch,
            AccountDay day,
            Function<UploadBody, Uni<Received>> body,
            BooleanSupplier admitted,
            AtomicBoolean mayBeStored,
            Executor eventLoop) {
        var upload = new UploadBody(batch.checksum(), batch.size(), eventLoop);
        var storing = objects.store(batch, upload.stream())
                .onTermination()
                .invoke(upload::close)
                .subscribeAsCompletionStage();
        return body.apply(upload)
                .onCancellation()
                .invoke(upload::close)
                .onItemOrFailure()
                .transformToUni((received, failure) -> {
                    if (failure instanceof StorePausedException) {
                        storing.cancel(true);
                    }
                    var isDeclared = received instanceof Received.Whole && upload.isDeclared();
                    mayBeStored.set(isDeclared && admitted.getAsBoolean());
                    return end(batch, day, upload, received, isDeclared, mayBeStored.get(), storing);
                });
    }

    /// @param received null when the store took no more of the body
    private Uni<UploadResult> end(
            Batch batch,
            AccountDay day,
            UploadBody upload,
            @Nullable Received received,
            boolean isDeclared,
            boolean released,
            CompletableFuture<Boolean> storing) {
        if (released) {
            upload.release();
        } else {
            upload.close();
        }
        return ended(batch, storing).onItemOrFailure().transformToUni((stored, failure) -> {
            if (failure == null) {
                return stored
                        ? record(batch, now(), day)
                        : traffic.add(batch.account(), upload.bytes(), day).replaceWith(new UploadResult.TooLate());
            }
            if (upload.wasCut() && !released) {
                return traffic.add(batch.account(), upload.bytes(), day)
                        .replaceWith(new UploadResult.GaveWay(upload.bytes()));
            }
            return released || received == null
                    ? Uni.createFrom().failure(failure)
                    : refuse(batch, day, upload.bytes(), received, isDeclared);
        });
    }

    /// A store that hangs is given up: its thread is interrupted.
    private static Uni<Boolean> ended(Batch batch, CompletableFuture<Boolean> storing) {
        return Uni.createFrom()
                .completionStage(storing)
                .ifNoItem()
                .after(STORE_ENDS)
                .fail()
                .onFailure(failure -> failure instanceof TimeoutException || failure instanceof CancellationException)
                .transform(hangs -> {
                    storing.cancel(true);
                    return new ObjectStoreUnavailableException(
                            "the object store does not go on to write %s".formatted(batch.objectKey()), hangs);
                });
    }

    private Uni<UploadResult> refuse(Batch batch, AccountDay day, long bytes, Received received, boolean isDeclared) {
        if (received instanceof Received.Whole && !isDeclared && bytes == batch.size()) {
            return batches.corrupted(batch, day)
                    .chain(changed -> changed
                            ? Uni.createFrom().item(new UploadResult.Corrupted())
                            : traffic.add(batch.account(), bytes, day).replaceWith(new UploadResult.TooLate()));
        }
        UploadResult result = switch (received) {
            case Received.Whole whole -> isDeclared ? new UploadResult.NotAdmitted() : new UploadResult.TooShort(bytes);
            case Received.TooLarge tooLarge -> new UploadResult.TooLong();
            case Received.TooSlow tooSlow -> new UploadResult.TooSlow();
            case Received.BrokenOff brokenOff -> new UploadResult.BrokenOff();
        };
        return traffic.add(batch.account(), bytes, day).replaceWith(result);
    }

    private Uni<UploadResult> record(Batch batch, Instant storedAt, AccountDay day) {
        return batches.stored(batch, storedAt, day)
                .chain(changed -> changed
                        ? Uni.createFrom().<UploadResult>item(new UploadResult.Stored())
                        : batches.find(batch.ref()).chain(found -> recordedByOthers(batch, found)))
                .invoke(result -> announce.run());
    }

    /// Another instance recorded the same, or that another body of the batch was corrupted, or its account
    /// was erased.
    private Uni<UploadResult> recordedByOthers(Batch batch, Optional<Batch> found) {
        if (found.isEmpty()) {
            return objects.remove(batch.objectKey()).replaceWith(new UploadResult.NotAdmitted());
        }
        return found.get().state() == BatchState.CORRUPTED
                ? objects.remove(batch.objectKey()).replaceWith(new UploadResult.TooLate())
                : Uni.createFrom().item(new UploadResult.Stored());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
