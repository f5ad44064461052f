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

/// The tokens of one line after another. One parser reads many lines, until one that cannot be read, or until
/// its table of names may have become large.
final class JsonLine {
    private static final int BYTES_OF_A_PARSER = 1 << 20;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LARGEST_EXPONENT = 400;
    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final JsonFactory factory;
    private final int maxDepth;
    private final Utf8Text text = new Utf8Text();
    private JsonParser parser;
    private int read;
    private boolean isFed;
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

    /// Begins a line, which is not empty. The previous one was read to its end, or [#abandon] was called.
    void open(byte[] line, int start, int end) throws UnreadableLine {
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
    }

    /// Gives up the line. The next one gets a new parser, if this one has met the line at all.
    void abandon() {
        if (isFed) {
            replaceParser();
        }
    }

    /// The next token of an object or array that has not ended.
    JsonToken next() throws UnreadableLine {
        JsonToken token = read();
        if (token == JsonToken.NOT_AVAILABLE) {
            throw new UnreadableLine("it ends too early; write each record on one line");
        }
        return token;
    }

    /// Expects that nothing follows but blanks. The parser itself waits for the rest of a token that begins
    /// there.
    void end() throws UnreadableLine {
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

    /// The name of the field whose token was read last.
    String name() throws UnreadableLine {
        try {
            return parser.currentName();
        } catch (IOException impossible) {
            throw new UnreadableLine("a name cannot be read");
        }
    }

    /// The text of the scalar that was read last. It is overwritten by the next one.
    Utf8Text text() throws UnreadableLine {
        Utf8Text value;
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

    /// A name as UTF-8, like [#text].
    Utf8Text encodedName(String name) throws UnreadableLine {
        return encoded(name.toCharArray(), 0, name.length());
    }

    private Utf8Text encoded(char[] chars, int offset, int count) throws UnreadableLine {
        if (!text.set(chars, offset, count)) {
            throw new UnreadableLine("a text has half a surrogate pair");
        }
        if (text.hasNul()) {
            throw new UnreadableLine("a text has a NUL character");
        }
        return text;
    }

    /// Reads to the end of the value whose first token is given.
    void skip(JsonToken first) throws UnreadableLine {
        if (first.isStructStart()) {
            for (int depth = 1; depth > 0; ) {
                JsonToken token = next();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
    }

    /// Copies the value whose first token is given. Names of an object must differ.
    void copy(JsonToken first, JsonBytes out, NamesInUse names) throws UnreadableLine {
        switch (first) {
            case START_OBJECT -> {
                names.enter();
                out.put('{');
                boolean follows = false;
                while (next() != JsonToken.END_OBJECT) {
                    String name = name();
                    if (!names.add(name)) {
                        throw new UnreadableLine("a key appears twice in one object");
                    }
                    if (follows) {
                        out.put(',');
                    }
                    follows = true;
                    Utf8Text encoded = encodedName(name);
                    out.putText(encoded.bytes(), 0, encoded.length());
                    out.put(':');
                    copy(next(), out, names);
                }
                out.put('}');
                names.leave();
            }
            case START_ARRAY -> {
                out.put('[');
                boolean follows = false;
                for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
                    if (follows) {
                        out.put(',');
                    }
                    follows = true;
                    copy(token, out, names);
                }
                out.put(']');
            }
            case VALUE_STRING -> {
                Utf8Text value = text();
                out.putText(value.bytes(), 0, value.length());
            }
            default -> {
                Utf8Text value = text();
                out.put(value.bytes(), 0, value.length());
            }
        }
    }

    private static boolean isHuge(Utf8Text number) {
        int exponent = 0;
        boolean isExponent = false;
        for (int i = 0; i < number.length() && exponent <= LARGEST_EXPONENT; i++) {
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
