package io.sluice.contracts.batch;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Optional;

/// Why a record of a batch was not imported: one line of the batch's log, as its client reads it.
///
/// | `code` | meaning |
/// |---|---|
/// | 400 | the record, or the whole file, is not valid |
/// | 402 | unsupported mode |
/// | 404 | absent on delete |
/// | 409 | conflict |
/// | 500 | Sluice failed |
///
/// @param ref of the record in lower case, or the text `null`
/// @param code a number as text, as published clients expect it
/// @param line from 1; absent for the whole file
/// @param column the path of the field, e.g. `identifiers[].provider`
/// @param rule name of the violated constraint
/// @param error our own name of the error, e.g. `type-error`
@JsonPropertyOrder({"ref", "code", "message", "line", "column", "rule", "error"})
public record BatchLogLine(
        String ref,
        String code,
        String message,
        Optional<Long> line,
        Optional<String> column,
        Optional<String> rule,
        String error) {
    /// The `ref` of what has none.
    public static final String NO_REF = "null";

    /// A line about the whole file.
    public static BatchLogLine ofFile(int code, String error, String message) {
        return new BatchLogLine(
                NO_REF, Integer.toString(code), message, Optional.empty(), Optional.empty(), Optional.empty(), error);
    }

    /// The plain sentence that begins the message, before the value and what was expected. A column's name
    /// may itself contain `: `.
    public String sentence() {
        if (line.isEmpty()) {
            return message;
        }
        var named = column.map(name -> "[" + name + "]").orElse("");
        var colon = message.indexOf(": ", Math.max(0, message.indexOf(named)) + named.length());
        return colon < 0 ? message : message.substring(0, colon);
    }
}
