package io.sluice.data.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataSetConfigTest {
    /// Else a service that finds the key of another one does not start.
    @Test
    void knowsTheKeyOfValidators() {
        var forAll = new PropertiesConfigSource(Map.of("sluice.data-sets.enabled", "false"), "all services", 400);

        var config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DataSetConfig.class)
                .withSources(forAll)
                .build()
                .getConfigMapping(DataSetConfig.class);

        assertThat(config.swaps()).isEqualTo(64);
    }
}
