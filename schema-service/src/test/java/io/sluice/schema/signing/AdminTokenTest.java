package io.sluice.schema.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.devstack.parts.tls.HttpsService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The command and a schema-service that serves HTTPS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminTokenTest {
    private static final String ISSUED = """
            {"token": "t0ken", "token_id": "1", "role": "admin", "name": "Mei Lin", "expires_at": 1}
            """;

    @TempDir
    private static Path folder;

    private final CertificateAuthority authority = CertificateAuthority.temporary();
    private Path key;
    private HttpsService server;

    @BeforeAll
    void start() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        key = Files.writeString(
                folder.resolve("private.pem"),
                "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
                        .formatted(Base64.getMimeEncoder()
                                .encodeToString(
                                        generator.generateKeyPair().getPrivate().getEncoded())));
        server = HttpsService.start(authority.issue("server", "dns:localhost"), "/v1/admin/tokens", 201, ISSUED);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void trustsTheAuthorityOfTheOption() throws Exception {
        var run = run("localhost", Map.of(), "--ca", authority.certificate().toString());

        assertThat(run.status).isZero();
        assertThat(run.out).isEqualTo("t0ken\n");
    }

    @Test
    void trustsTheAuthorityOfTheEnvironment() throws Exception {
        var run = run(
                "localhost", Map.of("SLUICE_CA_FILE", authority.certificate().toString()));

        assertThat(run.status).isZero();
    }

    @Test
    void sendsNothingToAServiceOfAnotherAuthority() throws Exception {
        var other = CertificateAuthority.temporary().certificate().toString();

        assertRefused(run("localhost", Map.of(), "--ca", other), "unable to find valid certification path");
    }

    @Test
    void sendsNothingToAServiceWithTheCertificateOfAnotherHost() throws Exception {
        assertRefused(
                run("127.0.0.1", Map.of(), "--ca", authority.certificate().toString()),
                "No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void saysThatAnAuthorityCannotBeRead() throws Exception {
        var text = Files.writeString(folder.resolve("text.pem"), "no certificate\n");

        assertRefused(run("localhost", Map.of(), "--ca", "/nowhere/ca.crt"), "--ca /nowhere/ca.crt cannot be read: ");
        assertRefused(run("localhost", Map.of(), "--ca", text.toString()), "--ca " + text);
    }

    private void assertRefused(Run run, String reason) {
        assertThat(run.status).isEqualTo(1);
        assertThat(run.out).isEmpty();
        assertThat(run.err).startsWith("admin-token: ").contains(reason);
        assertThat(run.requests).isZero();
    }

    private Run run(String host, Map<String, String> environment, String... words) throws Exception {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var before = server.requests();
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--key", key.toString()));
        all.addAll(List.of("--url", server.uri(host).toString()));
        var status = new AdminToken(
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(all);
        return new Run(
                status,
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8),
                server.requests() - before);
    }

    private record Run(int status, String out, String err, int requests) {}
}
