package io.sluice.schema.signing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The change from one signing key to the next.
@ConfigMapping(prefix = "sluice.signing")
interface KeyRotationConfig {
    /// The public halves (PEM) of further signing keys. The key set has them beside the present one: the
    /// previous key, so that tokens which it signed stay valid, or the next one, so that services know it
    /// before it signs.
    Optional<List<Path>> furtherPublicKeyFiles();
}
