package io.sluice.data.manifest;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes of a file a request asks for, by its header `Range` (RFC 9110 section 14.2).
sealed interface ByteRange {
    /// One range: `bytes=0-99`, `bytes=100-` or `bytes=-100`.
    Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /// All of them. So is the answer to several ranges, to other units and to text that is no range.
    record Whole() implements ByteRange {}

    /// Some of them.
    ///
    /// @param first from 0
    /// @param last inclusive
    record Part(long first, long last) implements ByteRange {
        long length() {
            return last - first + 1;
        }
    }

    /// The file has none of these bytes.
    record Unsatisfiable() implements ByteRange {}

    /// What a header asks for.
    ///
    /// @param size of the file, at least 1
    static ByteRange of(@Nullable String header, long size) {
        var range = ONE.matcher(header == null ? "" : header.strip());
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            var length = Long.parseLong(range.group(2));
            return length == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size - 1);
        }
        var first = Long.parseLong(range.group(1));
        var last = range.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(range.group(2));
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1));
    }
}
