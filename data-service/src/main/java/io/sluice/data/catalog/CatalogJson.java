package io.sluice.data.catalog;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import org.apache.iceberg.rest.RESTResponse;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.responses.ErrorResponse;

/// Answers as the Iceberg REST protocol writes them. Thread-safe.
final class CatalogJson {
    private static final ObjectMapper JSON = mapper();

    private CatalogJson() {}

    private static ObjectMapper mapper() {
        var mapper = new ObjectMapper()
                .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
        RESTSerializers.registerAll(mapper);
        return mapper;
    }

    static String write(RESTResponse answer) {
        try {
            return JSON.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer of the catalogue cannot be written", impossible);
        }
    }

    /// A refusal.
    ///
    /// @param type the exception that clients throw
    static String error(int status, String type, String message) {
        return write(ErrorResponse.builder()
                .responseCode(status)
                .withType(type)
                .withMessage(message)
                .build());
    }
}
