package io.sluice.validator.memory;

import io.sluice.engine.key.KeyMemory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;

/// Creates the memory for unique values from the configuration.
@ApplicationScoped
class UniqueMemoryBeans {

    @Produces
    @Singleton
    UniqueMemory memory(UniqueMemoryConfig config) {
        var directory = config.spillDirectory().orElse(KeyMemory.DEFAULTS.spillDirectory());
        requireFolder(directory);
        return new UniqueMemory(
                config.uniqueMemory().asLongValue(),
                config.dryRunUniqueMemory().asLongValue(),
                Runtime.getRuntime().maxMemory(),
                directory);
    }

    private static void requireFolder(Path directory) {
        if (!Files.isDirectory(directory) || !Files.isWritable(directory)) {
            throw new IllegalArgumentException(
                    "sluice.validation.spill-directory is %s, expected a folder that the service may write to"
                            .formatted(directory));
        }
    }
}
