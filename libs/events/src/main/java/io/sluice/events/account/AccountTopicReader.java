package io.sluice.events.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.contracts.account.AccountFacts;
import io.sluice.contracts.account.AccountId;
import io.sluice.contracts.account.PlatformFacts;
import io.sluice.contracts.event.Topics;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.events.FollowTopics;
import io.sluice.events.KafkaSettings;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Reads the whole topics `account-changed` and `platform-changed` into the [AccountView], then follows
/// them ([FollowTopics]).
@ApplicationScoped
class AccountTopicReader implements FollowTopics.Reader {
    private static final Log LOG = Log.of(AccountTopicReader.class);

    private final AccountView view;
    private final FollowTopics topics;
    private final ObjectMapper json = SluiceJson.mapper();

    AccountTopicReader(AccountView view, KafkaSettings kafka) {
        this.view = view;
        this.topics = new FollowTopics(
                "account-facts", List.of(Topics.ACCOUNT_CHANGED, Topics.PLATFORM_CHANGED), kafka, this);
    }

    @Startup
    void start() {
        topics.start();
    }

    @Shutdown
    void stop() throws InterruptedException {
        topics.stop();
    }

    /// Whether the view is on its way to the ends of the topics, or Kafka may still answer.
    ///
    /// @param timeout how long after the start Kafka may still answer
    boolean isReading(Duration timeout) {
        return topics.isReading(timeout);
    }

    /// Why the view is not current, if it is not.
    String cause() {
        return topics.cause();
    }

    @Override
    public void isReadUpTo(long moment) {
        var first = !view.isComplete();
        view.isReadUpTo(moment);
        if (first) {
            LOG.info(
                    "account facts are read",
                    LogFields.field("accounts", view.all().size()));
        }
    }

    @Override
    public void take(ConsumerRecord<String, String> changed) {
        if (changed.topic().equals(Topics.PLATFORM_CHANGED)) {
            read(changed, PlatformFacts.class).ifPresentOrElse(view::put, view::forgetRevocations);
        } else {
            takeAccount(changed);
        }
    }

    /// An account whose newest facts are unreadable is unknown: a revocation may be among them.
    private void takeAccount(ConsumerRecord<String, String> changed) {
        read(changed, AccountFacts.class)
                .ifPresentOrElse(
                        view::put,
                        () -> Optional.ofNullable(changed.key())
                                .flatMap(AccountId::of)
                                .ifPresent(view::remove));
    }

    private <T> Optional<T> read(ConsumerRecord<String, String> changed, Class<T> type) {
        try {
            return changed.value() == null
                    ? Optional.empty()
                    : Optional.ofNullable(json.readValue(changed.value(), type));
        } catch (JsonProcessingException unreadable) {
            LOG.error(
                    "facts are unreadable; the account, or every token of the platform, is refused until newer ones come",
                    LogFields.kafkaRecord(changed.topic(), changed.partition(), changed.offset()),
                    LogFields.field("cause", unreadable.getOriginalMessage()));
            return Optional.empty();
        }
    }
}
