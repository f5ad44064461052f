package io.sluice.batch.killed;

import io.sluice.contracts.account.AccountId;
import io.sluice.devstack.parts.TestKafka;
import io.sluice.devstack.parts.TestObjectStore;
import io.sluice.devstack.parts.TestPostgres;
import io.sluice.devstack.parts.service.PackagedService;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The packaged service with a database of its own, started and killed several times in a row.
final class KillableService implements AutoCloseable {
    private final TestPostgres.Database database = TestPostgres.newDatabase();
    private final PackagedService packaged = new PackagedService(PackagedService.JAR, Path.of("target"))
            .kafka(TestKafka.bootstrapServers())
            .objectStore(TestObjectStore.endpoint())
            .database(database.jdbcUrl(), database.reactiveUrl());
    private Optional<Process> process = Optional.empty();

    String url() {
        return packaged.url();
    }

    String token(AccountId account) {
        return Jwt.issuer("https://sluice.local")
                .audience("sluice")
                .upn(account.value())
                .groups("tenant")
                .claim("accuid", account.value())
                .claim("scope", "read write")
                .claim("jti", "token-of-" + account)
                .expiresIn(Duration.ofHours(2))
                .sign(packaged.tokenKey().getPrivate());
    }

    /// Its consumers have a group of their own: what is left of a killed one would hold up those of other
    /// tests.
    void start() throws IOException {
        process = Optional.of(packaged.start(
                Map.of(
                        "QUARKUS_DATASOURCE_USERNAME", database.user(),
                        "QUARKUS_DATASOURCE_PASSWORD", database.user(),
                        "SLUICE_BATCH_PUBLIC_URL", url(),
                        "SLUICE_BATCH_SIGNING_KEY", "a-signing-key-for-tests-which-is-long-enough",
                        "SLUICE_BATCH_UPLOAD_SWEEP", "500ms",
                        "SLUICE_BATCH_REQUESTS_PER_MINUTE", "1000000",
                        "MP_MESSAGING_INCOMING_USAGE_MEASURED_GROUP_ID", "killed",
                        "MP_MESSAGING_INCOMING_BATCH_PROGRESS_GROUP_ID", "killed",
                        "MP_MESSAGING_INCOMING_BATCH_FINISHED_GROUP_ID", "killed"),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1"));
    }

    /// SIGKILL: nothing is finished.
    void kill() throws InterruptedException {
        var killed = process.orElseThrow().destroyForcibly();
        if (!killed.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process does not end");
        }
    }

    @Override
    public void close() {
        process.ifPresent(Process::destroyForcibly);
    }
}
