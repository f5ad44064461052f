package io.sluice.web.answer;

import java.io.IOException;
import java.io.OutputStream;

/// What a large answer consists of, and what it holds while it is sent.
public interface AnswerContent extends AutoCloseable {
    /// Writes all of it. Each write returns once the client has taken most of what came before.
    void write(OutputStream out) throws IOException;

    /// Gives back what it holds. It is called once, whether or not all was written.
    @Override
    void close() throws IOException;
}
