package io.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.BatchSchema;
import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.account.SourceType;
import io.sluice.schema.outbox.ChangeCommitted;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@RealParts
class PublishChangesIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Pool database;

    @Inject
    Event<ChangeCommitted> wake;

    @Test
    void publishesEveryChangeOfAnAccount() {
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            var id = Api.newAccount();
            var created =
                    await().until(() -> topic.newest(id), Optional::isPresent).orElseThrow();
            assertThat(created.name()).isEqualTo("Acme Retail");
            assertThat(created.state()).isEqualTo(AccountState.ACTIVE);
            assertThat(created.sources()).isEmpty();
            assertThat(topic.headers()).contains("event-id", "event-version");

            Api.newMember(id);
            var withSource = await().until(
                            () -> topic.newest(id).orElseThrow(),
                            f -> !f.sources().isEmpty());
            assertThat(withSource.sources())
                    .extracting(AccountFacts.Source::sourceName)
                    .containsExactly("Member");

            Api.admin().body("""
                            {"source_type": "batch_guest", "source_name": "Guest", "kind": "entities",
                             "batch_schema": "guest", "schema": [{"name": "id", "type": "String"}]}""").post("/v1/{id}/sources", id).then().statusCode(201);
            var withRecords = await().until(
                            () -> topic.newest(id).orElseThrow(),
                            f -> f.sources().size() == 2);
            assertThat(withRecords.sources())
                    .containsExactly(
                            new AccountFacts.Source(
                                    new SourceType("batch_guest"),
                                    "Guest",
                                    false,
                                    SourceKind.ENTITIES,
                                    Optional.of(new BatchSchema("guest"))),
                            AccountFacts.Source.ofDays(new SourceType("member"), "Member", false));

            Api.admin()
                    .body("{\"source_name\": \"Members\"}")
                    .patch("/v1/{id}/sources/member/schema", id)
                    .then()
                    .statusCode(200);
            await().until(
                            () -> topic.newest(id).orElseThrow(),
                            f -> f.sources().getLast().sourceName().equals("Members"));

            var token =
                    Api.admin().body("{}").post("/v1/accounts/{id}/tokens", id).<String>path("token_id");
            Api.admin().delete("/v1/accounts/{id}/tokens/{t}", id, token).then().statusCode(204);
            await().until(
                            () -> topic.newest(id).orElseThrow(),
                            f -> f.revokedTokens().contains(token));

            Api.admin().delete("/v1/{id}/sources/member", id).then().statusCode(204);
            await().until(
                            () -> topic.newest(id).orElseThrow(),
                            f -> f.sources().getLast().retired());

            Api.admin().delete("/v1/accounts/{id}", id).then().statusCode(200);
            Api.admin().delete("/v1/accounts/{id}?erase=true", id).then().statusCode(204);
            var erased = await().until(
                            () -> topic.newest(id),
                            found -> found.stream().anyMatch(facts -> facts.state() == AccountState.ERASED))
                    .orElseThrow();
            assertThat(erased.name()).isEmpty();
            assertThat(erased.sources()).isEmpty();

            assertThat(topic.all(id))
                    .extracting(AccountFacts::version)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void publishesAChangeWithoutWaitingForTheSweep() {
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            var id = Api.newAccount();

            await().until(() -> topic.newest(id), Optional::isPresent);
        }
    }

    @Test
    void saysWhatChanged() {
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            var id = Api.newAccount();
            awaitChange(topic, id, "account");
            Api.newMember(id);
            awaitChange(topic, id, "source");
            Api.admin().body("{}").post("/v1/accounts/{id}/tokens", id).then().statusCode(201);
            awaitChange(topic, id, "token");
            Api.admin()
                    .body(
                            "{\"public_key\": \"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\"}")
                    .post("/v1/accounts/{id}/ssh-keys", id)
                    .then()
                    .statusCode(201);
            awaitChange(topic, id, "key");

            assertThat(topic.changed(id)).containsExactly("account", "source", "token", "key");
        }
    }

    @Test
    void publishesNothingWhenNothingChanges() {
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            var id = Api.newAccount();
            Api.newMember(id);
            Api.admin()
                    .body("{\"source_name\": \"Member\"}")
                    .patch("/v1/{id}/sources/member/schema", id)
                    .then()
                    .statusCode(200);
            Api.admin()
                    .body("{\"source_name\": \"\"}")
                    .patch("/v1/{id}/sources/member/schema", id)
                    .then()
                    .statusCode(422);
            Api.admin().delete("/v1/{id}/sources/member", id).then().statusCode(204);

            var facts = await().until(
                            () -> topic.newest(id),
                            found -> found.stream()
                                    .flatMap(newest -> newest.sources().stream())
                                    .anyMatch(AccountFacts.Source::retired));

            assertThat(facts.orElseThrow().version()).isEqualTo(3);
        }
    }

    /// During a rolling upgrade an instance of the previous version publishes facts without what is new in
    /// them, and remembers the account as published.
    @Test
    void publishesAgainWhatAnInstanceOfBeforePublished() {
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            var id = Api.newAccount();
            await().until(() -> isRemembered(id));

            var version = changeAccount(
                    "update accounts set version = version + 1, announced_version = version + 1 where accuid = $1", id);

            var facts = await().until(
                            () -> topic.newest(id),
                            found -> found.stream().anyMatch(newest -> newest.version() == version));
            assertThat(facts.orElseThrow().clientKeyHash()).isPresent();
        }
    }

    @Test
    void publishesAgainWhatHasAnOlderForm() {
        try (var topic = new AccountChangedTopic(bootstrapServers)) {
            var id = Api.newAccount();
            await().until(() -> isRemembered(id));
            await().until(() -> topic.newest(id), Optional::isPresent);
            var published = topic.all(id).size();

            changeAccount("update accounts set announced_form = 0 where accuid = $1", id);

            await().until(() -> topic.newest(id).isPresent() && topic.all(id).size() > published);
            assertThat(topic.all(id)).extracting(AccountFacts::version).isSorted();
        }
    }

    /// Whether the publication of the account has ended: what it remembers would overwrite a change.
    private boolean isRemembered(String accountId) {
        return database.preparedQuery("select announced_form_version = version from accounts where accuid = $1")
                .execute(Tuple.of(accountId))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .await()
                .atMost(TIMEOUT);
    }

    /// By SQL, as an instance of another version does; returns the version of the account. The sweep, which
    /// finds it in production, is rare in these tests.
    private long changeAccount(String statement, String accountId) {
        var version = database.preparedQuery(statement + " returning version")
                .execute(Tuple.of(accountId))
                .map(rows -> rows.iterator().next().getLong("version"))
                .await()
                .atMost(TIMEOUT);
        wake.fire(new ChangeCommitted());
        return version;
    }

    private static void awaitChange(AccountChangedTopic topic, String accountId, String kind) {
        await().until(() -> {
            topic.newest(accountId);
            return topic.changed(accountId).contains(kind);
        });
    }

    @Test
    void answersNotModifiedToTheSftpServersWhileNothingChanges() {
        var id = Api.newAccount();
        Api.newMember(id);
        var list = Api.service("sftp-server").get("/internal/sftp-accounts");
        var tag = list.header("ETag");

        assertThat(list.jsonPath().getString("accounts.find { it.accuid == '%s' }.source_types".formatted(id)))
                .isEqualTo("[member]");
        Api.service("sftp-server")
                .header("If-None-Match", tag)
                .get("/internal/sftp-accounts")
                .then()
                .statusCode(304);
        Api.admin()
                .body("{\"name\": \"Other\"}")
                .patch("/v1/accounts/{id}", id)
                .then()
                .statusCode(200);
        Api.service("sftp-server")
                .header("If-None-Match", tag)
                .get("/internal/sftp-accounts")
                .then()
                .statusCode(200);
    }
}
