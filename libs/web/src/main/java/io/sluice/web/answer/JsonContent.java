package io.sluice.web.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.web.body.FairPermits.Permit;
import java.io.IOException;
import java.io.OutputStream;

/// A document that is written piece by piece, as its reader takes it; holds the permit of its answer.
record JsonContent(Object document, ObjectMapper json, Permit.Granted permit) implements AnswerContent {
    @Override
    public void write(OutputStream out) throws IOException {
        json.writeValue(out, document);
    }

    @Override
    public void close() {
        permit.close();
    }
}
