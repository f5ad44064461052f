package io.sluice.devstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class EmbeddedObjectStoreIT {

    @Test
    void comesBackAfterAKillAndRefusesStrangers() throws Exception {
        try (EmbeddedObjectStore store = EmbeddedObjectStore.temporary().start();
                HttpClient client = HttpClient.newHttpClient()) {
            store.kill();
            store.start();

            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(store.endpoint() + "/sluice?list-type=2"))
                            .build(),
                    BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
        }
    }
}
