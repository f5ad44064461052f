package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads one record: `ref`, `schema`, `mode` and `value`, in any order. A value that comes before the schema
/// or the mode is read in a second pass over the line. Belongs to one run; not thread-safe.
final class Envelope {
    /// Records of a use of the published API that Sluice does not have.
    private static final byte[] MIGRATION = "migration".getBytes(StandardCharsets.US_ASCII);

    /// The form of a batch schema. In other texts a sensitive value may stand where it does not belong.
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

    private static final String MODES =
            Arrays.stream(Mode.values()).map(Mode::label).collect(Collectors.joining(", "));

    /// The keys of a record, in the order in which clients mostly write them.
    private enum Key {
        REF,
        SCHEMA,
        MODE,
        VALUE;

        @SuppressWarnings("ImmutableEnumChecker") // never written to
        private final byte[] quoted = ('"' + label() + "\":").getBytes(StandardCharsets.US_ASCII);

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        static @Nullable Key of(String name) {
            return switch (name) {
                case "ref" -> REF;
                case "schema" -> SCHEMA;
                case "mode" -> MODE;
                case "value" -> VALUE;
                default -> null;
            };
        }
    }

    /// A batch schema and its check, which is made when the first record names it: an account may have many
    /// sources, and a batch names few.
    private static final class Known {
        private final String name;
        private final byte[] bytes;
        private final RecordSchema schema;
        private @Nullable EntityCheck check;

        Known(String name, RecordSchema schema) {
            this.name = name;
            this.schema = schema;
            bytes = name.getBytes(StandardCharsets.UTF_8);
        }

        boolean isNamed(JsonText text) {
            return text.is(bytes);
        }

        EntityCheck check(RecordPass pass) {
            EntityCheck made = check;
            if (made == null) {
                made = new EntityCheck(schema, pass);
                check = made;
            }
            return made;
        }
    }

    private final PlainLine plain;
    private final JsonLine anyLine;
    private final RecordPass pass;
    private final RecordProblems problems = new RecordProblems();
    private final CheckedRecord record;
    private final Map<String, Known> schemas = new HashMap<>();
    private final Set<Key> seen = EnumSet.noneOf(Key.class);
    /// The keys as the last record had them.
    private final Key[] order = Key.values();

    private @Nullable Known last;
    private boolean hasRef;
    private @Nullable Known known;
    private @Nullable Mode mode;
    private boolean isValueLater;
    private boolean isValueRead;

    Envelope(BatchPlan plan, CheckedRecord record) {
        this.record = record;
        plain = new PlainLine(plan.limits());
        anyLine = new JsonLine(plan.limits());
        pass = new RecordPass(
                record.value,
                new NamesInUse(),
                problems,
                new SensitiveHash(plan.hashKey()),
                plan.limits().maxValueLength(),
                plan.schemas().values().stream().anyMatch(RecordSchema::hasSensitiveFields));
        plan.schemas().forEach((name, schema) -> schemas.put(name, new Known(name, schema)));
    }

    /// Whether the record has no error.
    boolean read(byte[] line, int from, int to, long number) {
        try {
            return read(plain, line, from, to, number);
        } catch (NotPlain unusual) {
            return readAny(line, from, to, number);
        } catch (UnreadableLine unreadable) {
            return refuse(unreadable);
        }
    }

    private boolean readAny(byte[] line, int from, int to, long number) {
        try {
            return read(anyLine, line, from, to, number);
        } catch (UnreadableLine unreadable) {
            anyLine.abandon();
            return refuse(unreadable);
        }
    }

    private boolean refuse(UnreadableLine unreadable) {
        hasRef = false;
        problems.unreadable(unreadable.reason());
        return false;
    }

    private boolean read(RecordTokens json, byte[] line, int from, int to, long number) throws UnreadableLine {
        clear(number);
        json.open(line, from, to);
        readKeys(json);
        json.end();
        if (isValueLater && problems.isEmpty()) {
            json.open(line, from, to);
            readValueOnly(json);
            json.end();
        }
        if (problems.isEmpty() && known != null && mode != null) {
            complete(known, mode);
        }
        return problems.isEmpty();
    }

    /// Refuses a line that was not read.
    void refuse(long number, String reason) {
        clear(number);
        problems.unreadable(reason);
    }

    /// Refuses the record that was read last: an earlier line has its `ref`.
    void refuseDuplicate(long firstLine) {
        problems.ofWhole(
                RecordError.DUPLICATE_REF,
                "Duplicate ref [%s]: it stands in an earlier line too, first in line %d"
                        .formatted(record.ref(), firstLine));
    }

    boolean hasRef() {
        return hasRef;
    }

    RefusedRecord refused() {
        return problems.refused(record.line, hasRef ? Optional.of(record.ref().toString()) : Optional.empty());
    }

    private void clear(long number) {
        problems.clear();
        pass.names().clear();
        record.line = number;
        record.missing = null;
        hasRef = false;
        known = null;
        mode = null;
        isValueLater = false;
        isValueRead = false;
    }

