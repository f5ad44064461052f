package io.sluice.engine.batch;

import io.sluice.engine.gzip.UnpackLimits;

/// The limits of one batch.
///
/// @param maxLineBytes bytes of one line without its end
/// @param maxDepth how deep objects and arrays may be nested; the record itself is at depth 1
/// @param maxValueLength code points that a message shows of a value
public record BatchLimits(UnpackLimits unpack, int maxLineBytes, int maxDepth, int maxValueLength) {
    public static final BatchLimits DEFAULTS = new BatchLimits(UnpackLimits.DEFAULTS, 1 << 20, 64, 100);

    public BatchLimits {
        if (maxLineBytes < 1 || maxDepth < 1 || maxValueLength < 1) {
            throw new IllegalArgumentException("the limits are %d, %d and %d, expected 1 or more"
                    .formatted(maxLineBytes, maxDepth, maxValueLength));
        }
    }
}
