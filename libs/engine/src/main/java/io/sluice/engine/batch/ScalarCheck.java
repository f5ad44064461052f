package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.DisplayText;
import io.sluice.engine.cell.CellCheck;
import io.sluice.engine.cell.CellChecks;
import io.sluice.engine.cell.CellMessages;
import io.sluice.engine.cell.CellResult;
import io.sluice.engine.cell.TextSet;
import io.sluice.engine.hint.CellHints;
import io.sluice.engine.schema.Field;
import io.sluice.engine.schema.FieldType;
import io.sluice.engine.schema.Sensitivity;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One value, checked like a cell of a file: a number or Boolean by its text.
final class ScalarCheck implements ValueCheck {
    private final Field field;
    private final CellCheck check;
    private final TextSet missingValues;
    private final boolean required;
    private final boolean hidden;
    private final @Nullable KeyValue key;

    /// @param required whether the field needs a value, for hints
    /// @param key the part of a key that it gives its text to; null if there is none
    ScalarCheck(Field field, boolean required, @Nullable KeyValue key) {
        this.field = field;
        this.required = required;
        this.key = key;
        check = CellChecks.of(field, key != null);
        missingValues = new TextSet(field.missingValues());
        hidden = field.sensitivity().hidesValues();
    }

    Field field() {
        return field;
    }

    @Override
    public Presence read(JsonToken first, RecordTokens json, RecordPass pass) throws UnreadableLine {
        if (first == JsonToken.VALUE_NULL) {
            return Presence.MISSING;
        }
        if (first.isStructStart()) {
            if (pass.problems().count()) {
                describe(pass, CellResult.WRONG_TYPE, RecordPass.nameOf(first), Optional.empty());
            }
            json.skip(first);
            return Presence.WRONG;
        }
        JsonText text = json.text();
        byte[] bytes = text.bytes();
        int from = text.from();
        int to = text.to();
        if (from == to || missingValues.contains(bytes, from, to)) {
            return Presence.MISSING;
        }
        CellResult result = check.check(bytes, from, to);
        if (result != CellResult.VALID) {
            if (pass.problems().count()) {
                DisplayText shown = hidden ? DisplayText.HIDDEN : pass.shown(text);
                describe(pass, result, shown.quoted(), CellHints.of(field, result, bytes, from, to, required, hidden));
            }
            return Presence.WRONG;
        }
        return write(first, text, pass);
    }

    private void describe(RecordPass pass, CellResult result, String shown, Optional<String> hint) {
        RecordError error = switch (result) {
            case WRONG_TYPE -> RecordError.TYPE_ERROR;
            case NOT_HASHED -> RecordError.SENSITIVE_ERROR;
            default -> RecordError.CONSTRAINT_ERROR;
        };
        String message = CellMessages.message(field, result, shown)
                + hint.map(advice -> "; " + advice).orElse("");
        pass.problems().describe(error, Optional.of(field.name()), result.rule(), message);
    }

    private Presence write(JsonToken first, JsonText text, RecordPass pass) {
        switch (field.sensitivity()) {
            case Sensitivity.None none -> {
                if (first == JsonToken.VALUE_STRING) {
                    text.writeQuoted(pass.out());
                } else {
                    text.writePlain(pass.out());
                }
                keep(text.bytes(), text.from(), text.to());
            }
            case Sensitivity.RequireHashed requireHashed -> {
                byte[] lower = Arrays.copyOfRange(text.bytes(), text.from(), text.to());
                for (int i = 0; i < lower.length; i++) {
                    lower[i] |= 0x20;
                }
                writeHash(lower, pass);
            }
            case Sensitivity.Hash hash -> {
                if (!pass.hasRoomForHash()) {
                    return Presence.WRONG;
                }
                writeHash(pass.hash().of(text, hash.normalization()), pass);
            }
        }
        return Presence.PRESENT;
    }

    private void writeHash(byte[] digits, RecordPass pass) {
        pass.out().putText(digits, 0, digits.length);
        keep(digits, 0, digits.length);
    }

    /// Different spellings of an integer are one key: 1 and 01.
    private void keep(byte[] bytes, int from, int to) {
        if (key == null) {
            return;
        }
        if (field.type() == FieldType.INTEGER && !hidden) {
            byte[] digits = Long.toString(check.longKey()).getBytes(StandardCharsets.US_ASCII);
            key.set(digits, 0, digits.length);
        } else {
            key.set(bytes, from, to);
        }
    }
}
