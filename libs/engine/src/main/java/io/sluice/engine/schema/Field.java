package io.sluice.engine.schema;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A checked field. Immutable.
///
/// @param format a date pattern or the name of a String format, as declared
/// @param missingValues texts that count as a missing value, besides the empty cell
/// @param trueValues words for true in a Boolean cell; empty for the default (`true` in any case, `1`)
/// @param falseValues words for false in a Boolean cell; empty for the default (`false` in any case, `0`)
/// @param timeZone in which a DateTime without a zone is read; empty for UTC
public record Field(
        String name,
        FieldType type,
        Optional<String> description,
        Optional<String> format,
        Constraints constraints,
        List<String> missingValues,
        List<String> trueValues,
        List<String> falseValues,
        Sensitivity sensitivity,
        Optional<ZoneId> timeZone) {

    public Field {
        missingValues = List.copyOf(missingValues);
        trueValues = List.copyOf(trueValues);
        falseValues = List.copyOf(falseValues);
    }
}
