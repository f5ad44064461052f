package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.RecordField;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the values of the records of one schema. Belongs to one run; not thread-safe.
final class EntityCheck {
    /// Longer keys cannot be indexed.
    private static final int LONGEST_KEY = 1_000;

    private record KeyPart(ObjectCheck.Member member, ScalarCheck check) {}

    private final ObjectCheck root;
    private final List<KeyPart> key = new ArrayList<>();
    private final RecordPass pass;

    /// @param shared what the checks of all schemas share
    EntityCheck(RecordSchema schema, RecordPass shared) {
        List<ObjectCheck.Member> members = new ArrayList<>();
        for (RecordField field : schema.fields()) {
            boolean inKey = schema.primaryKey().contains(field.name());
            members.add(new ObjectCheck.Member(
                    field.name(),
                    field.name(),
                    field.required(),
                    check(field.name(), field.value(), field.required(), inKey)));
        }
        root = new ObjectCheck("", members);
        for (String name : schema.primaryKey()) {
            for (ObjectCheck.Member member : members) {
                if (member.path().equals(name)) {
                    key.add(new KeyPart(member, (ScalarCheck) member.check()));
                }
            }
        }
        pass = shared.withSensitive(schema.hasSensitiveFields());
    }

    private static ValueCheck check(String path, RecordValue value, boolean required, boolean inKey) {
        return switch (value) {
            case RecordValue.Scalar(Field field) -> new ScalarCheck(field, required || inKey, inKey);
            case RecordValue.AnyObject any -> new AnyObjectCheck(path);
            case RecordValue.Sequence(RecordValue items) ->
                new ArrayCheck(path, check(path + "[]", items, false, false));
            case RecordValue.Structure(List<RecordField> fields) ->
                new ObjectCheck(
                        path,
                        fields.stream()
                                .map(field -> member(path + "." + field.name(), field))
                                .toList());
        };
    }

    private static ObjectCheck.Member member(String path, RecordField field) {
        return new ObjectCheck.Member(
                field.name(), path, field.required(), check(path, field.value(), field.required(), false));
    }

    /// Reads the value whose first token is given; not null.
    void read(JsonToken first, RecordTokens json, Mode mode, CheckedRecord record) throws UnreadableLine {
        pass.out().clear();
        if (root.readFields(first, json, pass) == Presence.PRESENT) {
            complete(mode, record);
        }
    }

    /// The record has no value. Deletions need none, if they need no key.
    void readNothing(Mode mode, CheckedRecord record) {
        pass.out().clear();
        pass.out().put('{');
        pass.out().put('}');
        root.readNothing();
        complete(mode, record);
    }

    private void complete(Mode mode, CheckedRecord record) {
        key(record);
        ObjectCheck.Member missing = root.missing();
        record.missing = null;
        if (missing == null || mode.isDelete()) {
            return;
        }
        if (mode.isWhole()) {
            ObjectCheck.requireValue(missing, pass);
        } else {
            record.missing = missing.path();
        }
    }

    private void key(CheckedRecord record) {
        JsonBytes text = record.key;
        text.clear();
        for (int i = 0; i < key.size(); i++) {
            KeyPart part = key.get(i);
            if (!root.has(part.member())) {
                problem(
                        part,
                        "required",
                        "Missing value in column [%s]: the field is absent or empty, the primary key needs it");
                return;
            }
            JsonBytes value = part.check().key();
            if (i > 0) {
                text.put(':');
            }
            text.put(value.array(), 0, value.length());
            if (i + 1 < key.size() && value.has(':')) {
                problem(
                        part,
                        "primaryKey",
                        "Value not allowed in column [%s] (primaryKey): only the last part of a primary key may have a colon");
                return;
            }
            if (text.length() > LONGEST_KEY) {
                problem(
                        part,
                        "primaryKey",
                        "Value not allowed in column [%s] (primaryKey): with it the primary key is longer than 1,000 bytes");
                return;
            }
        }
    }

    private void problem(KeyPart part, String rule, String message) {
        if (pass.problems().count()) {
            pass.problems()
                    .describe(
                            RecordError.CONSTRAINT_ERROR,
                            Optional.of(part.member().path()),
                            Optional.of(rule),
                            message.formatted(part.member().path()));
        }
    }

    /// Whether records are known by a primary key, and not by their `ref`.
    boolean hasKey() {
        return !key.isEmpty();
    }
}
