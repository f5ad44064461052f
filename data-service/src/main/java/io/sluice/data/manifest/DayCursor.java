package io.sluice.data.manifest;

import io.sluice.contracts.file.DataDate;
import io.sluice.web.parameter.OpaqueText;
import java.util.Optional;

/// Where a page of days ended, as opaque text.
final class DayCursor {
    private static final String PREFIX = "before:";

    private DayCursor() {}

    static String after(DataDate last) {
        return OpaqueText.write(PREFIX + last);
    }

    /// The last day of the previous page; empty when the text is no cursor.
    static Optional<DataDate> read(String text) {
        return OpaqueText.read(text)
                .filter(plain -> plain.startsWith(PREFIX))
                .flatMap(plain -> DataDate.of(plain.substring(PREFIX.length())));
    }
}
