package io.sluice.web.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.sluice.web.json.StrictBodies;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says what is wrong with a JSON body: which key, what was expected, what came. Values are not repeated,
/// since they may be secret.
public final class JsonProblems {
    private static final Pattern TOKEN = Pattern.compile("JsonToken\\.([A-Z_]+)");
    private static final Pattern SCALAR =
            Pattern.compile("(?:from|coerce) (?:[a-zA-Z]+ )*?(Integer|Floating-point|Number|Boolean|String) value");
    private static final Pattern REPEATED_KEY = Pattern.compile("Duplicate field '([^']*)'");

    private JsonProblems() {}

    /// The problem (400) for a body that Jackson refused.
    public static HttpProblem of(JsonProcessingException refused) {
        return Problems.badRequest(
                switch (refused) {
                    case UnrecognizedPropertyException unknown -> unknownKey(unknown);
                    case InvalidNullException missing ->
                        "A value is needed at %s but it is null or missing.".formatted(path(missing));
                    case ValueInstantiationException unfit -> unfit(unfit);
                    case MismatchedInputException mismatch -> mismatch(mismatch);
                    case InputCoercionException number -> "A number in the JSON body is out of range.";
                    case StreamConstraintsException excess -> excess(excess);
                    case JsonMappingException mapping
                    when mapping.getCause() instanceof InputCoercionException ->
                        "The number at %s is out of range.".formatted(path(mapping));
                    case JsonMappingException mapping
                    when mapping.getCause() instanceof JsonProcessingException cause ->
                        of(cause).getDetail();
                    case JsonMappingException mapping -> "The JSON body cannot be read at %s.".formatted(path(mapping));
                    default -> syntax(refused);
                });
    }

    /// Only Jackson's message says which of its limits it is.
    private static String excess(StreamConstraintsException excess) {
        var message = excess.getOriginalMessage();
        if (message.startsWith("Token count")) {
            return "The JSON body has too many parts, expected at most %d.".formatted(StrictBodies.MAX_PARTS);
        }
        if (message.startsWith("Document nesting depth")) {
            return "The JSON body is nested too deeply, expected at most %d levels.".formatted(StrictBodies.MAX_DEPTH);
        }
        return message.startsWith("Number value length")
                ? "A number in the JSON body has too many digits, expected at most %d."
                        .formatted(StreamReadConstraints.DEFAULT_MAX_NUM_LEN)
                : "A name or a value in the JSON body is too long.";
    }

    private static String unknownKey(UnrecognizedPropertyException unknown) {
        var known = unknown.getKnownPropertyIds();
        return "Unknown key \"%s\"%s.%s"
                .formatted(
                        unknown.getPropertyName(),
                        unknown.getPath().size() > 1 ? " at " + path(unknown) : "",
                        known == null || known.isEmpty()
                                ? ""
                                : " Known keys: "
                                        + known.stream()
                                                .map(String::valueOf)
                                                .sorted()
                                                .collect(Collectors.joining(", ")) + ".");
    }

    private static String unfit(ValueInstantiationException unfit) {
        return unfit.getCause() instanceof IllegalArgumentException reason && reason.getMessage() != null
                ? "The value at %s does not fit: %s.".formatted(path(unfit), reason.getMessage())
                : "The value at %s does not fit.".formatted(path(unfit));
    }

    private static String mismatch(MismatchedInputException mismatch) {
        var message = mismatch.getOriginalMessage();
        if (message.contains("end-of-input")) {
            return "The body is empty, expected a JSON object.";
        }
        return "Expected %s but got %s at %s."
                .formatted(expected(mismatch.getTargetType()), got(mismatch, message), path(mismatch));
    }

    /// Jackson has closed its parser by now, so only its message says what it met.
    private static String got(MismatchedInputException mismatch, String message) {
        var token = TOKEN.matcher(message);
        if (token.find()) {
            return got(JsonToken.valueOf(token.group(1)));
        }
        var scalar = SCALAR.matcher(message);
        if (scalar.find()) {
            return switch (scalar.group(1)) {
                case "Boolean" -> "true or false";
                case "String" -> "text";
                default -> "a number";
            };
        }
        if (mismatch instanceof InvalidFormatException format && format.getValue() != null) {
            return switch (format.getValue()) {
                case String text -> "text";
                case Number number -> "a number";
                case Boolean bool -> "true or false";
                default -> "something else";
            };
        }
        return message.contains("null") ? "null or nothing" : "something else";
    }

    private static String syntax(JsonProcessingException syntax) {
        var at = syntax.getLocation();
        var place = at == null || at.getLineNr() < 0
                ? ""
                : " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        if (syntax instanceof JsonEOFException) {
            return "The body is not valid JSON: it ends too early%s.".formatted(place);
        }
        var message = syntax.getOriginalMessage().lines().findFirst().orElse("");
        if (message.endsWith(".")) {
            return message;
        }
        var repeated = REPEATED_KEY.matcher(message);
        return repeated.find()
                ? "The JSON body has the key \"%s\" twice%s.".formatted(repeated.group(1), place)
                : "The body is not valid JSON%s: %s.".formatted(place, withoutSource(message));
    }

    private static String withoutSource(String message) {
        var source = message.indexOf(" (start marker");
        return source < 0 ? message : message.substring(0, source);
    }

    private static String expected(@Nullable Class<?> type) {
        return switch (type) {
            case null -> "another value";
            case Class<?> t when CharSequence.class.isAssignableFrom(t) || t.isEnum() -> "text";
            case Class<?> t when t == boolean.class || t == Boolean.class -> "true or false";
            case Class<?> t
            when t == int.class || t == Integer.class || t == long.class || t == Long.class -> "a whole number";
            case Class<?> t when t.isPrimitive() || Number.class.isAssignableFrom(t) -> "a number";
            case Class<?> t when Collection.class.isAssignableFrom(t) || t.isArray() -> "a list";
            case Class<?> t
            when Map.class.isAssignableFrom(t)
                    || t.isRecord()
                    || t.getSimpleName().equals("ObjectNode") -> "an object";
            case Class<?> t -> "another value";
        };
    }

    private static String got(JsonToken token) {
        return switch (token) {
            case START_OBJECT, END_OBJECT, FIELD_NAME -> "an object";
            case START_ARRAY, END_ARRAY -> "a list";
            case VALUE_STRING -> "text";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case VALUE_NULL -> "null or nothing";
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> "something else";
        };
    }

    /// The place in JSON terms, `schema[3].type`; `the top` for the body itself.
    private static String path(JsonMappingException refused) {
        var path = new StringBuilder();
        for (var step : refused.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "the top" : path.toString();
    }
}
