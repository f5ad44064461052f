package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.schema.RecordSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one record: `ref`, `schema`, `mode` and `value`, in any order. A value that comes before the schema
/// or the mode is read in a second pass over the line. Belongs to one run; not thread-safe.
final class Envelope {
    /// Records of a use of the published API that Sluice does not have.
    private static final byte[] MIGRATION = "migration".getBytes(StandardCharsets.US_ASCII);

    private static final String REF = "ref";
    private static final String SCHEMA = "schema";
    private static final String MODE = "mode";
    private static final String VALUE = "value";

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

        boolean isNamed(Utf8Text text) {
            return Arrays.equals(bytes, 0, bytes.length, text.bytes(), 0, text.length());
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

    private final JsonLine json;
    private final RecordPass pass;
    private final RecordProblems problems = new RecordProblems();
    private final CheckedRecord record;
    private final Map<String, Known> schemas = new HashMap<>();
    private @Nullable Known last;
    private boolean hasRef;
    private @Nullable Known known;
    private @Nullable Mode mode;
    private boolean isValueLater;
    private boolean isValueRead;

    Envelope(BatchPlan plan, CheckedRecord record) {
        this.record = record;
        json = new JsonLine(plan.limits());
        pass = new RecordPass(
                json,
                record.value,
                new NamesInUse(),
                problems,
                new SensitiveHash(),
                plan.limits().maxValueLength(),
                plan.schemas().values().stream().anyMatch(RecordSchema::hasSensitiveFields));
        plan.schemas().forEach((name, schema) -> schemas.put(name, new Known(name, schema)));
    }

    /// Whether the record has no error.
    boolean read(byte[] line, int from, int to, long number) {
        clear(number);
        try {
            json.open(line, from, to);
            readKeys();
            json.end();
            if (isValueLater && problems.isEmpty()) {
                json.open(line, from, to);
                readValueOnly();
                json.end();
            }
            if (problems.isEmpty() && known != null && mode != null) {
                complete(known, mode);
            }
        } catch (UnreadableLine unreadable) {
            json.abandon();
            pass.names().clear();
            hasRef = false;
            problems.unreadable(unreadable.reason());
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
        record.line = number;
        record.missing = null;
        hasRef = false;
        known = null;
        mode = null;
        isValueLater = false;
        isValueRead = false;
    }

    private void readKeys() throws UnreadableLine {
        boolean ref = false;
        boolean schema = false;
        boolean isMode = false;
        boolean value = false;
        json.next();
        while (json.next() != JsonToken.END_OBJECT) {
            String name = json.name();
            JsonToken token = json.next();
            switch (name) {
                case REF -> {
                    expectFirst(ref, REF);
                    ref = true;
                    readRef(token);
                }
                case SCHEMA -> {
                    expectFirst(schema, SCHEMA);
                    schema = true;
                    readSchema(token);
                }
                case MODE -> {
                    expectFirst(isMode, MODE);
                    isMode = true;
                    readMode(token);
                }
                case VALUE -> {
                    expectFirst(value, VALUE);
                    value = true;
                    readValue(token);
                }
                default -> unknownKey(name, token);
            }
        }
        expectKey(ref, REF, "a UUID of the record's own");
        expectKey(schema, SCHEMA, "the batch schema of a source");
        expectKey(isMode, MODE, modes());
    }

    private static void expectFirst(boolean isSeen, String key) throws UnreadableLine {
        if (isSeen) {
            throw new UnreadableLine("the key [%s] appears twice".formatted(key));
        }
    }

    private void expectKey(boolean isSeen, String key, String expected) {
        if (!isSeen) {
            problems.ofWhole(RecordError.WRONG_ENVELOPE, "Missing key [%s]: expected %s".formatted(key, expected));
        }
    }

    private void unknownKey(String name, JsonToken token) throws UnreadableLine {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        String shown = pass.sensitive()
                ? ""
                : " [%s]".formatted(pass.shown(bytes, bytes.length).text());
        problems.ofWhole(
                RecordError.WRONG_ENVELOPE, "Unknown key%s: expected ref, schema, mode and value".formatted(shown));
        json.skip(token);
    }

    private void readRef(JsonToken token) throws UnreadableLine {
        if (token == JsonToken.VALUE_STRING) {
            Utf8Text text = json.text();
            if (RefText.parse(text.bytes(), text.length(), record)) {
                hasRef = true;
                return;
            }
        }
        problems.ofWhole(
                RecordError.WRONG_ENVELOPE,
                "Wrong ref: %s is not a UUID of 32 hex digits in five groups".formatted(shown(token)));
        json.skip(token);
    }

    private void readSchema(JsonToken token) throws UnreadableLine {
        if (token == JsonToken.VALUE_STRING) {
            Utf8Text text = json.text();
            known = find(text);
            if (known != null) {
                record.schema = known.name;
                return;
            }
            String name = pass.shown(text.bytes(), text.length()).text();
            if (Arrays.equals(MIGRATION, 0, MIGRATION.length, text.bytes(), 0, text.length())) {
                problems.ofWhole(RecordError.UNSUPPORTED_MODE, "Unsupported schema [%s]".formatted(name));
            } else {
                problems.ofWhole(RecordError.UNKNOWN_SCHEMA, "Unknown schema [%s]".formatted(name));
            }
            return;
        }
        problems.ofWhole(
                RecordError.WRONG_ENVELOPE,
                "Wrong schema: %s is not the batch schema of a source".formatted(RecordPass.nameOf(token)));
        json.skip(token);
    }

    /// Records of one schema mostly follow each other.
    private @Nullable Known find(Utf8Text text) {
        if (last == null || !last.isNamed(text)) {
            last = schemas.get(new String(text.bytes(), 0, text.length(), StandardCharsets.UTF_8));
        }
        return last;
    }

    private void readMode(JsonToken token) throws UnreadableLine {
        Optional<Mode> read = Optional.empty();
        if (token == JsonToken.VALUE_STRING) {
            Utf8Text text = json.text();
            read = Mode.of(text.bytes(), text.length());
        }
        if (read.isPresent()) {
            mode = read.get();
            record.mode = mode;
            return;
        }
        problems.ofWhole(
                RecordError.UNSUPPORTED_MODE, "Unsupported mode: %s, expected %s".formatted(shown(token), modes()));
        json.skip(token);
    }

    /// A text in quotes, or what else the value is. A sensitive value may stand where it does not belong.
    private String shown(JsonToken token) throws UnreadableLine {
        if (token != JsonToken.VALUE_STRING || pass.sensitive()) {
            return RecordPass.nameOf(token);
        }
        Utf8Text text = json.text();
        return pass.shown(text.bytes(), text.length()).quoted();
    }

    private static String modes() {
        return Arrays.stream(Mode.values())
                .map(Mode::label)
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
    }

    private void readValue(JsonToken token) throws UnreadableLine {
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        if (known != null && mode != null) {
            isValueRead = true;
            known.check(pass).read(token, mode, record);
        } else {
            isValueLater = true;
            json.skip(token);
        }
    }

    /// The second pass over a line in which the value came too early.
    private void readValueOnly() throws UnreadableLine {
        json.next();
        while (json.next() != JsonToken.END_OBJECT) {
            boolean isValue = json.name().equals(VALUE);
            JsonToken token = json.next();
            if (isValue) {
                readValue(token);
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
