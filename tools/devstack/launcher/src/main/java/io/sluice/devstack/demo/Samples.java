package io.sluice.devstack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The demo's sources and files, which are resources beside this class.
public final class Samples {

    /// The usual sources in the order of the spec.
    public static final List<String> SOURCE_TYPES =
            List.of("order", "member", "product", "category", "channel", "redeem", "points");

    private Samples() {}

    /// The body of the request that creates the source.
    public static String source(String sourceType) {
        return new String(read("sources/" + sourceType + ".json"), StandardCharsets.UTF_8);
    }

    /// A file to upload, by its name such as `20200125_order.csv`; corrections are in `corrected/`.
    public static byte[] file(String name) {
        return read("files/" + name);
    }

    private static byte[] read(String name) {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + name + " beside " + Samples.class.getName());
            }
            return in.readAllBytes();
        } catch (IOException cause) {
            throw new UncheckedIOException("sample " + name + " cannot be read", cause);
        }
    }
}