    private void readKeys(RecordTokens json) throws UnreadableLine {
        seen.clear();
        for (int position = 0; ; position++) {
            Key key = position < order.length ? order[position] : null;
            if (key == null || !json.nextIs(key.quoted)) {
                if (!json.nextName()) {
                    break;
                }
                String name = json.name().toString();
                key = Key.of(name);
                if (key == null) {
                    unknownKey(name, json);
                    continue;
                }
                expectAt(position, key);
            }
            if (!seen.add(key)) {
                throw new UnreadableLine("the key [%s] appears twice".formatted(key.label()));
            }
            readKey(key, json);
        }
        expectKey(Key.REF, "a UUID of the record's own");
        expectKey(Key.SCHEMA, "the batch schema of a source");
        expectKey(Key.MODE, MODES);
    }

    private void expectAt(int position, Key key) {
        if (position < order.length) {
            order[position] = key;
        }
    }

    private void readKey(Key key, RecordTokens json) throws UnreadableLine {
        JsonToken token = json.value();
        switch (key) {
            case REF -> readRef(token, json);
            case SCHEMA -> readSchema(token, json);
            case MODE -> readMode(token, json);
            case VALUE -> readValue(token, json);
        }
    }

    private void expectKey(Key key, String expected) {
        if (!seen.contains(key)) {
            problems.ofWhole(
                    RecordError.WRONG_ENVELOPE, "Missing key [%s]: expected %s".formatted(key.label(), expected));
        }
    }

    private void unknownKey(String name, RecordTokens json) throws UnreadableLine {
        String shown =
                pass.sensitive() ? "" : " [%s]".formatted(pass.shown(name).text());
        problems.ofWhole(
                RecordError.WRONG_ENVELOPE, "Unknown key%s: expected ref, schema, mode and value".formatted(shown));
        json.skip(json.value());
    }

    private void readRef(JsonToken token, RecordTokens json) throws UnreadableLine {
        if (token == JsonToken.VALUE_STRING && RefText.parse(json.text(), record)) {
            hasRef = true;
            return;
        }
        problems.ofWhole(
                RecordError.WRONG_ENVELOPE,
                "Wrong ref: %s is not a UUID of 32 hex digits in five groups".formatted(shown(token, json)));
        json.skip(token);
    }

    private void readSchema(JsonToken token, RecordTokens json) throws UnreadableLine {
        if (token != JsonToken.VALUE_STRING) {
            problems.ofWhole(
                    RecordError.WRONG_ENVELOPE,
                    "Wrong schema: %s is not the batch schema of a source".formatted(RecordPass.nameOf(token)));
            json.skip(token);
            return;
        }
        JsonText text = json.text();
        known = find(text);
        if (known != null) {
            record.schema = known.name;
            return;
        }
        String name = pass.shown(text).text();
        if (pass.sensitive() && !NAME.matcher(name).matches()) {
            problems.ofWhole(
                    RecordError.UNKNOWN_SCHEMA,
                    "Unknown schema: the text is no name (a letter, then letters, digits, _ and -)");
        } else if (text.is(MIGRATION)) {
            problems.ofWhole(RecordError.UNSUPPORTED_MODE, "Unsupported schema [%s]".formatted(name));
        } else {
            problems.ofWhole(RecordError.UNKNOWN_SCHEMA, "Unknown schema [%s]".formatted(name));
        }
    }

    /// Records of one schema mostly follow each other.
    private @Nullable Known find(JsonText text) {
        if (last == null || !last.isNamed(text)) {
            last = schemas.get(text.toString());
        }
        return last;
    }

    private void readMode(JsonToken token, RecordTokens json) throws UnreadableLine {
        Optional<Mode> read = token == JsonToken.VALUE_STRING ? Mode.of(json.text()) : Optional.empty();
        if (read.isPresent()) {
            mode = read.get();
            record.mode = mode;
            return;
        }
        problems.ofWhole(
                RecordError.UNSUPPORTED_MODE, "Unsupported mode: %s, expected %s".formatted(shown(token, json), MODES));
        json.skip(token);
    }

    /// A text in quotes, or what else the value is. A sensitive value may stand where it does not belong.
    private String shown(JsonToken token, RecordTokens json) throws UnreadableLine {
        return token != JsonToken.VALUE_STRING || pass.sensitive()
                ? RecordPass.nameOf(token)
                : pass.shown(json.text()).quoted();
    }

    private void readValue(JsonToken token, RecordTokens json) throws UnreadableLine {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (known != null && mode != null) {
            isValueRead = true;
            known.check(pass).read(token, json, mode, record);
        } else {
            isValueLater = true;
            json.skip(token);
        }
    }

    /// The second pass over a line in which the value came too early.
    private void readValueOnly(RecordTokens json) throws UnreadableLine {
        while (json.nextName()) {
            boolean isValue = Key.of(json.name().toString()) == Key.VALUE;
            JsonToken token = json.value();
            if (isValue) {
                readValue(token, json);
            } else {
                json.skip(token);
            }
        }
    }

    private void complete(Known source, Mode does) {
        EntityCheck check = source.check(pass);
        if (!isValueRead) {
            if (!does.isDelete() || check.hasKey()) {
                problems.ofWhole(
                        RecordError.WRONG_ENVELOPE, "Missing key [value]: expected an object with the record's fields");
                return;
            }
            check.readNothing(does, record);
        }
        if (!check.hasKey()) {
            byte[] ref = record.ref().toString().getBytes(StandardCharsets.US_ASCII);
            record.key.put(ref, 0, ref.length);
        }
    }
}
