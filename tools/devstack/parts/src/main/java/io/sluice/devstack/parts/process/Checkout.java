package io.sluice.devstack.parts.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The folders of this checkout and of its built modules.
public final class Checkout {

    private Checkout() {}

    /// The checkout's root: system property `sluice.home`, else the nearest folder above that contains
    /// `.mvn`.
    public static Path root() {
        String home = System.getProperty("sluice.home");
        if (home != null) {
            return Path.of(home);
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder above " + start
                + " holds .mvn: run inside the checkout, or set the system property sluice.home to it");
    }

    /// The class path of a module with jars in `target/lib`: its classes first, then the jars by name.
    public static List<Path> classPath(String module) {
        Path target = root().resolve(module).resolve("target");
        Path jars = target.resolve("lib");
        if (!Files.isDirectory(jars)) {
            throw new IllegalStateException(jars + " is missing: build the module once (./mvnw -Dquick=true -pl "
                    + module + " process-classes)");
        }
        try (Stream<Path> files = Files.list(jars)) {
            return Stream.concat(Stream.of(target.resolve("classes")), files.sorted())
                    .toList();
        } catch (IOException cause) {
            throw new UncheckedIOException(jars + " cannot be listed", cause);
        }
    }
}
