package io.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.batch.SensitiveHash;
import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.cell.CellResult;
import io.sluice.engine.schema.Constraints;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldType;
import io.sluice.engine.schema.Sensitivity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// One value, read by its text like a cell of a file. It was hashed when it was imported; in a sensitive
/// column nothing but a hash is written.
final class ScalarWriter implements NodeWriter {
    private static final int HASH_LENGTH = 64;

    private final NestedValues values;
    private final int definition;
    private final boolean isHashed;
    private final boolean isInteger;
    private final EntityKeys.@Nullable Part key;
    private final CellCheck check;
    private final CellWriter writer;

    /// @param definition of a value
    /// @param key the part of keys that it gives its text to; null if there is none
    ScalarWriter(Field field, NestedValues values, int definition, EntityKeys.@Nullable Part key) {
        this.values = values;
        this.definition = definition;
        isHashed = field.sensitivity().hidesValues();
        var typed = withoutRules(field);
        isInteger = field.type() == FieldType.INTEGER;
        this.key = key;
        check = CellChecks.of(typed, key != null);
        writer = CellWriters.of(typed, new SensitiveHash(Optional.empty()));
    }

    /// The type alone: an entity stays what it is when the rules of its fields change.
    private static Field withoutRules(Field field) {
        return new Field(
                field.name(),
                field.type(),
                Optional.empty(),
                field.type() == FieldType.STRING ? Optional.empty() : field.format(),
                new Constraints(
                        false,
                        false,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        field.constraints().precision(),
                        field.constraints().scale()),
                List.of(),
                field.trueValues(),
                field.falseValues(),
                new Sensitivity.None(),
                field.timeZone());
    }

    @Override
    public void write(JsonToken first, JsonParser json, int repetition) throws IOException {
        if (first.isStructStart()) {
            json.skipChildren();
            writeMissing(repetition, definition - 1);
            return;
        }
        if (first == JsonToken.VALUE_NULL) {
            writeMissing(repetition, definition - 1);
            return;
        }
        byte[] text = json.getText().getBytes(UTF_8);
        if (isHashed && isHash(text)) {
            keep(json.getText());
            values.at(repetition, definition).put(text, 0, text.length);
        } else if (!isHashed && check.check(text, 0, text.length) == CellResult.VALID) {
            keep(isInteger && key != null ? Long.toString(check.longKey()) : json.getText());
            writer.put(text, 0, text.length, values.at(repetition, definition));
        } else {
            writeMissing(repetition, definition - 1);
        }
    }

    private void keep(String text) {
        if (key != null) {
            key.set(text);
        }
    }

    static boolean isHash(byte[] text) {
        if (text.length != HASH_LENGTH) {
            return false;
        }
        for (byte digit : text) {
            if ((digit < '0' || digit > '9') && (digit < 'a' || digit > 'f')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void writeMissing(int repetition, int definitionAround) {
        values.putMissing(repetition, definitionAround);
    }
}
