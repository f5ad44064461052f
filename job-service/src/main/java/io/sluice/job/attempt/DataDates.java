package io.sluice.job.attempt;

import io.sluice.contracts.file.DataDate;
import io.sluice.kit.problem.Problems;
import org.jspecify.annotations.Nullable;

/// Reads data dates out of query parameters; what is no date is a 400 that names the parameter.
final class DataDates {
    private DataDates() {}

    static DataDate required(String parameter, @Nullable String text) {
        if (text == null) {
            throw Problems.badRequest(
                    "The query parameter %s is missing, expected a data date YYYYMMDD, e.g. %s=20200125."
                            .formatted(parameter, parameter));
        }
        return read(parameter, text);
    }

    static DataDate read(String parameter, String text) {
        return DataDate.of(text)
                .orElseThrow(() -> Problems.badRequest(
                        "%s is \"%s\", expected a day of the calendar from 19000101 on as YYYYMMDD, e.g. 20200125."
                                .formatted(parameter, text)));
    }
}
