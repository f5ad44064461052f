package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.sluice.engine.scan.Utf8;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads any line by Jackson, and says why a line cannot be read. One parser reads many lines, until one that
/// cannot be read, or until its table of names may have become large.
final class JsonLine implements RecordTokens {
    private static final int BYTES_OF_A_PARSER = 1 << 20;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LARGEST_EXPONENT = 400;
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final JsonFactory factory;
    private final int maxDepth;
    private final Utf8Text encoder = new Utf8Text();
    private final JsonText text = new JsonText();
    private JsonParser parser;
    private int read;
    private boolean isFed;
    /// The first token of an item: only it says whether there is one.
    private @Nullable JsonToken item;

    private byte[] bytes = {};
    private int from;
    private int to;

    JsonLine(BatchLimits limits) {
        maxDepth = limits.maxDepth();
        factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(limits.maxLineBytes())
                        .maxNameLength(limits.maxLineBytes())
                        .build())
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
        parser = newParser();
    }

    /// The previous line was read to its end, or [#abandon] was called.
    @Override
    public void open(byte[] line, int start, int end) throws UnreadableLine {
        bytes = line;
        from = start;
        to = end;
        if (!Utf8.isWellFormed(line, start, end)) {
            throw new UnreadableLine("it is not valid UTF-8; save the records as UTF-8");
        }
        if (line[start] != '{') {
            throw new UnreadableLine("it is no record, expected an object in braces { }");
        }
        if (read > BYTES_OF_A_PARSER) {
            replaceParser();
        }
        read += end - start;
        isFed = true;
        try {
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(line, start, end);
        } catch (IOException unread) {
            throw new UncheckedIOException("the previous line was not read to its end", unread);
        }
        next();
    }

    /// Gives up the line. The next one gets a new parser, if this one has met the line at all.
    void abandon() {
        item = null;
        if (isFed) {
            replaceParser();
        }
    }

    @Override
    public boolean nextIs(byte[] quoted) {
        return false;
    }

    @Override
    public boolean nextName() throws UnreadableLine {
        return next() != JsonToken.END_OBJECT;
    }

    @Override
    public JsonText name() throws UnreadableLine {
        try {
            String name = parser.currentName();
            return encoded(name.toCharArray(), 0, name.length());
        } catch (IOException impossible) {
            throw new UnreadableLine("a name cannot be read");
        }
    }

    @Override
    public void writeName(byte[] quoted, JsonBytes out) {
        out.put(quoted, 0, quoted.length);
    }

    @Override
    public boolean nextItem() throws UnreadableLine {
        JsonToken token = next();
        item = token == JsonToken.END_ARRAY ? null : token;
        return item != null;
    }

    @Override
    public JsonToken value() throws UnreadableLine {
        JsonToken first = item;
        item = null;
        return first == null ? next() : first;
    }

    /// The next token of an object or array that has not ended.
    private JsonToken next() throws UnreadableLine {
        JsonToken token = read();
        if (token == JsonToken.NOT_AVAILABLE) {
            throw new UnreadableLine("it ends too early; write each record on one line");
        }
        return token;
    }

    /// The parser itself would wait for the rest of a token that begins there.
    @Override
    public void end() throws UnreadableLine {
        for (int i = position(); i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                throw new UnreadableLine("something follows the record; write each record on a line of its own");
            }
        }
        if (read() != JsonToken.NOT_AVAILABLE) {
            throw new IllegalStateException("the parser finds a token in blanks");
        }
        isFed = false;
    }

    private JsonToken read() throws UnreadableLine {
        try {
            return parser.nextToken();
        } catch (StreamConstraintsException limit) {
            throw new UnreadableLine(exceeded(limit));
        } catch (IOException malformed) {
            throw new UnreadableLine(InvalidJson.reason(bytes, from, to, position()));
        }
    }

    private String exceeded(StreamConstraintsException limit) {
        if (parser.getParsingContext().getNestingDepth() > maxDepth) {
            return "it is nested more than %d levels deep".formatted(maxDepth);
        }
        return String.valueOf(limit.getOriginalMessage()).startsWith("Number")
                ? String.format(Locale.ROOT, "a number has more than %,d characters", LONGEST_NUMBER)
                : "it has too many names that are alike";
    }

    @Override
    public JsonText text() throws UnreadableLine {
        JsonText value;
        try {
            value = encoded(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        } catch (IOException malformed) {
            throw new UnreadableLine(InvalidJson.reason(bytes, from, to, position()));
        }
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && isHuge(value)) {
            throw new UnreadableLine("a number has an exponent beyond %d".formatted(LARGEST_EXPONENT));
        }
        return value;
    }

    private JsonText encoded(char[] chars, int offset, int count) throws UnreadableLine {
        if (!encoder.set(chars, offset, count)) {
            throw new UnreadableLine("a text has half a surrogate pair");
        }
        if (encoder.hasNul()) {
            throw new UnreadableLine("a text has a NUL character");
        }
        text.set(encoder.bytes(), 0, encoder.length(), false);
        return text;
    }

    private static boolean isHuge(JsonText number) {
        int exponent = 0;
        boolean isExponent = false;
        for (int i = number.from(); i < number.to() && exponent <= LARGEST_EXPONENT; i++) {
            byte symbol = number.bytes()[i];
            if (symbol == 'e' || symbol == 'E') {
                isExponent = true;
            } else if (isExponent && symbol >= '0') {
                exponent = 10 * exponent + symbol - '0';
            }
        }
        return exponent > LARGEST_EXPONENT;
    }

    /// Where in the line the parser stands.
    private int position() {
        try {
            return to - Math.max(0, parser.releaseBuffered(NOWHERE));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Closing the old one gives its buffers back.
    private void replaceParser() {
        try {
            parser.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        parser = newParser();
        read = 0;
        isFed = false;
    }

    private JsonParser newParser() {
        try {
            return factory.createNonBlockingByteArrayParser();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
