package io.sluice.web.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/// The keys of a problem below `/v2` that published clients of the Batch API read: they show `message` alone.
///
/// | key | content |
/// |---|---|
/// | `message` | the detail |
/// | `code` | the HTTP status, a number |
/// | `developerMessage` | status, title and detail |
/// | `moreInfo` | where to read on |
public final class PublishedKeys {
    private static final String MORE_INFO = "The chapter Batches of docs/tenants.md describes each answer.";

    private PublishedKeys() {}

    public static Map<String, Object> of(int status, String title, String detail) {
        var keys = new LinkedHashMap<String, Object>();
        keys.put("message", detail);
        keys.put("code", status);
        keys.put("developerMessage", "%d %s: %s".formatted(status, title, detail));
        keys.put("moreInfo", MORE_INFO);
        return keys;
    }
}
