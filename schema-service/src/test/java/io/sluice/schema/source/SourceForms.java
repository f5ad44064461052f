package io.sluice.schema.source;

import io.sluice.contracts.api.FieldDocument;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Forms of sources, as requests send them.
final class SourceForms {
    static final FieldDocument ID = field("id", "Integer");

    private SourceForms() {}

    static SourceForm order() {
        return form("order", "Order", List.of(ID));
    }

    static SourceForm form(
            @Nullable String type, @Nullable String name, @Nullable List<@Nullable FieldDocument> schema) {
        return new SourceForm(type, name, null, schema, null, null, null, null, null, null, null, null);
    }

    static SourceForm ofKind(String type, @Nullable String kind, @Nullable String batchSchema) {
        return new SourceForm(type, "Guest", null, List.of(ID), null, null, null, null, kind, batchSchema, null, null);
    }

    static FieldDocument field(String name, String type) {
        return new FieldDocument(name, type, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    static FieldDocument renamed(String from, String name, String type) {
        return new FieldDocument(name, type, null, null, null, null, null, null, null, null, null, null, null, from);
    }
}
