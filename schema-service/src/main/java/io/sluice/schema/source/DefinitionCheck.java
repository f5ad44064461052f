package io.sluice.schema.source;

import io.sluice.contracts.account.SourceKind;
import io.sluice.contracts.api.FieldDocument;
import io.sluice.engine.schema.RecordSchema;
import io.sluice.engine.schema.RecordSchemaCheck;
import io.sluice.engine.schema.Schema;
import io.sluice.engine.schema.SchemaCheck;
import io.sluice.engine.schema.SchemaDeclaration;
import io.sluice.engine.schema.SchemaProblem;
import io.sluice.schema.form.FormErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks what a source declares. What is wrong goes to the [FormErrors].
final class DefinitionCheck {
    private static final int MAX_NAME = 200;
    private static final int MAX_DESCRIPTION = 2_000;

    private DefinitionCheck() {}

    static SourceDefinition check(SourceForm form, SourceKind kind, FormErrors errors) {
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
        descriptions("schema", form.schema(), errors);
        if (form.plainCopy() != null && kind == SourceKind.ENTITIES) {
            errors.add("plain_copy", "plain_copy is for files, expected none for a source of kind entities");
        }
        return new SourceDefinition(
                name, description, declaration(form, kind, errors), form.plainCopy() == null || form.plainCopy());
    }

    private static void descriptions(String path, @Nullable List<@Nullable FieldDocument> fields, FormErrors errors) {
        var all = fields == null ? List.<@Nullable FieldDocument>of() : fields;
        for (int i = 0; i < all.size(); i++) {
            description("%s[%d]".formatted(path, i), all.get(i), errors);
        }
    }

    private static void description(String path, @Nullable FieldDocument field, FormErrors errors) {
        if (field == null) {
            return;
        }
        if (field.description() != null && hasControl(field.description())) {
            errors.add(path + ".description", "has a control character, expected none but tabs and line breaks");
        }
        descriptions(path + ".fields", field.fields(), errors);
        description(path + ".items", field.items(), errors);
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

    private static SchemaDeclaration declaration(SourceForm form, SourceKind kind, FormErrors errors) {
        var declaration = new SchemaDeclaration(
                FieldDocument.declarations(form.schema()),
                key(form.primaryKey()),
                form.fieldsMatch(),
                form.acceptance(),
                form.byteOrderMark(),
                key(form.fallbackKey()));
        if (declaration.fields().isEmpty()) {
            errors.add(
                    "schema",
                    "has no fields, expected a list of at least one like {\"name\": \"id\", \"type\": \"Integer\"}");
            return declaration;
        }
        return switch (kind) {
            case DAYS ->
                switch (Schema.check(declaration)) {
                    case SchemaCheck.Valid(var schema) -> schema.declaration();
                    case SchemaCheck.Refused(var problems) -> refused(declaration, problems, errors);
                };
            case ENTITIES ->
                switch (RecordSchema.check(declaration)) {
                    case RecordSchemaCheck.Valid(var schema) -> schema.declaration();
                    case RecordSchemaCheck.Refused(var problems) -> refused(declaration, problems, errors);
                };
        };
    }

    private static List<String> key(@Nullable List<@Nullable String> sent) {
        return sent == null
                ? List.of()
                : sent.stream().map(name -> name == null ? "" : name).toList();
    }

    private static SchemaDeclaration refused(
            SchemaDeclaration declaration, List<SchemaProblem> problems, FormErrors errors) {
        problems.forEach(problem -> errors.add(problem.path(), problem.message()));
        return declaration;
    }
}
