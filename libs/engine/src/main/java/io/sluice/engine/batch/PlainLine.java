package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.scan.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads lines as most clients write them, where they lie: names and texts are bytes of the line. Whatever is
/// rare or wrong ends in [NotPlain], and [JsonLine] reads the line from its beginning: names with an escape,
/// escapes by number, numbers with an exponent or of more than 100 characters, invalid JSON, and every limit.
final class PlainLine implements RecordTokens {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';
    private static final int LONGEST_NUMBER = 100;

    private final int maxDepth;
    private final JsonText text = new JsonText();
    private byte[] unescaped = new byte[1 << 8];
    private byte[] line = {};
    private int at;
    private int to;
    private int depth;
    /// Whether the object or array has begun, and nothing of it is read yet.
    private boolean isFirst;

    private int nameFrom;
    /// Whether the name that was read last stands in the line in the form in which it is written.
    private boolean isNameCompact;

    PlainLine(BatchLimits limits) {
        maxDepth = limits.maxDepth();
    }

    @Override
    public void open(byte[] bytes, int from, int end) throws UnreadableLine {
        line = bytes;
        at = from + 1;
        to = end;
        depth = 1;
        isFirst = true;
        if (bytes[from] != '{' || !Utf8.isWellFormed(bytes, from, end)) {
            throw new NotPlain();
        }
    }

    @Override
    public void end() throws UnreadableLine {
        skipBlanks();
        if (at < to) {
            throw new NotPlain();
        }
    }

    @Override
    public boolean nextIs(byte[] quoted) {
        int i = at;
        if (!isFirst) {
            if (i >= to || line[i] != ',') {
                return false;
            }
            i++;
        }
        if (i < to && line[i] == ' ') {
            i++;
        }
        if (!startsWith(i, quoted)) {
            return false;
        }
        nameFrom = i;
        at = i + quoted.length;
        isFirst = false;
        isNameCompact = true;
        return true;
    }

    private boolean startsWith(int from, byte[] prefix) {
        int length = prefix.length;
        if (to - from < length) {
            return false;
        }
        if (length < Long.BYTES) {
            return Arrays.equals(line, from, from + length, prefix, 0, length);
        }
        int last = length - Long.BYTES;
        for (int i = 0; i < last; i += Long.BYTES) {
            if (word(line, from + i) != word(prefix, i)) {
                return false;
            }
        }
        return word(line, from + last) == word(prefix, last);
    }

    private static long word(byte[] bytes, int index) {
        return (long) WORDS.get(bytes, index);
    }

    @Override
    public boolean nextName() throws UnreadableLine {
        if (isEnd('}')) {
            return false;
        }
        expect('"');
        int from = at;
        int end = findSpecial(from);
        if (line[end] != '"') {
            throw new NotPlain();
        }
        at = end + 1;
        skipBlanks();
        expect(':');
        text.set(line, from, end, true);
        isNameCompact = false;
        return true;
    }

    @Override
    public JsonText name() {
        return text;
    }

    @Override
    public void writeName(byte[] quoted, JsonBytes out) {
        if (isNameCompact) {
            out.putLasting(line, nameFrom, at);
        } else {
            out.putLasting(quoted, 0, quoted.length);
        }
    }

    @Override
    public boolean nextItem() throws UnreadableLine {
        return !isEnd(']');
    }

    /// Reads the end of the object or array, or what stands between its parts.
    private boolean isEnd(char end) throws UnreadableLine {
        skipBlanks();
        boolean isEnd = at < to && line[at] == end;
        if (isEnd) {
            at++;
            depth--;
        } else if (!isFirst) {
            expect(',');
            skipBlanks();
        }
        isFirst = false;
        return isEnd;
    }

    private void expect(char symbol) throws UnreadableLine {
        if (at >= to || line[at] != symbol) {
            throw new NotPlain();
        }
        at++;
    }

