package io.sluice.batch.parts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.fixtures.BrokerClient;
import io.sluice.fixtures.TestAccount;
import io.sluice.fixtures.Tokens;
import io.sluice.fixtures.http.RawConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/// A program of one account that sends batches.
public final class Client {
    public static final BrokerClient BROKER = BrokerClient.ofApplication();
    public static final Duration TIMEOUT = Duration.ofSeconds(90);

    /// The first account of a run waits until the service's consumer has its partitions.
    private static final Duration ACCOUNT_KNOWN = Duration.ofMinutes(2);

    private final AccountFacts facts;

    private Client(AccountFacts facts) {
        this.facts = facts;
    }

    /// A batch that was allocated.
    public static final class Allocated {
        private final String uuid;
        private final byte[] file;
        private final String location;

        Allocated(String uuid, byte[] file, String location) {
            this.uuid = uuid;
            this.file = file;
            this.location = location;
        }

        public String uuid() {
            return uuid;
        }

        /// Its file, not a copy.
        public byte[] file() {
            return file;
        }

        /// Path and query of its upload address.
        public String location() {
            return location;
        }
    }

    /// A client of an account that the service knows.
    public static Client ofFreshAccount() {
        return of(TestAccount.fresh());
    }

    /// A client of that account, which gets the client key `key-of-<accuid>`.
    public static Client of(TestAccount account) {
        var id = account.facts().accountId();
        var client = new Client(account.clientKeyHash(hash("SHA-256", key(id).getBytes(StandardCharsets.UTF_8)))
                .facts());
        BROKER.send(client.facts);
        await().atMost(ACCOUNT_KNOWN)
                .until(() -> client.status(UUID.randomUUID().toString()).statusCode() == 404);
        return client;
    }

    public AccountId account() {
        return facts.accountId();
    }

    public AccountFacts facts() {
        return facts;
    }

    public String clientKey() {
        return key(account());
    }

    public String token() {
        return Tokens.tenant(account());
    }

    private static String key(AccountId account) {
        return "key-of-" + account;
    }

    /// A request with the client's token.
    public RequestSpecification request() {
        return given().urlEncodingEnabled(false).auth().oauth2(token());
    }

    public Response allocate(String uuid, String body) {
        return request().contentType("application/json").body(body).put("/v2/batches/" + uuid);
    }

    public Response allocate(String uuid, byte[] file) {
        return allocate(uuid, body(file));
    }

    /// The body of an allocation of the file.
    public static String body(byte[] file) {
        return "{\"checksum\":\"%s\",\"size\":%d}".formatted(md5(file), file.length);
    }

    public Response status(String uuid) {
        return request().get("/v2/batches/" + uuid);
    }

    public String code(String uuid) {
        return status(uuid).jsonPath().getString("status.code");
    }

    /// Allocates a batch with a new id.
    public Allocated allocated(byte[] file) {
        var uuid = UUID.randomUUID().toString();
        var answer = allocate(uuid, file);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return new Allocated(uuid, file, path(answer.jsonPath().getString("location.href")));
    }

    /// Path and query of an address that the service gave out.
    public static String path(String address) {
        assertThat(address).startsWith("http://batches.example.com/v2/");
        return address.substring("http://batches.example.com".length());
    }

    /// The address with another character in that place, counted from its end.
    public static String withOtherCharacter(String address, int fromEnd) {
        var at = address.length() - fromEnd;
        var other = address.charAt(at) == 'A' ? 'B' : 'A';
        return address.substring(0, at) + other + address.substring(at + 1);
    }

    /// Puts the expiry of the batch's upload address into the past.
    public static void letAddressExpire(Pool pool, String uuid) {
        pool.preparedQuery("update batch set upload_expires_at = now() - interval '1 second' where ref = $1")
                .execute(Tuple.of(uuid))
                .await()
                .atMost(TIMEOUT);
    }

    /// Sends the file as documented, without any other credential.
    public static Response upload(Allocated batch) {
        return upload(batch.location(), batch.file());
    }

    /// Asks again after 503, as a client does: the store may have closed a connection that was kept.
    public static Response upload(String location, byte[] bytes) {
        return await().atMost(TIMEOUT).until(() -> uploadOnce(location, bytes), answer -> answer.statusCode() != 503);
    }

    /// The same for a file of many megabytes, for which REST Assured takes long; returns the status.
    public static int uploadLarge(Allocated batch) {
        return await().atMost(TIMEOUT).until(() -> uploadRaw(batch), status -> status != 503);
    }

    private static int uploadRaw(Allocated batch) {
        try (var connection = RawConnection.to(RestAssured.port, TIMEOUT)) {
            connection.write(
                    "PUT %s HTTP/1.1\r\nHost: a\r\nContent-Type: application/gzip\r\nContent-Md5: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(batch.location(), base64Md5(batch.file()), batch.file().length));
            connection.write(batch.file());
            return connection.answer().orElseThrow().status();
        }
    }

    private static Response uploadOnce(String location, byte[] bytes) {
        return given().urlEncodingEnabled(false)
                .header("x-amz-server-side-encryption", "AES256")
                .header("Content-Md5", base64Md5(bytes))
                .contentType("application/gzip")
                .body(bytes)
                .put(location);
    }

    /// Bytes that no other file has.
    public static byte[] file(int size) {
        var bytes = new byte[size];
        new Random().nextBytes(bytes);
        return bytes;
    }

    public static String md5(byte[] bytes) {
        return hash("MD5", bytes);
    }

    public static String base64Md5(byte[] bytes) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(md5(bytes)));
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
