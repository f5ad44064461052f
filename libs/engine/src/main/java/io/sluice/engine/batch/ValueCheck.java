package io.sluice.engine.batch;

import com.fasterxml.jackson.core.JsonToken;

/// Checks what stands at one place in records. Belongs to one run; not thread-safe.
sealed interface ValueCheck permits ScalarCheck, ObjectCheck, AnyObjectCheck, ArrayCheck {
    /// Reads the value whose first token is given and writes it as it is kept. What is written for a value
    /// that is not present must be dropped.
    Presence read(JsonToken first, RecordTokens json, RecordPass pass) throws UnreadableLine;
}
