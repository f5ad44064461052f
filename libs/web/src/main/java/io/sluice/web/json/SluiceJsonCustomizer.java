package io.sluice.web.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import io.sluice.contracts.json.SluiceJson;
import jakarta.inject.Singleton;

/// Sets up the application's mapper like [SluiceJson#mapper()].
@Singleton
final class SluiceJsonCustomizer implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        SluiceJson.configure(mapper);
    }
}
