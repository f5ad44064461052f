package io.sluice.parquet;

/// One entity as it is stored.
///
/// @param value a JSON object
/// @param batch the batch that changed it last, and the line of that batch
/// @param updatedAtMicros microseconds since 1970-01-01T00:00Z
public record EntityRecord(Text key, Text value, Text batch, long line, long updatedAtMicros) {

    /// UTF-8 in a part of an array.
    public static final class Text {
        private final byte[] bytes;
        private final int from;
        private final int length;

        /// The array is not copied.
        public Text(byte[] bytes, int from, int length) {
            if (from < 0 || length < 0 || length > bytes.length - from) {
                throw new IllegalArgumentException(
                        "expected a part of %d bytes but got %d bytes from %d".formatted(bytes.length, length, from));
            }
            this.bytes = bytes;
            this.from = from;
            this.length = length;
        }

        /// All of an array.
        public static Text of(byte[] bytes) {
            return new Text(bytes, 0, bytes.length);
        }

        public byte[] bytes() {
            return bytes;
        }

        public int from() {
            return from;
        }

        public int length() {
            return length;
        }
    }
}
