package io.sluice.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.sluice.batch.parts.Client;
import io.sluice.fixtures.http.RawConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Spec 2: the `Content-Type` of an allocation and of an upload does not matter, even if it is no media type
/// or empty (`curl -H 'Content-Type;'`). On sockets: HTTP clients refuse to send such headers.
@QuarkusTest
class AnyContentTypeIT {
    private static final List<String> NO_TYPES = List.of("gzip", "", "*", "json", "a/b/c", "text/");

    @Test
    void allocates() {
        var client = Client.ofFreshAccount();
        var body = Client.body(Client.file(10)).getBytes(StandardCharsets.UTF_8);

        for (var type : NO_TYPES) {
            var head = "PUT /v2/batches/%s HTTP/1.1\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n"
                    .formatted(UUID.randomUUID(), client.token(), type);

            assertThat(status(head, body)).as(type).isEqualTo(201);
        }
    }

    @Test
    void takesFile() {
        var client = Client.ofFreshAccount();

        for (var type : NO_TYPES) {
            var batch = client.allocated(Client.file(10));
            var head = "PUT %s HTTP/1.1\r\nAccept: gzip\r\nContent-Type: %s\r\n".formatted(batch.location(), type);

            assertThat(status(head, batch.file())).as(type).isEqualTo(200);
        }
    }

    private static int status(String head, byte[] body) {
        try (var connection = RawConnection.to(RestAssured.port, Client.TIMEOUT)) {
            connection.write("%sHost: a\r\nContent-Length: %d\r\n\r\n".formatted(head, body.length));
            connection.write(body);
            return connection.answer().orElseThrow().status();
        }
    }
}
