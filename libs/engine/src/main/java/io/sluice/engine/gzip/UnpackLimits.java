package io.sluice.engine.gzip;

/// How much a gzip file may become.
///
/// @param maxBytes bytes of all its members together, unpacked
/// @param maxRatio unpacked bytes for each byte of the whole file; it counts from [#FREE_BYTES] on, since a
/// small file of similar lines is no attack
public record UnpackLimits(long maxBytes, int maxRatio) {
    public static final UnpackLimits DEFAULTS = new UnpackLimits(2L << 30, 200);

    /// Unpacked bytes up to which any ratio is fine.
    static final long FREE_BYTES = 1 << 20;

    public UnpackLimits {
        if (maxBytes < 1 || maxRatio < 1) {
            throw new IllegalArgumentException(
                    "the limits are %d bytes and a ratio of %d, expected 1 or more".formatted(maxBytes, maxRatio));
        }
    }

    /// Whether the file unpacks to too many bytes for its size. The ratio of its beginning says little: it
    /// may be denser than the rest.
    boolean isExploding(long unpacked, long fileBytes) {
        return unpacked > FREE_BYTES && unpacked / maxRatio > fileBytes;
    }
}
