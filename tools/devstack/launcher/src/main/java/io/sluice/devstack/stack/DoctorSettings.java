package io.sluice.devstack.stack;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The keys by which `sluice doctor` checks one stack: the services' settings, with the service's name before
/// keys of one service alone, and the addresses of the services.
record DoctorSettings(StackFolder folder, StackPorts ports, StackTokens tokens, ServiceSettings services) {

    private static final String HOST = "http://127.0.0.1:";

    /// Writes `doctor.properties` into the data directory. It holds secrets, so only its owner can read it.
    Path write() {
        return folder.writeSecret("doctor.properties", ServiceSettings.text(all()));
    }

    private Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        for (Part service : Part.services()) {
            services.of(service).forEach((key, value) -> {
                if (key.startsWith("quarkus.datasource.") || isValidatorsKey(service, key)) {
                    all.put(service.label() + "." + key, value);
                } else if (isNeeded(key)) {
                    all.put(key, value);
                }
            });
            all.put("sluice." + service.label() + ".management-url", HOST + ports.managementOf(service));
        }
        all.put("sluice.schema-service.url", services.url(Part.SCHEMA_SERVICE));
        all.put("sluice.gateway.url", HOST + ports.gateway());
        all.put("sluice.admin-token", tokens.admin());
        return all;
    }

    /// The other services log in by another key.
    private static boolean isValidatorsKey(Part service, String key) {
        return service == Part.VALIDATOR_SERVICE && key.equals("sluice.sftp.private-key-file");
    }

    private static boolean isNeeded(String key) {
        return key.startsWith("kafka.")
                || key.startsWith("sluice.sftp")
                || key.startsWith("sluice.objects.")
                || key.startsWith("quarkus.s3.")
                || key.startsWith("quarkus.tls.outgoing.")
                || key.startsWith("quarkus.mailer.");
    }
}
