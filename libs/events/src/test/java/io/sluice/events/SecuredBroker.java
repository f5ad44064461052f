package io.sluice.events;

import static org.awaitility.Awaitility.await;

import io.sluice.devstack.parts.SecuredKafka;
import io.sluice.devstack.parts.tls.CertificateAuthority;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/// The one broker of this module's tests, with TLS; it ends with the JVM.
public final class SecuredBroker {
    private static final CertificateAuthority AUTHORITY = CertificateAuthority.temporary();
    private static final SecuredKafka KAFKA = start();

    private SecuredBroker() {}

    private static SecuredKafka start() {
        var kafka = new SecuredKafka(AUTHORITY);
        kafka.start();
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stopping"));
        return kafka;
    }

    public static SecuredKafka kafka() {
        return KAFKA;
    }

    public static CertificateAuthority authority() {
        return AUTHORITY;
    }

    /// As Quarkus hands the keys `kafka.*` over.
    public static KafkaSettings settings(Map<String, String> keys) {
        var shared = new HashMap<String, Object>(keys);
        shared.put("group.id", "the-application");
        return new KafkaSettings(shared);
    }

    /// A client of the listener without encryption.
    public static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", KAFKA.plainServers()));
    }

    /// Deletes the topics, and returns when the broker lists none of them.
    public static void delete(List<String> topics) throws Exception {
        try (var admin = admin()) {
            admin.deleteTopics(topics).all().get();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Collections.disjoint(admin.listTopics().names().get(), topics));
        }
    }
}
