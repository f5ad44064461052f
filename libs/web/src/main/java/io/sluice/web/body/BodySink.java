package io.sluice.web.body;

import io.smallrye.mutiny.Uni;

/// Takes the bytes of a body in order. The next call follows when the previous one has ended.
@FunctionalInterface
public interface BodySink {
    /// Takes the next bytes. It fails if they cannot be taken; then the body is not read any further.
    Uni<Void> take(byte[] bytes);
}
