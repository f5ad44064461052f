package io.sluice.data.manifest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.sluice.data.day.SchemaVersions;
import io.sluice.data.difference.CompareVersions;
import io.sluice.data.difference.ComparisonLimits;
import io.sluice.data.difference.DayFiles;
import io.sluice.web.address.AddressSigner;
import io.sluice.web.address.SignedPaths;
import io.sluice.web.address.SigningKey;
import io.sluice.web.answer.Downloads;
import io.sluice.web.body.FairPermits;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/// Makes the plain classes of this package, and names the path of signed addresses.
@ApplicationScoped
class ManifestBeans {
    private static final Clock CLOCK = Clock.systemUTC();

    @Produces
    @Singleton
    FileLinks links(ManifestConfig config) {
        return new FileLinks(config.publicUrl().toString(), signer(config), CLOCK);
    }

    @Produces
    @Singleton
    TableCredentials credentials(ManifestConfig config) {
        return new TableCredentials(config.publicUrl().toString(), signer(config), CLOCK);
    }

    @Produces
    @Singleton
    Downloads downloads(ManifestConfig config, Vertx vertx) {
        return new Downloads(
                "downloads of data files",
                new FairPermits(config.downloads(), config.downloadsPerAccount()),
                config.downloadLimits(),
                vertx);
    }

    private static AddressSigner signer(ManifestConfig config) {
        return new AddressSigner(
                new SigningKey("sluice.data-files.signing-key", config.signingKey()),
                config.previousSigningKey().map(key -> new SigningKey("sluice.data-files.previous-signing-key", key)),
                CLOCK);
    }

    @Produces
    @Singleton
    CompareVersions compareVersions(DayFiles files, SchemaVersions schemas, DifferenceConfig config) {
        var folder = config.spillDirectory().orElse(Path.of(System.getProperty("java.io.tmpdir")));
        return new CompareVersions(files, schemas, new ComparisonLimits(folder, config.maxRows(), config.timeLimit()));
    }

    void register(@Observes Filters filters) {
        SignedPaths.ignoreHeaders(filters, "/data-files/", "/iceberg/files/");
    }
}
