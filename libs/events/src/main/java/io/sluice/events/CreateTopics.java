package io.sluice.events;

import io.quarkus.runtime.Shutdown;
import io.quarkus.runtime.Startup;
import io.sluice.contracts.event.Topics;
import io.sluice.events.log.Log;
import io.sluice.events.log.LogFields;
import io.sluice.threads.SupervisedThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Creates the topics that are missing; each service does so at its start. Waits for the broker without
/// limit.
@ApplicationScoped
class CreateTopics {
    private static final Log LOG = Log.of(CreateTopics.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final int partitions;
    private final short replicationFactor;
    private @Nullable SupervisedThread thread;

    CreateTopics(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "sluice.kafka.partitions") int partitions,
            @ConfigProperty(name = "sluice.kafka.replication-factor") short replicationFactor) {
        this.bootstrapServers = bootstrapServers;
        this.partitions = partitions;
        this.replicationFactor = replicationFactor;
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
            try (var admin = Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    10_000,
                    AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    5_000))) {
                create(admin);
                return;
            } catch (ExecutionException unavailable) {
                if (!reported) {
                    reported = true;
                    LOG.warn("topics cannot be listed, tried again until they can", LogFields.cause(unavailable));
                }
            }
            Thread.sleep(RETRY);
        }
    }

    private void create(Admin admin) throws ExecutionException, InterruptedException {
        var present = admin.listTopics().names().get();
        var missing = new HashSet<>(names());
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
    }

    private static List<String> names() {
        var names = new ArrayList<>(Topics.ALL);
        Topics.ALL.forEach(topic -> names.add(Topics.deadLetters(topic)));
        return names;
    }

    private NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(partitions), Optional.of(replicationFactor)).configs(configs(name));
    }

    /// The broker dates the records: it refuses one that a producer's wrong clock dates an hour ahead.
    private static Map<String, String> configs(String name) {
        var dated = Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        if (!Topics.COMPACTED.contains(name)) {
            return dated;
        }
        var compacted = new HashMap<>(dated);
        compacted.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return compacted;
    }
}
