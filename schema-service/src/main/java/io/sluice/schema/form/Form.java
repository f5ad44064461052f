package io.sluice.schema.form;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.web.json.StrictBodies;
import io.sluice.web.problem.JsonProblems;
import io.sluice.web.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON body together with the keys that were sent: a key left out and a key set to null differ.
///
/// @param given the keys of the body's top level, as sent
public record Form<B>(B body, Set<String> given) {
    private static final ObjectMapper STRICT = StrictBodies.strict(SluiceJson.mapper());

    public Form {
        given = Set.copyOf(given);
    }

    /// Reads a body; an absent one counts as empty.
    ///
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 for bad JSON, unknown keys, values of a wrong
    /// type
    public static <B> Form<B> read(byte @Nullable [] json, Class<B> type) {
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
}
