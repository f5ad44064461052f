package io.sluice.engine.schema;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A field as the tenant writes it, unchecked. Null maps and lists become empty; [Schema#check] reports a
/// missing name or type.
///
/// @param constraints raw JSON values (Number, String, Boolean, List) by their Table Schema names
/// @param fields the parts of an Object; empty for any keys
/// @param items what each item of an Array is; its name is null
/// @param single whether an Array may be sent as one item without brackets; null means no
/// @param timeZone the IANA name of the zone of DateTimes that are written without one; null means UTC
public record FieldDeclaration(
        @Nullable String name,
        @Nullable String type,
        @Nullable String description,
        @Nullable String format,
        Map<String, Object> constraints,
        List<String> missingValues,
        List<String> trueValues,
        List<String> falseValues,
        @Nullable SensitivityDeclaration sensitive,
        List<FieldDeclaration> fields,
        @Nullable FieldDeclaration items,
        @Nullable Boolean single,
        @Nullable String timeZone) {

    public FieldDeclaration {
        constraints = Copies.map(constraints);
        missingValues = Copies.list(missingValues);
        trueValues = Copies.list(trueValues);
        falseValues = Copies.list(falseValues);
        fields = Copies.list(fields);
    }

    /// A field without parts.
    public FieldDeclaration(
            @Nullable String name,
            @Nullable String type,
            @Nullable String description,
            @Nullable String format,
            Map<String, Object> constraints,
            List<String> missingValues,
            List<String> trueValues,
            List<String> falseValues,
            @Nullable SensitivityDeclaration sensitive) {
        this(
                name,
                type,
                description,
                format,
                constraints,
                missingValues,
                trueValues,
                falseValues,
                sensitive,
                List.of(),
                null,
                null,
                null);
    }

    /// A field with a name and a type, and nothing else.
    public static FieldDeclaration of(@Nullable String name, String type) {
        return new FieldDeclaration(name, type, null, null, Map.of(), List.of(), List.of(), List.of(), null);
    }

    /// An Object with these fields, or with any keys if there are none.
    public static FieldDeclaration object(String name, FieldDeclaration... fields) {
        return nested(name, NestedType.OBJECT, List.of(fields), null);
    }

    /// An Array of such items.
    public static FieldDeclaration array(String name, FieldDeclaration items) {
        return nested(name, NestedType.ARRAY, List.of(), items);
    }

    /// An Array of such items, or one of them without brackets.
    public static FieldDeclaration arrayOrSingle(String name, FieldDeclaration items) {
        return array(name, items).with(draft -> draft.single = true);
    }

    /// The items of an Array that are single values.
    public static FieldDeclaration items(String type) {
        return of(null, type);
    }

    /// The items of an Array that are Objects.
    public static FieldDeclaration objects(FieldDeclaration... fields) {
        return nested(null, NestedType.OBJECT, List.of(fields), null);
    }

    private static FieldDeclaration nested(
            @Nullable String name, NestedType type, List<FieldDeclaration> fields, @Nullable FieldDeclaration items) {
        return of(name, type.label()).with(draft -> {
            draft.fields = fields;
            draft.items = items;
        });
    }

    /// The same field with another name.
    FieldDeclaration withName(@Nullable String other) {
        return with(draft -> draft.name = other);
    }

    /// The same field with other constraints.
    public FieldDeclaration withConstraints(Map<String, Object> others) {
        return with(draft -> draft.constraints = others);
    }

    /// The same field with another format.
    public FieldDeclaration withFormat(@Nullable String other) {
        return with(draft -> draft.format = other);
    }

    /// The same field with other missing values.
    public FieldDeclaration withMissingValues(List<String> others) {
        return with(draft -> draft.missingValues = others);
    }

    /// The same field with other sensitivity.
    public FieldDeclaration withSensitive(@Nullable SensitivityDeclaration other) {
        return with(draft -> draft.sensitive = other);
    }

    /// The same field with another zone.
    public FieldDeclaration withTimeZone(@Nullable String other) {
        return with(draft -> draft.timeZone = other);
    }

    private FieldDeclaration with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.declaration();
    }

    /// A copy in the making.
    private static final class Draft {
        private @Nullable String name;
        private @Nullable String type;
        private @Nullable String description;
        private @Nullable String format;
        private Map<String, Object> constraints;
        private List<String> missingValues;
        private List<String> trueValues;
        private List<String> falseValues;
        private @Nullable SensitivityDeclaration sensitive;
        private List<FieldDeclaration> fields;
        private @Nullable FieldDeclaration items;
        private @Nullable Boolean single;
        private @Nullable String timeZone;

        Draft(FieldDeclaration field) {
            name = field.name;
            type = field.type;
            description = field.description;
            format = field.format;
            constraints = field.constraints;
            missingValues = field.missingValues;
            trueValues = field.trueValues;
            falseValues = field.falseValues;
            sensitive = field.sensitive;
            fields = field.fields;
            items = field.items;
            single = field.single;
            timeZone = field.timeZone;
        }

        FieldDeclaration declaration() {
            return new FieldDeclaration(
                    name,
                    type,
                    description,
                    format,
                    constraints,
                    missingValues,
                    trueValues,
                    falseValues,
                    sensitive,
                    fields,
                    items,
                    single,
                    timeZone);
        }
    }
}
