package io.sluice.schema.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.SourceType;
import io.sluice.contracts.json.SluiceJson;
import io.sluice.schema.form.FormErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sets of sources with ready schemas, from `source-templates/<name>/<schema>.json`. Each file is what
/// `POST …/sources` takes.
final class SourceTemplate {
    private static final ObjectMapper JSON = SluiceJson.mapper();
    private static final Map<String, List<String>> SCHEMAS =
            Map.of("sitecore-2.1", List.of("guest", "order", "product", "tracking"));

    private SourceTemplate() {}

    static Set<String> names() {
        return SCHEMAS.keySet();
    }

    /// The sources of a template at their first version; empty if there is no such template.
    static Optional<List<Source>> sources(String template, Instant now, long by) {
        return Optional.ofNullable(SCHEMAS.get(template))
                .map(schemas -> schemas.stream()
                        .map(schema ->
                                source(form("/source-templates/%s/%s.json".formatted(template, schema)), now, by))
                        .toList());
    }

    private static SourceForm form(String resource) {
        try (var stream = SourceTemplate.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            return JSON.readValue(stream, SourceForm.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the resource %s cannot be read".formatted(resource), unreadable);
        }
    }

    private static Source source(SourceForm form, Instant now, long by) {
        var errors = new FormErrors();
        var type = new SourceType(String.valueOf(form.sourceType()));
        var intake = IntakeCheck.ofNew(type, form, Optional.empty(), errors);
        var definition = DefinitionCheck.check(form, intake.kind(), errors);
        if (!errors.isEmpty()) {
            throw new IllegalStateException("the template of source %s is wrong: %s".formatted(type, errors.all()));
        }
        return Source.first(type, intake, definition, now, by);
    }
}
