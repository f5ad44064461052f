package io.sluice.schema.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.web.security.Roles;
import io.smallrye.jwt.build.Jwt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The command `admin-token`: has schema-service issue a token, for whoever can read the signing key.
/// That is how the first administrator gets one.
///
/// It signs a token that lasts a minute and asks `POST /v1/admin/tokens` with it, so that the token which
/// it prints is listed and can be revoked like all others.
public final class AdminToken {
    private static final Duration OWN_LIFETIME = Duration.ofMinutes(1);
    private static final Set<String> OPTIONS = Set.of("--name", "--role", "--days", "--uid", "--key", "--url", "--ca");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public AdminToken(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    public static void main(String[] words) throws InterruptedException {
        System.exit(new AdminToken(System.getenv(), System.out, System.err).run(List.of(words)));
    }

    /// The process's status: 0 when the token stands on the output, 1 when there is none, 2 for wrong
    /// words.
    public int run(List<String> words) throws InterruptedException {
        Map<String, String> options;
        try {
            options = options(words);
        } catch (IllegalArgumentException wrong) {
            err.println("admin-token: " + wrong.getMessage());
            return 2;
        }
        var url = option(options, "--url", "SLUICE_SCHEMA_SERVICE_URL")
                .orElseGet(() -> "http://127.0.0.1:" + environment.getOrDefault("QUARKUS_HTTP_PORT", "8081"));
        try {
            var key = new SigningKey(option(options, "--key", "SMALLRYE_JWT_SIGN_KEY_LOCATION"));
            var request = HttpRequest.newBuilder(URI.create(url + "/v1/admin/tokens"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Authorization", "Bearer " + own(key))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(form(options))))
                    .build();
            try (var client = client(option(options, "--ca", "SLUICE_CA_FILE"))) {
                return print(url, client.send(request, BodyHandlers.ofString()));
            }
        } catch (IOException unreachable) {
            err.printf("admin-token: schema-service does not answer at %s: %s%n", url, unreachable);
            return 1;
        } catch (IllegalStateException | IllegalArgumentException noKey) {
            err.println("admin-token: " + noKey.getMessage());
            return 1;
        }
    }

    private static HttpClient client(Optional<String> authorities) throws IOException {
        var client = HttpClient.newBuilder();
        if (authorities.isPresent()) {
            client.sslContext(trusting(authorities.get()));
        }
        return client.build();
    }

    /// @param authorities PEM files, with commas; they take the place of the JVM's
    private static SSLContext trusting(String authorities) throws IOException {
        try {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (var file : authorities.split(",", -1)) {
                try (var pem = new ByteArrayInputStream(read(Path.of(file.strip())))) {
                    for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                        store.setCertificateEntry(Integer.toString(store.size()), authority);
                    }
                }
            }
            if (store.size() == 0) {
                throw new IllegalArgumentException("--ca %s has no certificate, expected PEM".formatted(authorities));
            }
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalArgumentException(
                    "--ca %s cannot be read as PEM certificates: %s".formatted(authorities, unusable.getMessage()),
                    unusable);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--ca %s cannot be read: %s".formatted(file, unreadable), unreadable);
        }
    }

    private int print(String url, java.net.http.HttpResponse<String> answer) throws IOException {
        JsonNode document = JSON.readTree(answer.body());
        if (answer.statusCode() != 201) {
            err.printf(
                    "admin-token: schema-service at %s answers %d: %s%n",
                    url, answer.statusCode(), document.path("detail").asText());
            return 1;
        }
        err.printf(
                "admin-token: token %s of role %s for \"%s\" is valid until %s%n",
                document.path("token_id").asText(),
                document.path("role").asText(),
                document.path("name").asText(),
                Instant.ofEpochSecond(document.path("expires_at").asLong()));
        out.println(document.path("token").asText());
        return 0;
    }

    private static Map<String, String> options(List<String> words) {
        var options = new HashMap<String, String>();
        var rest = new ArrayDeque<>(words);
        while (!rest.isEmpty()) {
            var name = rest.removeFirst();
            if (!OPTIONS.contains(name)) {
                throw new IllegalArgumentException(
                        "unknown word '%s', expected --name NAME, --role ROLE, --days N, --uid N, --key FILE, --url URL, --ca FILE"
                                .formatted(name));
            }
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("%s has no value".formatted(name));
            }
            options.put(name, rest.removeFirst());
        }
        for (var number : List.of("--days", "--uid")) {
            var value = options.get(number);
            if (value != null && !value.matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException("%s is '%s', expected a number".formatted(number, value));
            }
        }
        return options;
    }

    private static Map<String, Object> form(Map<String, String> options) {
        var form = new HashMap<String, Object>();
        form.put("name", options.getOrDefault("--name", "platform-team"));
        form.put("role", options.getOrDefault("--role", Roles.ADMIN));
        putNumber(form, "uid", options.get("--uid"));
        if (options.containsKey("--days")) {
            var days = Duration.ofDays(Long.parseLong(options.get("--days")));
            // The service's clock may be a little behind.
            form.put("expires_at", Instant.now().plus(days).minus(OWN_LIFETIME).getEpochSecond());
        }
        return form;
    }

    private static void putNumber(Map<String, Object> form, String key, @Nullable String value) {
        if (value != null) {
            form.put(key, Long.valueOf(value));
        }
    }

    private Optional<String> option(Map<String, String> options, String name, String variable) {
        return Optional.ofNullable(options.get(name)).or(() -> Optional.ofNullable(environment.get(variable)));
    }

    private String own(SigningKey key) {
        return Jwt.issuer(environment.getOrDefault("MP_JWT_VERIFY_ISSUER", "https://sluice.local"))
                .audience(environment.getOrDefault("MP_JWT_VERIFY_AUDIENCES", "sluice"))
                .upn("admin-token")
                .groups(Roles.ADMIN)
                .claim("jti", UUID.randomUUID().toString())
                .expiresIn(OWN_LIFETIME)
                .jws()
                .keyId(key.publicKey().getKeyId())
                .sign(key.privateKey());
    }
}
