package io.sluice.validator.dryrun;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.engine.Delimiter;
import io.sluice.web.problem.Problems;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads the headers of a dry run: the format of its body and the format of the report.
final class DryRunParameters {
    private static final MediaType CSV = new MediaType("text", "csv");
    private static final MediaType TSV = new MediaType("text", "tab-separated-values");

    private DryRunParameters() {}

    /// The format of the report in the response.
    enum ReportFormat {
        JSON,
        CSV
    }

    /// The delimiter for a Content-Type.
    static Delimiter delimiter(@Nullable String contentType) {
        if (contentType == null) {
            throw Problems.unsupportedMediaType(
                    "The request has no Content-Type, expected text/csv or text/tab-separated-values.");
        }
        var type = parsed(contentType);
        var charset = type.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!charset.toLowerCase(Locale.ROOT).equals("utf-8")) {
            throw Problems.unsupportedMediaType("The charset is %s, expected utf-8.".formatted(charset));
        }
        if (sameType(type, CSV)) {
            return Delimiter.COMMA;
        }
        if (sameType(type, TSV)) {
            return Delimiter.TAB;
        }
        throw unsupported(contentType);
    }

    /// The first format that the client accepts, in its order of preference; JSON if it accepts any.
    static ReportFormat reportFormat(List<MediaType> accepted) {
        for (var type : accepted) {
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return ReportFormat.JSON;
            }
            if (type.isCompatible(CSV)) {
                return ReportFormat.CSV;
            }
        }
        throw HttpProblem.builder()
                .withStatus(406)
                .withTitle("Not Acceptable")
                .withDetail("The report comes as application/json or text/csv, not as %s."
                        .formatted(accepted.isEmpty() ? "nothing" : accepted.getFirst()))
                .build();
    }

    private static MediaType parsed(String contentType) {
        try {
            return MediaType.valueOf(contentType);
        } catch (IllegalArgumentException malformed) {
            throw unsupported(contentType);
        }
    }

    private static boolean sameType(MediaType one, MediaType other) {
        return one.getType().equalsIgnoreCase(other.getType())
                && one.getSubtype().equalsIgnoreCase(other.getSubtype());
    }

    private static HttpProblem unsupported(String contentType) {
        return Problems.unsupportedMediaType(
                "The Content-Type is %s, expected text/csv or text/tab-separated-values.".formatted(contentType));
    }
}
