package io.sluice.data.parts;

import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.batch.BatchRef;
import io.sluice.contracts.batch.Md5;
import io.sluice.contracts.event.BatchReceived;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.eclipse.microprofile.config.ConfigProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// Puts the file of a batch into the object store, as batch-service does.
public final class TestBatch {
    private static final Md5 NOT_LOOKED_AT = new Md5("40d9a12f0a3c93c8ed66a3b6f3735790");

    private final S3Client objects;
    private final AccountId account;

    public TestBatch(S3Client objects, AccountId account) {
        this.objects = objects;
        this.account = account;
    }

    /// A batch of these lines.
    public BatchReceived ofLines(String... lines) {
        return ofFile(gzip(String.join("\n", lines)));
    }

    /// A batch whose file has these bytes.
    public BatchReceived ofFile(byte[] file) {
        var ref = new BatchRef(UUID.randomUUID().toString());
        var key = "batches/%s/%s.gz".formatted(account, ref);
        // The client does not try again by itself when the store has just closed a connection that it kept.
        await().ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> objects.putObject(
                                request -> request.bucket(bucket()).key(key), RequestBody.fromBytes(file))
                        .sdkHttpResponse()
                        .isSuccessful());
        return new BatchReceived(ref, account, file.length, NOT_LOOKED_AT, key, Instant.now());
    }

    public static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    /// A record with a `ref` of its own.
    public static String line(String schema, String mode, String value) {
        return line(UUID.randomUUID().toString(), schema, mode, value);
    }

    public static String line(String ref, String schema, String mode, String value) {
        return "{\"ref\":\"%s\",\"schema\":\"%s\",\"mode\":\"%s\",\"value\":%s}".formatted(ref, schema, mode, value);
    }

    public static String bucket() {
        return ConfigProvider.getConfig().getValue("sluice.objects.bucket", String.class);
    }
}
