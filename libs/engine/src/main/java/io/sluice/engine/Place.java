package io.sluice.engine;

import io.sluice.engine.report.ErrorCode;
import io.sluice.engine.report.ReportedError;
import java.util.Optional;
import java.util.OptionalLong;

/// Where in the file an error lies.
record Place(OptionalLong line, OptionalLong record, OptionalLong byteOffset) {
    static final Place FILE = new Place(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());

    static Place header(long line) {
        return new Place(OptionalLong.of(line), OptionalLong.empty(), OptionalLong.empty());
    }

    static Place row(long line, long record) {
        return new Place(OptionalLong.of(line), OptionalLong.of(record), OptionalLong.empty());
    }

    Place atByte(long offset) {
        return new Place(line, record, OptionalLong.of(offset));
    }

    ReportedError error(
            ErrorCode code, Optional<String> rule, Optional<String> column, Optional<String> value, String message) {
        return new ReportedError(code, rule, line, record, byteOffset, column, value, message);
    }
}
