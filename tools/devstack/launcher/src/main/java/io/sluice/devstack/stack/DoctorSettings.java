package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Everything that `sluice doctor` needs to look at one stack: what the services are told, each service's own
/// keys behind its name, and where the services listen.
record DoctorSettings(StackFolder folder, StackPorts ports, Tokens tokens, ServiceSettings services) {

    private static final String HOST = "http://127.0.0.1:";

    /// Writes `doctor.properties` into the data directory; it holds secrets and is for its owner alone.
    Path write() {
        return folder.writeSecret("doctor.properties", ServiceSettings.text(all()));
    }

    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (Part service : Part.services()) {
            services.of(service).forEach((key, value) -> {
                if (key.startsWith("quarkus.datasource.")) {
                    all.put(service.label() + "." + key, value);
                } else if (isLookedAt(key)) {
                    all.put(key, value);
                }
            });
            all.put("sluice." + service.label() + ".url", HOST + ports.of(service));
        }
        all.put("sluice.gateway.url", HOST + ports.gateway());
        all.put("sluice.admin-token", tokens.admin());
        return all;
    }

    private static boolean isLookedAt(String key) {
        return key.startsWith("kafka.")
                || key.startsWith("sluice.sftp")
                || key.startsWith("sluice.objects.")
                || key.startsWith("quarkus.s3.")
                || key.startsWith("quarkus.mailer.");
    }
}
