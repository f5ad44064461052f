package io.sluice.web.answer;

import io.sluice.web.problem.Problems;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a client knows already of something that has a strong tag: the headers `If-Match`, `If-None-Match`
/// and `If-Range` of GET and HEAD (RFC 9110 sections 13.1.1, 13.1.2 and 13.1.5).
///
/// A tag that a proxy made weak, because it compressed the answer, is the same for `If-None-Match`.
/// `Request.evaluatePreconditions` takes it for another one.
public final class Conditions {
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
    private static final String ANY = "*";

    private Conditions() {}

    /// Whether the client has it: then the answer is 304, with those headers of the usual answer that say
    /// how it may be stored.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 412 if `If-Match` names other tags alone
    public static boolean isUnchanged(HttpHeaders headers, EntityTag tag) {
        var values = headers.getRequestHeaders();
        return isUnchanged(
                values.getOrDefault(HttpHeaders.IF_MATCH, List.of()),
                values.getOrDefault(HttpHeaders.IF_NONE_MATCH, List.of()),
                tag.getValue());
    }

    /// Whether the answer may be a part: unless `If-Range` names another tag, a weak one, or a date.
    ///
    /// @param ifRange the header; null when there is none
    public static boolean allowPart(@Nullable String ifRange, EntityTag tag) {
        return ifRange == null || ifRange.strip().equals("\"" + tag.getValue() + "\"");
    }

    static boolean isUnchanged(List<String> match, List<String> noneMatch, String tag) {
        if (!match.isEmpty() && !names(match, tag, false)) {
            throw Problems.preconditionFailed(
                    "If-Match does not name \"%s\", the tag of what is here. Get it without If-Match.".formatted(tag));
        }
        return names(noneMatch, tag, true);
    }

    private static boolean names(List<String> headers, String tag, boolean weakly) {
        return headers.stream()
                .anyMatch(header -> header.strip().equals(ANY)
                        || TAG.matcher(header)
                                .results()
                                .anyMatch(named -> named.group(2).equals(tag) && (weakly || named.group(1) == null)));
    }
}
