package io.sluice.web.parameter;

import io.sluice.contracts.file.DataDate;
import io.sluice.web.problem.Problems;
import org.jspecify.annotations.Nullable;

/// Insists on data dates in query parameters.
public final class DataDates {
    private DataDates() {}

    /// The parameter's value, or a 400 that names the parameter when it is missing.
    public static DataDate required(String parameter, @Nullable DataDate value) {
        if (value == null) {
            throw Problems.badRequest(
                    "The query parameter %s is missing, expected a data date YYYYMMDD, e.g. %s=20200125."
                            .formatted(parameter, parameter));
        }
        return value;
    }
}
