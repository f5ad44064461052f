package io.sluice.schema.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.schema.form.Form;
import io.sluice.web.json.StrictBodies;
import io.sluice.web.problem.JsonProblems;
import io.sluice.web.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/// Reads the bodies of requests.
public final class Bodies {
    private static final ObjectMapper STRICT = StrictBodies.strict(SluiceJson.mapper());

    private Bodies() {}

    /// Reads a JSON object with the keys that were sent.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for an empty body, bad JSON, unknown keys,
    /// values of a wrong type
    public static <B> Form<B> form(byte @Nullable [] json, Class<B> type) {
        if (json == null || json.length == 0) {
            throw Problems.badRequest("The body is empty, expected a JSON object.");
        }
        try {
            if (!(STRICT.readTree(json) instanceof ObjectNode object)) {
                throw Problems.badRequest("The body is no JSON object, expected one in braces { }.");
            }
            var given = new HashSet<String>();
            object.fieldNames().forEachRemaining(given::add);
            return new Form<>(STRICT.readValue(json, type), given);
        } catch (JsonProcessingException refused) {
            throw JsonProblems.of(refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    /// Reads a JSON object in which an absent key and null mean the same.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 like [#form]
    public static <B> B read(byte @Nullable [] json, Class<B> type) {
        return form(json, type).body();
    }
}
