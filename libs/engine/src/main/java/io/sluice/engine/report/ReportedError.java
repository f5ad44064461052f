package io.sluice.engine.report;

import java.util.Optional;
import java.util.OptionalLong;

/// One error with its place; what does not apply is empty.
///
/// @param rule the violated constraint's name; only with [ErrorCode#CONSTRAINT_ERROR]
/// @param line physical line from 1 where the record starts; of the byte itself for encoding errors, NULs and
/// marks
/// @param record from 1, the first data row; empty for header and file
/// @param byteOffset from 0; only with encoding errors, NULs and byte order marks
/// @param value the cell's own text, line breaks and all, shortened; `***` where the field is sensitive
/// @param message begins with the plain sentence of its code; what cannot be seen is written as an escape
public record ReportedError(
        ErrorCode code,
        Optional<String> rule,
        OptionalLong line,
        OptionalLong record,
        OptionalLong byteOffset,
        Optional<String> column,
        Optional<String> value,
        String message) {}
