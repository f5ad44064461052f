package io.sluice.data.manifest;

import io.sluice.web.answer.AnswerLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How clients get the files of data sets.
@ConfigMapping(prefix = "sluice.data-files")
interface ManifestConfig {
    /// The address at which clients reach `/data-files`, e.g. `https://sluice.example.com`: that of the
    /// gateway.
    URI publicUrl();

    /// The secret that signs the addresses of data files, at least 32 random characters. All instances have
    /// the same. It may be that of `sluice.batch.signing-key`.
    String signingKey();

    /// The previous `signing-key`, whose addresses stay valid until they expire.
    Optional<String> previousSigningKey();

    /// How many data files of all accounts each instance sends at the same time. Each holds a thread and a
    /// connection to the object store. A further one is answered 503.
    @WithDefault("64")
    int downloads();

    /// How many data files of one account each instance sends at the same time. A further one is answered
    /// 429.
    @WithDefault("16")
    int downloadsPerAccount();

    /// How long the reader of a data file may pause. Then the connection is closed.
    @WithDefault("60s")
    Duration downloadIdleTimeout();

    /// How long a download may take. Then the connection is closed.
    @WithDefault("60m")
    Duration downloadTimeout();

    default AnswerLimits downloadLimits() {
        return new AnswerLimits(downloadIdleTimeout(), downloadTimeout());
    }
}
