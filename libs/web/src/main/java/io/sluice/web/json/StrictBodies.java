package io.sluice.web.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/// Reads the bodies of requests strictly: unknown and repeated keys, wrong types, text after the end and
/// whatever [StrictJsonFactory] refuses.
///
/// The lenient mapper reads events and the answers of other services, so that their writers may add keys.
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class StrictBodies implements ContextResolver<ObjectMapper> {
    /// How many names, values, brackets and braces a body may have. Each makes an object in memory, and the
    /// largest body has room for three times as many.
    public static final long MAX_PARTS = 100_000;

    /// How deep the objects and lists of a body may be nested.
    public static final int MAX_DEPTH = 64;

    private final ObjectMapper strict;

    public StrictBodies(ObjectMapper lenient) {
        strict = strict(lenient);
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return strict;
    }

    /// A copy of the mapper that refuses what it does not know.
    public static ObjectMapper strict(ObjectMapper lenient) {
        var mapper = new StrictMapper(lenient)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxTokenCount(MAX_PARTS)
                        .maxNestingDepth(MAX_DEPTH)
                        .build());
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Integer)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Float)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Boolean)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
        return mapper;
    }

    /// `copyWith` of the base class refuses to copy mappers of other classes, e.g. `JsonMapper`.
    private static final class StrictMapper extends ObjectMapper {
        private static final long serialVersionUID = 1L;

        StrictMapper(ObjectMapper lenient) {
            super(lenient, new StrictJsonFactory());
        }
    }
}
