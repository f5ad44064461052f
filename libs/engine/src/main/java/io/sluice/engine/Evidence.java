package io.sluice.engine;

import io.sluice.engine.value.CodePoints;

/// The bytes around a fault, which say what is likely wrong. Valid while the fault is reported.
///
/// @param bytes the record up to the fault, and bytes after it; not more than `length` of them
/// @param position of the fault
/// @param openedAt where the cell with the last opening quote begins
@SuppressWarnings("ArrayRecordComponent") // a view for one call, never compared
record Evidence(byte[] bytes, int length, int position, int openedAt) {
    /// The byte so many places after the fault, -1 beyond the end.
    int at(int distance) {
        int index = position + distance;
        return index < length ? bytes[index] & 0xFF : -1;
    }

    /// The last index up to `to` at which no character is cut.
    int wellFormedEnd(int from, int to) {
        int lead = to - 1;
        while (lead > from && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        return lead >= from && lead + CodePoints.length(bytes[lead]) > to ? lead : to;
    }
}
