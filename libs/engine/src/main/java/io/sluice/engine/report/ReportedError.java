package io.sluice.engine.report;

import java.util.Optional;
import java.util.OptionalLong;

/// One error and its place. Whatever does not apply is empty.
///
/// @param rule name of the violated constraint; only with [ErrorCode#CONSTRAINT_ERROR]
/// @param line physical line from 1 on which the record starts; for encoding errors, NULs and byte order
/// marks the line of the byte itself
/// @param record from 1, the first data row; empty for the header and the file
/// @param byteOffset from 0; only with encoding errors, NULs and byte order marks
/// @param value the cell's text with its line breaks, shortened; `***` if the field is sensitive
/// @param message starts with the plain sentence of the code; invisible characters appear as escapes
public record ReportedError(
        ErrorCode code,
        Optional<String> rule,
        OptionalLong line,
        OptionalLong record,
        OptionalLong byteOffset,
        Optional<String> column,
        Optional<String> value,
        String message) {}
