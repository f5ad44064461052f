package io.sluice.validator.data;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Whether accepted rows become data.
@ConfigMapping(prefix = "sluice.data-sets")
interface DataSetsConfig {
    /// Whether the rows of accepted files are written and become the data of their day. Only measurements
    /// switch it off: a day whose file is accepted meanwhile keeps its old data for ever.
    @WithDefault("true")
    boolean enabled();
}