    private void skipBlanks() {
        while (at < to && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
    }

    @Override
    public JsonToken value() throws UnreadableLine {
        skipBlanks();
        if (at >= to) {
            throw new NotPlain();
        }
        return switch (line[at]) {
            case '"' -> string();
            case '{' -> enter(JsonToken.START_OBJECT);
            case '[' -> enter(JsonToken.START_ARRAY);
            case 't' -> word("true", JsonToken.VALUE_TRUE);
            case 'f' -> word("false", JsonToken.VALUE_FALSE);
            case 'n' -> word("null", JsonToken.VALUE_NULL);
            default -> number();
        };
    }

    private JsonToken enter(JsonToken start) throws UnreadableLine {
        if (++depth > maxDepth) {
            throw new NotPlain();
        }
        at++;
        isFirst = true;
        return start;
    }

    private JsonToken word(String expected, JsonToken token) throws UnreadableLine {
        int from = at;
        for (int i = 0; i < expected.length(); i++) {
            expect(expected.charAt(i));
        }
        text.set(line, from, at, true);
        return token;
    }

    /// What follows a number is looked at by whoever reads on: a digit or letter there is no comma.
    private JsonToken number() throws UnreadableLine {
        int from = at;
        int i = from + (line[from] == '-' ? 1 : 0);
        int digits = i;
        i = afterDigits(i);
        if (i == digits || (line[digits] == '0' && i > digits + 1)) {
            throw new NotPlain();
        }
        JsonToken token = JsonToken.VALUE_NUMBER_INT;
        if (i < to && line[i] == '.') {
            int fraction = i + 1;
            i = afterDigits(fraction);
            if (i == fraction) {
                throw new NotPlain();
            }
            token = JsonToken.VALUE_NUMBER_FLOAT;
        }
        if (i - from > LONGEST_NUMBER) {
            throw new NotPlain();
        }
        text.set(line, from, i, true);
        at = i;
        return token;
    }

    private int afterDigits(int from) {
        int i = from;
        while (i < to && line[i] >= '0' && line[i] <= '9') {
            i++;
        }
        return i;
    }

    private JsonToken string() throws UnreadableLine {
        int from = at + 1;
        int end = findSpecial(from);
        if (line[end] == '"') {
            text.set(line, from, end, true);
            at = end + 1;
        } else {
            unescape(from, end);
        }
        return JsonToken.VALUE_STRING;
    }

    /// Where the first quote, backslash or control character is.
    private int findSpecial(int from) throws UnreadableLine {
        int i = from;
        int lastWord = line.length - Long.BYTES;
        while (i < to) {
            if (i > lastWord) {
                byte symbol = line[i];
                if (symbol == '"' || symbol == '\\' || (symbol >= 0 && symbol < ' ')) {
                    return i;
                }
                i++;
                continue;
            }
            long word = word(line, i);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            // Marks bytes that are zero after the xor, or below a blank. Only the lowest mark is certain.
            long marks =
                    (((quotes - ONES) & ~quotes) | ((backslashes - ONES) & ~backslashes) | ((word - BLANKS) & ~word))
                            & HIGH_BITS;
            if (marks != 0) {
                i += Long.numberOfTrailingZeros(marks) / Byte.SIZE;
                break;
            }
            i += Long.BYTES;
        }
        if (i >= to) {
            throw new NotPlain();
        }
        return i;
    }

    /// Reads a text with escapes of one character.
    private void unescape(int from, int firstSpecial) throws UnreadableLine {
        int length = 0;
        int start = from;
        int special = firstSpecial;
        while (line[special] != '"') {
            if (line[special] != '\\' || special + 1 >= to) {
                throw new NotPlain();
            }
            length = append(start, special, length);
            unescaped[length++] = escaped(line[special + 1]);
            start = special + 2;
            special = findSpecial(start);
        }
        length = append(start, special, length);
        text.set(unescaped, 0, length, false);
        at = special + 1;
    }

    private int append(int from, int end, int length) {
        int more = end - from;
        if (unescaped.length - length <= more) {
            unescaped = Arrays.copyOf(unescaped, Math.max(2 * unescaped.length, length + more + 1));
        }
        System.arraycopy(line, from, unescaped, length, more);
        return length + more;
    }

    private static byte escaped(byte symbol) throws UnreadableLine {
        return switch (symbol) {
            case '"', '\\', '/' -> symbol;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> throw new NotPlain();
        };
    }

    @Override
    public JsonText text() {
        return text;
    }
}
