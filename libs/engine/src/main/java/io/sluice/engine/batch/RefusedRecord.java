package io.sluice.engine.batch;

import java.util.Optional;

/// A record that is not imported, with its first error.
///
/// @param line from 1
/// @param ref in lower case; empty when the record has none that can be read
/// @param errorCount errors that were found, this one included. Required fields and the key are looked at
/// only when the fields that are there have no error
/// @param column the path of the field, `identifiers[].provider`
/// @param rule name of the violated constraint; only with [RecordError#CONSTRAINT_ERROR]
/// @param message starts with the plain sentence of the error; never shows a value of a sensitive field
public record RefusedRecord(
        long line,
        Optional<String> ref,
        RecordError error,
        int errorCount,
        Optional<String> column,
        Optional<String> rule,
        String message) {}
