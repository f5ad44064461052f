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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One value, checked like a cell of a file: a number or Boolean by its text.
final class ScalarCheck implements ValueCheck {
    private final Field field;
    private final CellCheck check;
    private final TextSet missingValues;
    private final boolean required;
    private final boolean hidden;
    private final @Nullable JsonBytes key;

    /// @param required whether the field needs a value, for hints
    /// @param inKey whether the field is a part of the primary key
    ScalarCheck(Field field, boolean required, boolean inKey) {
        this.field = field;
        this.required = required;
        key = inKey ? new JsonBytes() : null;
        check = CellChecks.of(field, inKey);
        missingValues = new TextSet(field.missingValues());
        hidden = field.sensitivity().hidesValues();
    }

    Field field() {
        return field;
    }

    /// The text that the last present value puts into the key. Only for a part of the key.
    JsonBytes key() {
        if (key == null) {
            throw new IllegalStateException("field %s is no part of the key".formatted(field.name()));
        }
        return key;
    }

    @Override
    public Presence read(JsonToken first, RecordPass pass) throws UnreadableLine {
        if (first == JsonToken.VALUE_NULL) {
            return Presence.MISSING;
        }
        if (first.isStructStart()) {
            if (pass.problems().count()) {
                describe(pass, CellResult.WRONG_TYPE, RecordPass.nameOf(first), Optional.empty());
            }
            pass.json().skip(first);
            return Presence.WRONG;
        }
        Utf8Text text = pass.json().text();
        byte[] bytes = text.bytes();
        int length = text.length();
        if (length == 0 || missingValues.contains(bytes, 0, length)) {
            return Presence.MISSING;
        }
        CellResult result = check.check(bytes, 0, length);
        if (result != CellResult.VALID) {
            if (pass.problems().count()) {
                DisplayText shown = hidden ? DisplayText.HIDDEN : pass.shown(bytes, length);
                describe(pass, result, shown.quoted(), CellHints.of(field, result, bytes, 0, length, required, hidden));
            }
            return Presence.WRONG;
        }
        write(first, bytes, length, pass);
        return Presence.PRESENT;
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

    private void write(JsonToken first, byte[] bytes, int length, RecordPass pass) {
        switch (field.sensitivity()) {
            case Sensitivity.None none -> {
                if (first == JsonToken.VALUE_STRING) {
                    pass.out().putText(bytes, 0, length);
                } else {
                    pass.out().put(bytes, 0, length);
                }
                keep(bytes, length);
            }
            case Sensitivity.RequireHashed requireHashed -> {
                for (int i = 0; i < length; i++) {
                    bytes[i] |= 0x20;
                }
                pass.out().putText(bytes, 0, length);
                keep(bytes, length);
            }
            case Sensitivity.Hash hash -> {
                byte[] hashed = pass.hash().of(bytes, length, hash.normalization());
                pass.out().putText(hashed, 0, hashed.length);
                keep(hashed, hashed.length);
            }
        }
    }

    /// Different spellings of an integer are one key: 1 and 01.
    private void keep(byte[] bytes, int length) {
        if (key == null) {
            return;
        }
        key.clear();
        if (field.type() == FieldType.INTEGER && !hidden) {
            byte[] digits = Long.toString(check.longKey()).getBytes(StandardCharsets.US_ASCII);
            key.put(digits, 0, digits.length);
        } else {
            key.put(bytes, 0, length);
        }
    }
}
