package io.sluice.contracts.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sluice.engine.schema.FieldDeclaration;
import io.sluice.engine.schema.SensitivityDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One field of a schema in JSON, as tenants write it and as answers show it: only what was set.
///
/// `fields` and `items` are the parts of the types Object and Array, which only records of batches have;
/// `single` lets one item stand for an Array. The names inside `constraints` are those of Table Schema
/// (`minLength`), all other keys are snake_case. `renamed_from` says what the field was called in the version
/// before; it is a part of one request, and no answer shows it.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record FieldDocument(
        @Nullable String name,
        @Nullable String type,
        @Nullable String description,
        @Nullable String format,
        @Nullable String timeZone,
        @Nullable Map<String, Object> constraints,
        @Nullable List<String> missingValues,
        @Nullable List<String> trueValues,
        @Nullable List<String> falseValues,
        @Nullable SensitivityDeclaration sensitive,
        @Nullable List<@Nullable FieldDocument> fields,
        @Nullable FieldDocument items,
        @Nullable Boolean single,
        @Nullable String renamedFrom) {

    public static FieldDocument of(FieldDeclaration field) {
        return new FieldDocument(
                field.name(),
                field.type(),
                field.description(),
                field.format(),
                field.timeZone(),
                field.constraints(),
                field.missingValues(),
                field.trueValues(),
                field.falseValues(),
                field.sensitive(),
                field.fields().stream().map(FieldDocument::ofPart).toList(),
                ofPart(field.items()),
                field.single(),
                null);
    }

    private static @Nullable FieldDocument ofPart(@Nullable FieldDeclaration part) {
        return part == null ? null : of(part);
    }

    /// The same for the engine, still unchecked.
    public FieldDeclaration toDeclaration() {
        return new FieldDeclaration(
                name,
                type,
                description,
                format,
                constraints == null ? Map.of() : constraints,
                missingValues == null ? List.of() : missingValues,
                trueValues == null ? List.of() : trueValues,
                falseValues == null ? List.of() : falseValues,
                sensitive,
                declarations(fields),
                items == null ? null : items.toDeclaration(),
                single,
                timeZone);
    }

    /// Fields for the engine. A null stands for a field without a name: the engine says what is missing, and
    /// where.
    public static List<FieldDeclaration> declarations(@Nullable List<@Nullable FieldDocument> documents) {
        var declarations = new ArrayList<FieldDeclaration>();
        for (var document : documents == null ? List.<@Nullable FieldDocument>of() : documents) {
            declarations.add(
                    document == null
                            ? new FieldDeclaration(
                                    null, null, null, null, Map.of(), List.of(), List.of(), List.of(), null)
                            : document.toDeclaration());
        }
        return declarations;
    }
}
