package io.sluice.events;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.contracts.event.TopicSettings;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/// Creates the topics that are missing; each service does so at its start. Waits for the broker without
/// limit.
@ApplicationScoped
class CreateTopics {
    private static final Log LOG = Log.of(CreateTopics.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final KafkaSettings kafka;
    private final TopicSettings topics;
    private @Nullable SupervisedThread thread;

    CreateTopics(KafkaSettings kafka, TopicsConfig config) {
        this.kafka = kafka;
        this.topics = new TopicSettings(
                Optional.of(config.partitions()),
                Optional.of(config.replicationFactor()),
                Optional.of(config.minInSyncReplicas()),
                Optional.of(config.retention()),
                Optional.of(config.deadLetterRetention()));
    }

    @Startup
    void start() {
        thread = SupervisedThread.start("topic-setup", this::run);
    }

    @Shutdown
    void stop() {
        if (thread != null) {
            thread.close();
        }
    }

    private void run() throws InterruptedException {
        var reported = false;
        while (true) {
            try (var admin = Admin.create(kafka.with(Map.of(
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    10_000,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000)))) {
                compare(admin, create(admin));
                return;
            } catch (ExecutionException | KafkaException unavailable) {
                if (!reported) {
                    reported = true;
                    LOG.warn(
                            "topics cannot be listed or created, tried again until they can",
                            LogFields.field("cause", KafkaFailure.sentence(unavailable)));
                }
            }
            Thread.sleep(RETRY);
        }
    }

    /// The service works with other settings, too, and without the right to read them.
    private void compare(Admin admin, List<String> existing) throws InterruptedException {
        try {
            differences(admin, existing)
                    .forEach((topic, differences) -> LOG.warn(
                            "the topic has other settings than this service gives to a new one, and keeps them",
                            LogFields.field("topic", topic),
                            LogFields.field("differences", String.join("; ", differences))));
        } catch (ExecutionException unreadable) {
            LOG.info(
                    "the settings of the topics cannot be read, so nothing is said about them",
                    LogFields.field("cause", KafkaFailure.sentence(unreadable)));
        }
    }

    /// Returns the topics that were there.
    List<String> create(Admin admin) throws ExecutionException, InterruptedException {
        var present = admin.listTopics().names().get();
        var missing = new HashSet<>(TopicSettings.names());
        missing.removeAll(present);
        for (var created : admin.createTopics(missing.stream().map(this::topic).toList())
                .values()
                .entrySet()) {
            try {
                created.getValue().get();
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof TopicExistsException)) {
                    throw failed;
                }
                LOG.debug("another service created the topic first", LogFields.field("topic", created.getKey()));
            }
        }
        return TopicSettings.names().stream().filter(present::contains).toList();
    }

    /// Of each topic that differs, in what.
    Map<String, List<String>> differences(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException {
        var described = admin.describeTopics(names).allTopicNames().get();
        var configs = admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all()
                .get();
        var differences = new TreeMap<String, List<String>>();
        described.forEach((name, topic) -> {
            var found = new HashMap<String, String>();
            Optional.ofNullable(configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name)))
                    .map(Config::entries)
                    .orElse(List.of())
                    .forEach(entry -> {
                        if (entry.value() != null) {
                            found.put(entry.name(), entry.value());
                        }
                    });
            var ofTopic = topics.differences(
                    name,
                    topic.partitions().size(),
                    topic.partitions().getFirst().replicas().size(),
                    found);
            if (!ofTopic.isEmpty()) {
                differences.put(name, ofTopic);
            }
        });
        return differences;
    }

    private NewTopic topic(String name) {
        return new NewTopic(
                        name, topics.partitions(), topics.replicationFactor().map(Integer::shortValue))
                .configs(topics.configs(name));
    }
}
