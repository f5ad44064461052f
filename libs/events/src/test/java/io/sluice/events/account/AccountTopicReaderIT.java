package io.sluice.events.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.AccountState;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.devstack.parts.SecuredKafka;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import io.sluice.events.SecuredBroker;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountTopicReaderIT {
    private static final SecuredKafka KAFKA = SecuredBroker.kafka();
    private static final List<String> TOPICS = List.of(Topics.ACCOUNT_CHANGED, Topics.PLATFORM_CHANGED);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AccountView view = new AccountView(Duration.ofSeconds(60), System::nanoTime);

    @BeforeEach
    void createTopic() throws Exception {
        try (var admin = SecuredBroker.admin()) {
            admin.createTopics(TOPICS.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    @AfterEach
    void deleteTopic() throws Exception {
        SecuredBroker.delete(TOPICS);
    }

    @Test
    void readsByPasswordOverTls() throws Exception {
        var reader = new AccountTopicReader(view, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)));
        var before = List.of(isReady(reader, true), isReady(reader, false));
        reader.start();

        await().atMost(LIMIT).until(view::isCurrent);

        assertThat(before).containsExactly(false, false);
        assertThat(List.of(isReady(reader, true), isReady(reader, false))).containsExactly(true, true);
        reader.stop();
    }

    @Test
    void saysWhyItCannotRead() throws Exception {
        var stranger = CertificateAuthority.temporary();
        var reader = new AccountTopicReader(
                view, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD, stranger)));
        reader.start();

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(reader.cause())
                        .isEqualTo("the TLS handshake with the broker fails: unable to find valid certification path to"
                                + " requested target"));
        assertThat(view.isComplete()).isFalse();
        var soon = List.of(isReady(reader, true), isReady(reader, false));
        var later = List.of(ready(view, reader, true, Duration.ZERO), ready(view, reader, false, Duration.ZERO));
        assertThat(soon).containsExactly(false, false);
        assertThat(later).containsExactly(true, false);

        reader.stop();
    }

    @Test
    void ownerOfTheAccountsStaysReadyWhenTheViewBecomesOld() throws Exception {
        var old = new AccountView(Duration.ZERO, System::nanoTime);
        var reader = new AccountTopicReader(old, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)));

        old.isReadUpTo(System.nanoTime() - 1);

        assertThat(ready(old, reader, true, LIMIT)).isTrue();
        assertThat(ready(old, reader, false, LIMIT)).isFalse();
    }

    private boolean isReady(AccountTopicReader reader, boolean ownsAccounts) {
        return ready(view, reader, ownsAccounts, Duration.ofHours(1));
    }

    private static boolean ready(AccountView view, AccountTopicReader reader, boolean ownsAccounts, Duration maxAge) {
        var config = new AccountViewConfig() {
            @Override
            public Duration maxAge() {
                return maxAge;
            }

            @Override
            public boolean ownsAccounts() {
                return ownsAccounts;
            }
        };
        return new AccountViewReady(view, reader, config).call().getStatus() == HealthCheckResponse.Status.UP;
    }

    @Test
    void readsPartitionsThatAreAddedLater() throws Exception {
        var reader = new AccountTopicReader(view, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)));
        reader.start();
        await().atMost(LIMIT).until(view::isCurrent);

        try (var admin = SecuredBroker.admin()) {
            admin.createPartitions(Map.of(Topics.ACCOUNT_CHANGED, NewPartitions.increaseTo(2)))
                    .all()
                    .get();
        }
        send(Topics.ACCOUNT_CHANGED, 1, "acme", facts("acme"));

        await().atMost(LIMIT).until(() -> view.find(new AccountId("acme")).isPresent());

        reader.stop();
    }

    /// A poll brings 500 records at most. Until the last one is read, what it revokes is not known.
    @Test
    void isCurrentOnlyWhenEverythingIsRead() throws Exception {
        var known = new CompletableFuture<Integer>();
        var watched = new AccountView(Duration.ofSeconds(60), System::nanoTime) {
            @Override
            public void isReadUpTo(long moment) {
                known.complete(all().size());
                super.isReadUpTo(moment);
            }
        };
        sendAccounts(1_200);

        var reader = new AccountTopicReader(watched, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)));
        reader.start();

        assertThat(known).succeedsWithin(LIMIT).isEqualTo(1_200);
        reader.stop();
    }

    private static void sendAccounts(int number) throws Exception {
        try (var producer = producer()) {
            for (int i = 0; i < number; i++) {
                var account = "account-" + i;
                var _ = producer.send(new ProducerRecord<>(
                        Topics.ACCOUNT_CHANGED, 0, account, SluiceJson.mapper().writeValueAsString(facts(account))));
            }
        }
    }

    @Test
    void readsRevocationsOfPlatformTokens() throws Exception {
        var reader = new AccountTopicReader(view, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)));
        send(Topics.PLATFORM_CHANGED, 0, Topics.PLATFORM, new PlatformFacts(1, Set.of("one")));
        reader.start();
        await().atMost(LIMIT).until(view::isCurrent);
        assertThat(view.isRevoked("one")).isTrue();
        assertThat(view.isRevoked("two")).isFalse();

        send(Topics.PLATFORM_CHANGED, 0, Topics.PLATFORM, new PlatformFacts(2, Set.of("one", "two")));

        await().atMost(LIMIT).until(() -> view.isRevoked("two"));

        reader.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]"})
    void knowsNoRevocationWhileTheNewestFactsOfThePlatformAreUnreadable(String facts) throws Exception {
        var reader = new AccountTopicReader(view, SecuredBroker.settings(KAFKA.withPassword(SecuredKafka.PASSWORD)));
        reader.start();
        await().atMost(LIMIT).until(view::isCurrent);
        assertThat(view.knowsRevocations()).isFalse();

        send(Topics.PLATFORM_CHANGED, 0, Topics.PLATFORM, PlatformFacts.NONE);
        await().atMost(LIMIT).until(view::knowsRevocations);
        send(Topics.PLATFORM_CHANGED, 0, Topics.PLATFORM, SluiceJson.mapper().readTree(facts));
        await().atMost(LIMIT).until(() -> !view.knowsRevocations());
        send(Topics.PLATFORM_CHANGED, 0, Topics.PLATFORM, new PlatformFacts(1, Set.of("one")));
        await().atMost(LIMIT).until(view::knowsRevocations);

        assertThat(view.isRevoked("one")).isTrue();
        assertThat(view.isCurrent()).isTrue();
        reader.stop();
    }

    private static void send(String topic, int partition, String key, Object value) throws Exception {
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(
                            topic, partition, key, SluiceJson.mapper().writeValueAsString(value)))
                    .get();
        }
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", KAFKA.plainServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    private static AccountFacts facts(String account) {
        return new AccountFacts(
                new AccountId(account),
                1,
                account,
                AccountState.ACTIVE,
                List.of(),
                List.of(),
                ZoneId.of("UTC"),
                "en",
                Optional.empty(),
                new AccountFacts.Limits(1, 1),
                Optional.empty(),
                List.of(),
                Set.of());
    }
}
