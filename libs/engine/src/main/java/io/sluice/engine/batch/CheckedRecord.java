package io.sluice.engine.batch;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A record without errors. Mutable, and reused for the next record.
public final class CheckedRecord {
    long line;
    long refHigh;
    long refLow;
    String schema = "";
    Mode mode = Mode.INSERT;
    final JsonBytes value = new JsonBytes();
    final JsonBytes key = new JsonBytes();

    @Nullable
    String missing;

    CheckedRecord() {}

    /// The line from 1.
    public long line() {
        return line;
    }

    public UUID ref() {
        return new UUID(refHigh, refLow);
    }

    /// The batch schema that the record names.
    public String schema() {
        return schema;
    }

    public Mode mode() {
        return mode;
    }

    /// The key's text as UTF-8: its parts joined by `:`, or the `ref` if the schema has no key. The first
    /// [#keyLength] bytes.
    public byte[] key() {
        return key.array();
    }

    public int keyLength() {
        return key.length();
    }

    /// The value as a JSON object, sensitive fields hashed, without missing values. The first [#valueLength]
    /// bytes.
    public byte[] value() {
        return value.array();
    }

    public int valueLength() {
        return value.length();
    }

    /// The first required field that the record does not have; only in modes that send a part of the entity.
    /// The entity must have it afterwards.
    public Optional<String> missingField() {
        return Optional.ofNullable(missing);
    }
}
