package io.sluice.batch.upload;

import io.sluice.contracts.batch.Md5;
import io.sluice.web.body.BodySink;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Hands the body of an upload, as it arrives, from the event loop to the thread that stores it, and hashes
/// it on the way. It holds two buffers, whatever the size of the body.
///
/// The last buffer is withheld until the whole body has shown to be the declared one. So the store never gets
/// all bytes of a wrong body, and has nothing to keep.
///
/// | method | called by |
/// |---|---|
/// | [#take], [#isDeclared], [#release] | the event loop |
/// | [#stream] | the thread that stores |
/// | [#close], [#cut], [#bytes] | any |
final class UploadBody implements BodySink, AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Md5 declared;
    private final long size;
    private final Executor eventLoop;
    private final Duration longestPause;
    private final MessageDigest md5 = md5();
    private byte[] withheld = NOTHING;
    private final AtomicLong bytes = new AtomicLong();

    private byte @Nullable [] offered;
    private int position;
    private @Nullable UniEmitter<? super Void> waiting;
    private boolean released;
    private boolean closed;
    private boolean wasCut;

    /// @param eventLoop where the receipt of the body goes on after each buffer
    UploadBody(Md5 declared, long size, Executor eventLoop) {
        this(declared, size, eventLoop, LONGEST_PAUSE);
    }

    /// @param longestPause in which the store takes nothing of a buffer that it is offered
    UploadBody(Md5 declared, long size, Executor eventLoop, Duration longestPause) {
        this.declared = declared;
        this.size = size;
        this.eventLoop = eventLoop;
        this.longestPause = longestPause;
    }

    /// @return fails when the body is closed, because the store takes no more of it, or with a
    /// [StorePausedException]
    @Override
    public Uni<Void> take(byte[] more) {
        bytes.addAndGet(more.length);
        md5.update(more);
        var next = withheld;
        withheld = more;
        return next.length == 0
                ? Uni.createFrom().voidItem()
                : Uni.createFrom()
                        .<Void>emitter(taken -> offer(next, taken))
                        .ifNoItem()
                        .after(longestPause)
                        .recoverWithUni(this::pausedTooLong);
    }

    private Uni<Void> pausedTooLong() {
        var failure = new StorePausedException("the object store did not take the next bytes of a file within %d s"
                .formatted(longestPause.toSeconds()));
        return Uni.createFrom().emitter(taken -> eventLoop.execute(() -> taken.fail(failure)));
    }

    /// How many bytes have arrived.
    long bytes() {
        return bytes.get();
    }

    /// Whether the body, which has arrived, is the declared one. May be asked once.
    boolean isDeclared() {
        return bytes.get() == size && new Md5(HexFormat.of().formatHex(md5.digest())).equals(declared);
    }

    /// Hands over the last buffer; the stream then ends.
    void release() {
        synchronized (this) {
            offered = withheld;
            position = 0;
            released = true;
            notifyAll();
        }
    }

    /// Breaks the stream off unless all of it was read, and lets no more be taken.
    @Override
    public void close() {
        UniEmitter<? super Void> left;
        synchronized (this) {
            closed = true;
            left = waiting;
            waiting = null;
            notifyAll();
        }
        if (left != null) {
            eventLoop.execute(() -> left.fail(new IOException("the store takes no more of the body")));
        }
    }

    /// Whether it still arrives.
    synchronized boolean mayBeCut() {
        return !released && !closed;
    }

    /// Closes it because it is slow and others wait. What it held is free; its sender learns it with its next
    /// bytes.
    void cut() {
        synchronized (this) {
            wasCut = true;
        }
        close();
    }

    synchronized boolean wasCut() {
        return wasCut;
    }

    private void offer(byte[] next, UniEmitter<? super Void> taken) {
        synchronized (this) {
            if (!closed) {
                offered = next;
                position = 0;
                waiting = taken;
                notifyAll();
                return;
            }
        }
        taken.fail(new IOException("the store takes no more of the body"));
    }

    /// The body from its start; it can be read once.
    InputStream stream() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, to.length);
                return length == 0 ? 0 : next(to, offset, length);
            }
        };
    }

    private int next(byte[] to, int offset, int length) throws IOException {
        UniEmitter<? super Void> taken = null;
        int count;
        synchronized (this) {
            awaitBytes();
            var from = offered;
            if (from == null) {
                return -1;
            }
            count = Math.min(length, from.length - position);
            System.arraycopy(from, position, to, offset, count);
            position += count;
            if (position == from.length) {
                offered = null;
                taken = waiting;
                waiting = null;
            }
        }
        if (taken != null) {
            var done = taken;
            eventLoop.execute(() -> done.complete(null));
        }
        return count;
    }

    /// Whoever receives the body closes it when it does not arrive in time.
    private void awaitBytes() throws IOException {
        try {
            while (offered == null && !released && !closed) {
                wait();
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the body", interruption);
        }
        if (closed && !released) {
            throw new IOException("the body broke off");
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }
}
