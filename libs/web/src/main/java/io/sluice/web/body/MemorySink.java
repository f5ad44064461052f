package io.sluice.web.body;

import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;

/// Collects a small body in memory.
public final class MemorySink implements BodySink {
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    @Override
    public Uni<Void> take(byte[] bytes) {
        collected.writeBytes(bytes);
        return Uni.createFrom().voidItem();
    }

    /// All bytes so far.
    public byte[] bytes() {
        return collected.toByteArray();
    }
}
