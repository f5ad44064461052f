package io.sluice.parquet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Writes what stands at one place in entities into the columns below it. Each place of a record gives each
/// of these columns one entry, whether there is a value or not.
///
/// A level of repetition says which list goes on with the entry, a level of definition how many of the
/// optional parts around the value are there (Dremel's encoding, Parquet's documentation "Nested Encoding").
///
/// A value of another type than the schema's is from an earlier version of it. It is missing, as in a column
/// whose type has changed.
sealed interface NodeWriter permits ScalarWriter, AnyObjectWriter, StructureWriter, SequenceWriter {
    /// Reads the value whose first token is given to its end.
    void write(JsonToken first, JsonParser json, int repetition) throws IOException;

    /// There is no value here, or nothing around it.
    ///
    /// @param definition of the innermost part that is there
    void writeMissing(int repetition, int definition);
}
