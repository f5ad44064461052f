package io.sluice.engine.report;

import java.util.Optional;
import java.util.OptionalLong;

/// One error and its place. Whatever does not apply is empty. Invisible characters appear as escapes.
///
/// @param rule name of the violated constraint; only with [ErrorCode#CONSTRAINT_ERROR]
/// @param line physical line from 1 on which the record starts; for encoding errors, NULs and byte order
/// marks the line of the byte itself
/// @param record from 1, the first data row; empty for the header and the file
/// @param byteOffset from 0; only with encoding errors, NULs and byte order marks
/// @param value the cell's text, shortened; `***` if the field is sensitive
/// @param message starts with the plain sentence of the code; at most [#MAX_MESSAGE] characters
public record ReportedError(
        ErrorCode code,
        Optional<String> rule,
        OptionalLong line,
        OptionalLong record,
        OptionalLong byteOffset,
        Optional<String> column,
        Optional<String> value,
        String message) {
    public static final int MAX_MESSAGE = 500;

    public ReportedError {
        if (message.length() > MAX_MESSAGE) {
            int end = MAX_MESSAGE - 1;
            end -= Character.isHighSurrogate(message.charAt(end - 1)) ? 1 : 0;
            message = message.substring(0, end) + '…';
        }
    }
}
