package io.sluice.web.answer;

import io.sluice.web.body.FairPermits.Permit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A file as it comes from the object store; holds the permit of its download.
public final class StreamContent implements AnswerContent {
    private final InputStream content;
    private final Runnable abandon;
    private final Permit.Granted permit;
    private volatile boolean isRead;

    /// @param abandon ends the content's connection when it is not read to its end: the rest may be large
    public StreamContent(InputStream content, Runnable abandon, Permit.Granted permit) {
        this.content = content;
        this.abandon = abandon;
        this.permit = permit;
    }

    @Override
    public void write(OutputStream out) throws IOException {
        content.transferTo(out);
        isRead = true;
    }

    @Override
    public void close() throws IOException {
        try (content) {
            if (!isRead) {
                abandon.run();
            }
        } finally {
            permit.close();
        }
    }
}
