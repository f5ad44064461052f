package io.sluice.objects;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.events.OutgoingTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// A store that closes a connection without an answer.
class BrokenConnectionsTest {

    @Test
    void repeatsARequestWhoseConnectionBroke() throws IOException, InterruptedException, ExecutionException {
        try (var store = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            var requests = new FutureTask<>(() -> serve(store));
            Thread.ofVirtual().start(requests);

            try (var client = new ObjectStoreBeans().client(builder(store), new OutgoingTls(Optional.empty()))) {
                client.putObject(put -> put.bucket("sluice").key("a"), RequestBody.fromString("{}"));
            }

            assertEquals(Collections.nCopies(2, "PUT /sluice/a HTTP/1.1"), requests.get());
        }
    }

    private static S3ClientBuilder builder(ServerSocket store) {
        return S3Client.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + store.getLocalPort()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")));
    }

    /// Reads two heads of requests whose clients wait for leave to send the body, and gives it only to the
    /// second one.
    private static List<String> serve(ServerSocket store) throws IOException {
        var heads = new ArrayList<String>();
        try (var connection = store.accept()) {
            heads.add(readUntilEmptyLine(reader(connection)));
        }
        try (var connection = store.accept()) {
            var request = reader(connection);
            heads.add(readUntilEmptyLine(request));
            write(connection, "HTTP/1.1 100 Continue\r\n\r\n");
            readUntilEmptyLine(request);
            write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
        return heads;
    }

    private static BufferedReader reader(Socket connection) throws IOException {
        return new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
    }

    /// The body is one chunk and its checksum, so it ends with an empty line, too.
    ///
    /// @return the first line
    private static String readUntilEmptyLine(BufferedReader request) throws IOException {
        var first = request.readLine();
        for (var line = first; line != null && !line.isEmpty(); ) {
            line = request.readLine();
        }
        return first;
    }

    private static void write(Socket connection, String answer) throws IOException {
        connection.getOutputStream().write(answer.getBytes(US_ASCII));
    }
}
