package io.sluice.batch.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.web.json.StrictBodies;
import io.sluice.web.problem.JsonProblems;
import io.sluice.web.problem.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/// The body of an allocation: `{"checksum": "<MD5 in hex>", "size": <bytes>}`. Published clients send the
/// size as a text of digits, too, and other keys, which mean nothing here.
final class AllocationParameters {
    private static final ObjectMapper STRICT = ofAnyNumber(StrictBodies.strict(SluiceJson.mapper()));
    private static final int LONGEST_SHOWN = 100;

    private AllocationParameters() {}

    /// @param maxSize of a file, in bytes
    /// @throws io.quarkiverse.resteasy.problem.HttpProblem 400 that names the field; 413 for a large file
    static AnnouncedFile read(byte[] json, long maxSize) {
        var body = parse(json);
        if (!body.isObject()) {
            throw Problems.badRequest(
                    "The body is no JSON object, expected {\"checksum\": \"<MD5 in hex>\", \"size\": <bytes>}.");
        }
        return new AnnouncedFile(checksum(body.path("checksum")), size(body.path("size"), maxSize));
    }

    /// A size of a thousand digits is too large, not a mistake in the JSON.
    private static ObjectMapper ofAnyNumber(ObjectMapper mapper) {
        var factory = mapper.getFactory();
        factory.setStreamReadConstraints(factory.streamReadConstraints()
                .rebuild()
                .maxNumberLength(Math.toIntExact(BatchResource.BODY.bytes()))
                .build());
        return mapper;
    }

    private static JsonNode parse(byte[] json) {
        try {
            var body = STRICT.readTree(json);
            if (body.isMissingNode()) {
                throw Problems.badRequest("The body is empty, expected a JSON object.");
            }
            return body;
        } catch (JsonProcessingException refused) {
            throw JsonProblems.of(refused);
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory failed", impossible);
        }
    }

    private static Md5 checksum(JsonNode sent) {
        if (sent.isMissingNode() || sent.isNull()) {
            throw Problems.badRequest("checksum is missing, expected the MD5 of the file as 32 hex digits.");
        }
        if (!sent.isTextual()) {
            throw Problems.badRequest("checksum is no text, expected the MD5 of the file as 32 hex digits.");
        }
        return Md5.ofHex(sent.textValue())
                .orElseThrow(
                        () -> Problems.badRequest("checksum is \"%s\", expected the MD5 of the file as 32 hex digits."
                                .formatted(shown(sent.textValue()))));
    }

    private static long size(JsonNode sent, long maxSize) {
        if (sent.isMissingNode() || sent.isNull()) {
            throw Problems.badRequest("size is missing, expected the length of the file in bytes.");
        }
        var digits = sent.isIntegralNumber() || sent.isTextual() ? sent.asText() : "";
        if (!digits.matches("0*[1-9][0-9]*")) {
            throw Problems.badRequest("size is %s, expected the length of the file in bytes, at least 1."
                    .formatted(sent.isValueNode() ? shown(sent.toString()) : "no number"));
        }
        var significant = digits.replaceFirst("^0+", "");
        if (significant.length() > 18 || Long.parseLong(significant) > maxSize) {
            throw Problems.tooLarge(String.format(
                    Locale.ROOT,
                    "size is %s, expected at most %,d bytes (%d MiB compressed). Split the records over several batches.",
                    shown(significant),
                    maxSize,
                    maxSize >> 20));
        }
        return Long.parseLong(significant);
    }

    private static String shown(String text) {
        var printable = text.codePoints()
                .limit(LONGEST_SHOWN)
                .map(c -> Character.isISOControl(c) ? '\uFFFD' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return printable.length() < text.length() ? printable + "…" : printable;
    }
}
