package io.sluice.batch.upload;

import io.sluice.batch.state.AccountDay;
import io.sluice.batch.state.Batch;
import io.sluice.batch.state.BatchState;
import io.sluice.batch.state.Batches;
import io.sluice.batch.state.Batches.BegunUpload;
import io.sluice.batch.state.Traffic;
import io.sluice.web.body.BodySink;
import io.sluice.web.body.Received;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
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
/// | the store fails | allocated | failure; the client tries again |
/// | the process dies | allocated | [FindStoredUploads] looks for the object |
final class ReceiveUpload {
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
            Function<BodySink, Uni<Received>> body,
            BooleanSupplier admitted,
            Executor eventLoop) {
        var begun = new BegunUpload(batch, now());
        return batches.beginUpload(batch.ref(), begun.begunAt())
                .chain(waits -> waits
                        ? objects.storedAt(batch)
                                .emitOn(eventLoop)
                                .chain(earlier -> earlier.map(at -> record(batch, at, day))
                                        .orElseGet(() -> stream(begun, day, body, admitted, eventLoop)))
                        : Uni.createFrom().item(new UploadResult.TooLate()));
    }

    private Uni<UploadResult> stream(
            BegunUpload begun,
            AccountDay day,
            Function<BodySink, Uni<Received>> body,
            BooleanSupplier admitted,
            Executor eventLoop) {
        var batch = begun.batch();
        var upload = new UploadBody(batch.checksum(), batch.size(), eventLoop);
        var storing = objects.store(batch, upload.stream())
                .onTermination()
                .invoke(upload::close)
                .subscribeAsCompletionStage();
        return body.apply(upload)
                .onCancellation()
                .invoke(upload::close)
                .onItemOrFailure()
                .transformToUni((received, failure) -> end(begun, day, upload, received, admitted, storing));
    }

    /// @param received null when the store took no more of the body
    private Uni<UploadResult> end(
            BegunUpload begun,
            AccountDay day,
            UploadBody upload,
            @Nullable Received received,
            BooleanSupplier admitted,
            CompletionStage<Boolean> storing) {
        var batch = begun.batch();
        var declared = received instanceof Received.Whole && upload.isDeclared();
        var released = declared && admitted.getAsBoolean();
        if (released) {
            upload.release();
        } else {
            upload.close();
        }
        return Uni.createFrom().completionStage(storing).onItemOrFailure().transformToUni((stored, failure) -> {
            if (failure == null) {
                return stored
                        ? record(batch, now(), day)
                        : traffic.add(batch.account(), upload.bytes(), day).replaceWith(new UploadResult.TooLate());
            }
            return released || received == null
                    ? Uni.createFrom().failure(failure)
                    : refuse(begun, day, upload.bytes(), received, declared);
        });
    }

    private Uni<UploadResult> refuse(
            BegunUpload begun, AccountDay day, long bytes, Received received, boolean declared) {
        var batch = begun.batch();
        if (received instanceof Received.Whole && !declared && bytes == batch.size()) {
            return batches.corrupted(batch, day)
                    .chain(changed -> changed
                            ? Uni.createFrom().item(new UploadResult.Corrupted())
                            : traffic.add(batch.account(), bytes, day).replaceWith(new UploadResult.TooLate()));
        }
        UploadResult result = switch (received) {
            case Received.Whole whole -> declared ? new UploadResult.NotAdmitted() : new UploadResult.TooShort(bytes);
            case Received.TooLarge tooLarge -> new UploadResult.TooLong();
            case Received.TooSlow tooSlow -> new UploadResult.TooSlow();
            case Received.BrokenOff brokenOff -> new UploadResult.BrokenOff();
        };
        return traffic.add(batch.account(), bytes, day)
                .chain(() -> batches.forget(begun))
                .replaceWith(result);
    }

    /// Another instance may record the same, or that another body of the batch was corrupted.
    private Uni<UploadResult> record(Batch batch, Instant storedAt, AccountDay day) {
        return batches.stored(batch, storedAt, day)
                .chain(changed -> changed
                        ? Uni.createFrom().<UploadResult>item(new UploadResult.Stored())
                        : batches.find(batch.ref())
                                .chain(found -> found.filter(known -> known.state() == BatchState.CORRUPTED)
                                        .map(corrupted -> objects.remove(batch)
                                                .<UploadResult>replaceWith(new UploadResult.TooLate()))
                                        .orElseGet(() -> Uni.createFrom().item(new UploadResult.Stored()))))
                .invoke(result -> announce.run());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
