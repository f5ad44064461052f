package io.sluice.web.json;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads JSON that must be UTF-8. Overlong forms, surrogates, UTF-16, UTF-32 and a byte order mark are
/// refused.
///
/// Jackson alone detects UTF-16 and UTF-32, skips a byte order mark and reads some ill-formed sequences.
final class StrictUtf8 extends FilterReader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private boolean begun;

    StrictUtf8(InputStream bytes) {
        super(decoder(bytes));
    }

    private static Reader decoder(InputStream bytes) {
        return new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    @Override
    public int read() throws IOException {
        var one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
        try {
            var count = super.read(to, offset, length);
            for (int i = offset; i < offset + count; i++) {
                if (to[i] == 0) {
                    throw refused("it has a NUL, as UTF-16 and UTF-32 do");
                }
            }
            if (!begun && count > 0 && to[offset] == BYTE_ORDER_MARK) {
                throw refused("it begins with a byte order mark");
            }
            begun |= count > 0;
            return count;
        } catch (CharacterCodingException malformed) {
            throw refused("it is not well-formed UTF-8");
        }
    }

    private static JsonParseException refused(String why) {
        return new JsonParseException(null, "The body must be UTF-8 without a byte order mark, but %s.".formatted(why));
    }
}
