package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;

/// The JSON of one line after another, read piece by piece. An object is read by [#nextName] and [#value] in
/// turn until it ends, an array by [#nextItem] and [#value].
sealed interface RecordTokens permits PlainLine, JsonLine {
    /// Begins a line, which is not empty, and enters its object. The line must not change until the next
    /// call.
    void open(byte[] line, int from, int to) throws UnreadableLine;

    /// Expects that nothing follows but blanks.
    void end() throws UnreadableLine;

    /// Whether the next name of the object is this one, which was expected here. If so, it is read. If not,
    /// or if that is not certain, nothing is read.
    ///
    /// @param quoted the name in quotes, with its colon
    boolean nextIs(byte[] quoted);

    /// Reads the next name of the object. False at the object's end, which is read, too.
    boolean nextName() throws UnreadableLine;

    /// The name that was read last, by [#nextName]. Valid until the next call.
    JsonText name() throws UnreadableLine;

    /// Writes the name that was read last, with its colon.
    ///
    /// @param quoted the name in quotes, with its colon
    void writeName(byte[] quoted, JsonBytes out);

    /// Goes on to the next item of the array. False at the array's end, which is read, too.
    boolean nextItem() throws UnreadableLine;

    /// Reads a scalar, or the beginning of an object or array.
    JsonToken value() throws UnreadableLine;

    /// The text of the scalar that was read last. Valid until the next call.
    JsonText text() throws UnreadableLine;

    /// Reads to the end of the value whose first token is given.
    default void skip(JsonToken first) throws UnreadableLine {
        if (first == JsonToken.START_OBJECT) {
            while (nextName()) {
                skip(value());
            }
        } else if (first == JsonToken.START_ARRAY) {
            while (nextItem()) {
                skip(value());
            }
        }
    }
}
