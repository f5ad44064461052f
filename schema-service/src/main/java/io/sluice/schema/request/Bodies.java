package io.sluice.schema.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.schema.form.Form;
import io.sluice.web.json.StrictBodies;
import io.sluice.web.problem.JsonProblems;
import io.sluice.web.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the bodies of requests.
public final class Bodies {
    /// The largest body of every request but changes of schemas.
    private static final int LARGEST = 64 * 1024;

    private static final ObjectMapper STRICT = StrictBodies.strict(SluiceJson.mapper());

    private Bodies() {}

    /// Reads a JSON object with the keys that were sent.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for an empty body, bad JSON, unknown keys,
    /// values of a wrong type; 413 for a large body
    public static <B> Form<B> form(byte @Nullable [] json, Class<B> type) {
        if (json != null && json.length > LARGEST) {
            throw Problems.tooLarge("The body has %d bytes, expected at most %d.".formatted(json.length, LARGEST));
        }
        return parse(json, type);
    }

    /// As [#form], for a body of any size. The pass that collects the keys counts the parts of the body, too,
    /// before anything is made of them.
    static <B> Form<B> parse(byte @Nullable [] json, Class<B> type) {
        if (json == null || json.length == 0) {
            throw Problems.badRequest("The body is empty, expected a JSON object.");
        }
        try {
            var given = keys(json);
            return new Form<>(STRICT.readValue(json, type), given);
        } catch (JsonProcessingException refused) {
            throw JsonProblems.of(refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    private static Set<String> keys(byte[] json) throws IOException {
        var keys = new HashSet<String>();
        try (var parser = STRICT.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                throw Problems.badRequest("The body is no JSON object, expected one in braces { }.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                keys.add(parser.currentName());
                parser.nextToken();
                parser.skipChildren();
            }
        }
        return keys;
    }

    /// Reads a JSON object in which an absent key and null mean the same.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 like [#form]
    public static <B> B read(byte @Nullable [] json, Class<B> type) {
        return form(json, type).body();
    }
}
