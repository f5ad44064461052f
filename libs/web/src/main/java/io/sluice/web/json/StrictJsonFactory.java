package io.sluice.web.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.io.IOContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/// Makes parsers that read strict UTF-8 ([StrictUtf8]) and refuse broken texts and huge numbers
/// ([StrictParser]).
final class StrictJsonFactory extends JsonFactory {
    private static final long serialVersionUID = 1L;

    StrictJsonFactory() {}

    private StrictJsonFactory(StrictJsonFactory other) {
        super(other, null);
    }

    @Override
    public JsonFactory copy() {
        return new StrictJsonFactory(this);
    }

    @Override
    protected JsonParser _createParser(Reader text, IOContext context) throws IOException {
        return new StrictParser(super._createParser(text, context));
    }

    @Override
    protected JsonParser _createParser(InputStream bytes, IOContext context) throws IOException {
        return _createParser(new StrictUtf8(bytes), context);
    }

    @Override
    protected JsonParser _createParser(byte[] bytes, int offset, int length, IOContext context) throws IOException {
        return _createParser(new ByteArrayInputStream(bytes, offset, length), context);
    }

    @Override
    protected JsonParser _createParser(char[] text, int offset, int length, IOContext context, boolean recyclable)
            throws IOException {
        return new StrictParser(super._createParser(text, offset, length, context, recyclable));
    }
}
