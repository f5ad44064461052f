package io.sluice.schema.source;

import io.sluice.contracts.api.FieldDocument;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.schema.form.FormErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks what a source declares. What is wrong goes to the [FormErrors].
final class DefinitionCheck {
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 2_000;

    private DefinitionCheck() {}

    static SourceDefinition check(SourceForm form, FormErrors errors) {
        var name = name(form.sourceName(), errors);
        var description = form.description() == null ? "" : form.description();
        if (description.length() > MAX_DESCRIPTION) {
            errors.add(
                    "description",
                    "has %d characters, expected at most %d".formatted(description.length(), MAX_DESCRIPTION));
        }
        if (description.indexOf('\0') >= 0) {
            errors.add("description", "has a NUL character, expected none");
        } else if (hasControl(description)) {
            errors.add("description", "has a control character, expected none but tabs and line breaks");
        }
        var fields = form.schema() == null ? List.<@Nullable FieldDocument>of() : form.schema();
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            if (field != null && field.description() != null && hasControl(field.description())) {
                errors.add(
                        "schema[%d].description".formatted(i),
                        "has a control character, expected none but tabs and line breaks");
            }
        }
        return new SourceDefinition(name, description, declaration(form, errors));
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' && c != '\n' && c != '\r');
    }

    private static String name(@Nullable String name, FormErrors errors) {
        if (name == null || name.isBlank()) {
            errors.add("source_name", "is missing, expected what the source is called, e.g. Order");
            return "";
        }
        if (name.length() > MAX_NAME || name.chars().anyMatch(Character::isISOControl)) {
            errors.add(
                    "source_name",
                    "expected at most %d characters on one line but it has %d".formatted(MAX_NAME, name.length()));
        }
        return name.strip();
    }

    private static SchemaDeclaration declaration(SourceForm form, FormErrors errors) {
        var declaration = new SchemaDeclaration(
                fields(form.schema()),
                form.primaryKey() == null
                        ? List.of()
                        : form.primaryKey().stream()
                                .map(name -> name == null ? "" : name)
                                .toList(),
                form.fieldsMatch(),
                form.acceptance(),
                form.byteOrderMark());
        if (declaration.fields().isEmpty()) {
            errors.add(
                    "schema",
                    "has no fields, expected a list of at least one like {\"name\": \"id\", \"type\": \"Integer\"}");
            return declaration;
        }
        return switch (Schema.check(declaration)) {
            case SchemaCheck.Valid(Schema schema) -> schema.declaration();
            case SchemaCheck.Refused(var problems) -> {
                problems.forEach(problem -> errors.add(problem.path(), problem.message()));
                yield declaration;
            }
        };
    }

    /// A null in the list stands for a field without a name: the engine says what is missing, and where.
    private static List<FieldDeclaration> fields(@Nullable List<@Nullable FieldDocument> documents) {
        var fields = new ArrayList<FieldDeclaration>();
        for (var document : documents == null ? List.<@Nullable FieldDocument>of() : documents) {
            fields.add(
                    document == null
                            ? new FieldDeclaration(
                                    null, null, null, null, Map.of(), List.of(), List.of(), List.of(), null)
                            : document.toDeclaration());
        }
        return fields;
    }
}
