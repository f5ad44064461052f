package io.sluice.web.parameter;

import io.sluice.contracts.file.DataDate;
import io.sluice.web.problem.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads data dates out of query parameters; what is no date is a 400 that names the parameter.
public final class DataDates {
    private DataDates() {}

    public static DataDate required(String parameter, @Nullable String text) {
        return optional(parameter, text)
                .orElseThrow(() -> Problems.badRequest(
                        "The query parameter %s is missing, expected a data date YYYYMMDD, e.g. %s=20200125."
                                .formatted(parameter, parameter)));
    }

    static Optional<DataDate> optional(String parameter, @Nullable String text) {
        return Optional.ofNullable(text)
                .map(present -> DataDate.of(present)
                        .orElseThrow(() -> Problems.badRequest(
                                "%s is \"%s\", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125."
                                        .formatted(parameter, present))));
    }
}
