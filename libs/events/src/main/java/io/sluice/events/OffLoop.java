package io.sluice.events;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/// Runs calculations on a few threads of their own, so that no event loop waits for them and no more of them
/// than threads need memory at the same time. The rest waits in its order of arrival.
public final class OffLoop {
    /// A calculation may take a while; Vert.x logs one that takes longer.
    private static final long USUAL_MINUTES = 10;

    private final WorkerExecutor executor;

    /// @param name of the threads
    public OffLoop(Vertx vertx, String name, int threads) {
        executor = vertx.createSharedWorkerExecutor(name, threads, USUAL_MINUTES, TimeUnit.MINUTES);
    }

    /// The result arrives on the caller's event loop.
    public <T> Uni<T> run(Callable<T> calculation) {
        return Uni.createFrom()
                .emitter(result -> executor.executeBlocking(calculation, false)
                        .onSuccess(result::complete)
                        .onFailure(result::fail));
    }
}
