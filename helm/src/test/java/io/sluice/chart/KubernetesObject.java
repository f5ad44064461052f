package io.sluice.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// One object that the chart renders.
///
/// @param template its template below `templates/`
record KubernetesObject(String template, JsonNode content) {

    String kind() {
        return content.path("kind").asText();
    }

    String name() {
        return content.at("/metadata/name").asText();
    }

    /// `Deployment/sluice-job-service`.
    String id() {
        return kind() + "/" + name();
    }

    /// What makes pods of this object, or the pod itself.
    Optional<JsonNode> podSpec() {
        return switch (kind()) {
            case "Deployment", "StatefulSet", "Job" -> Optional.of(content.at("/spec/template/spec"));
            case "Pod" -> Optional.of(content.path("spec"));
            default -> Optional.empty();
        };
    }
}
