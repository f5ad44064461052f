package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.engine.DisplayText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What the checks of one run share.
///
/// @param sensitive whether the schema of the record has a sensitive field. Then no name is shown that the
/// schema does not have
record RecordPass(
        JsonBytes out,
        NamesInUse names,
        RecordProblems problems,
        SensitiveHash hash,
        int maxValueLength,
        boolean sensitive) {
    /// What data-service keeps of one entity at most, as text.
    private static final int LARGEST_VALUE = 1 << 20;

    private static final String TOO_LARGE =
            "The record is too large: with a hash of 64 characters for each sensitive value it would have more than 1,048,576 bytes";

    /// The same for the records of another schema.
    RecordPass withSensitive(boolean whether) {
        return new RecordPass(out, names, problems, hash, maxValueLength, whether);
    }

    /// What the message of a wrong type calls a value that is no scalar.
    static String nameOf(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a text";
            case VALUE_TRUE, VALUE_FALSE -> "a Boolean";
            case VALUE_NULL -> "null";
            default -> "a number";
        };
    }

    /// Whether the hash of one more value fits into the record; else the record has an error. Only hashes
    /// make a record longer than its line: of a text of one letter 64 characters are kept.
    boolean hasRoomForHash() {
        if (out.length() + SensitiveHash.LENGTH <= LARGEST_VALUE) {
            return true;
        }
        problems.tooLarge(TOO_LARGE);
        return false;
    }

    DisplayText shown(JsonText text) {
        return DisplayText.of(text.bytes(), text.from(), text.to(), maxValueLength);
    }

    DisplayText shown(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return DisplayText.of(bytes, 0, bytes.length, maxValueLength);
    }

    /// A value that is of another kind than an Object or an Array.
    Presence wrongKind(JsonToken first, RecordTokens json, String path, String expected) throws UnreadableLine {
        if (problems.count()) {
            problems.describe(
                    RecordError.TYPE_ERROR,
                    Optional.of(path),
                    Optional.empty(),
                    "Invalid data type in column [%s]: %s is not %s".formatted(path, nameOf(first), expected));
        }
        json.skip(first);
        return Presence.WRONG;
    }
}
