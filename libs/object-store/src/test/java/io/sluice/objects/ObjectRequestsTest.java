package io.sluice.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class ObjectRequestsTest {
    private final ObjectRequests requests = new ObjectRequests("sluice");

    @Test
    void brokenConnectionIsAnUnavailableStore() {
        var failure = assertThrows(
                ObjectStoreUnavailableException.class,
                () -> requests.run("write reports/acme/1.json", () -> {
                    throw new UncheckedIOException(new IOException("Connection reset"));
                }));

        assertEquals(
                "the object store cannot write reports/acme/1.json in bucket sluice: java.io.IOException: Connection reset",
                failure.getMessage());
    }

    @Test
    void silentStoreIsAnUnavailableStore() {
        var failure = assertThrows(
                ObjectStoreUnavailableException.class,
                () -> requests.run("read reports/acme/1.json", () -> {
                    throw SdkClientException.create("Read timed out");
                }));

        assertEquals(
                "the object store cannot read reports/acme/1.json in bucket sluice: Read timed out",
                failure.getMessage());
    }
}
