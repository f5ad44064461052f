package io.sluice.data.manifest;

import io.sluice.contracts.file.JobId;
import io.sluice.data.difference.Position;
import io.sluice.web.parameter.OpaqueText;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a page of rows that differ ended, as opaque text: the next page is of the same versions, also when
/// the day was replaced in between.
///
/// @param from the job of the earlier version
/// @param to the job of the later version
record DifferenceCursor(JobId from, JobId to, Position last) {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{32}):([0-9a-f]{32}):(CHANGED|ADDED|REMOVED):([0-9]{1,9})");

    String write() {
        return OpaqueText.write("%s:%s:%s:%d".formatted(from, to, last.kind(), last.place()));
    }

    /// Empty when the text is no cursor.
    static Optional<DifferenceCursor> read(String text) {
        return OpaqueText.read(text)
                .map(FORM::matcher)
                .filter(parts -> parts.matches())
                .map(parts -> new DifferenceCursor(
                        new JobId(parts.group(1)),
                        new JobId(parts.group(2)),
                        new Position(Position.Kind.valueOf(parts.group(3)), Integer.parseInt(parts.group(4)))));
    }
}
