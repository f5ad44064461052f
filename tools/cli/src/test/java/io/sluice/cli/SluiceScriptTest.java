package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.process.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the script answers by itself, without a build.
class SluiceScriptTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "up", "admin-token", "test", "bench", "faults", "build"})
    void explainsEachCommand(String command) throws Exception {
        var help = run(command, "--help");

        assertThat(help.status()).isZero();
        assertThat(help.output()).startsWith("./sluice " + command);
    }

    @Test
    void explainsACommandAlsoBehindItsOptions() throws Exception {
        var help = run("up", "--port-base", "9000", "-h");

        assertThat(help.status()).isZero();
        assertThat(help.output()).contains("--without SERVICE");
    }

    @Test
    void refusesWrongOptionsWithTwo() throws Exception {
        assertThat(run("up", "--fast")).isEqualTo(new Answer(2, """
                sluice: unknown option '--fast', expected --pickup, --sftp, --port-base, --data-dir, --env-file, --config or --without
                Try ./sluice help
                """));
        assertThat(run("up", "--port-base", "x"))
                .isEqualTo(new Answer(2, "sluice: --port-base x, expected a number\nTry ./sluice help\n"));
    }

    @Test
    void refusesAuthoritiesThatAreNone() throws Exception {
        var missing = folder.resolve("missing.pem");
        var text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");

        for (var file : List.of(missing, text)) {
            assertThat(run("admin-token", "--ca", file.toString()))
                    .isEqualTo(
                            new Answer(
                                    1,
                                    "sluice: " + file
                                            + " has no certificate that can be read, expected a PEM file with authorities of TLS\n"));
        }
    }

    @Test
    void takesTheAuthoritiesOfTheDataFolder() throws Exception {
        Files.writeString(
                folder.resolve("doctor.properties"),
                "quarkus.tls.outgoing.trust-store.pem.certs=" + folder.resolve("of-the-stack.pem") + "\n");

        assertThat(run("admin-token", "--data-dir", folder.toString()).output())
                .startsWith("sluice: " + folder.resolve("of-the-stack.pem") + " has no certificate");
    }

    @Test
    void removesTheEnvFileOfAKilledRunBeforeAnythingElse() throws Exception {
        var file = Files.writeString(folder.resolve("sluice.env"), "SLUICE_URL='of a killed run'\n");

        run("up", "--env-file", file.toString(), "--fast");

        assertThat(file).doesNotExist();
    }

    private record Answer(int status, String output) {}

    private static Answer run(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(Checkout.root().resolve("sluice").toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }
}
