package io.sluice.engine.schema;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A field as the tenant writes it, unchecked. Null maps and lists become empty; [Schema#check] reports a
/// missing name or type.
///
/// @param constraints raw JSON values (Number, String, Boolean, List) by their Table Schema names
public record FieldDeclaration(
        @Nullable String name,
        @Nullable String type,
        @Nullable String description,
        @Nullable String format,
        Map<String, Object> constraints,
        List<String> missingValues,
        List<String> trueValues,
        List<String> falseValues,
        @Nullable SensitivityDeclaration sensitive) {

    public FieldDeclaration {
        constraints = Copies.map(constraints);
        missingValues = Copies.list(missingValues);
        trueValues = Copies.list(trueValues);
        falseValues = Copies.list(falseValues);
    }

    /// A field with a name and a type, and nothing else.
    public static FieldDeclaration of(String name, String type) {
        return new FieldDeclaration(name, type, null, null, Map.of(), List.of(), List.of(), List.of(), null);
    }

    /// The same field with other constraints.
    public FieldDeclaration withConstraints(Map<String, Object> others) {
        return new FieldDeclaration(
                name, type, description, format, others, missingValues, trueValues, falseValues, sensitive);
    }

    /// The same field with another format.
    public FieldDeclaration withFormat(@Nullable String other) {
        return new FieldDeclaration(
                name, type, description, other, constraints, missingValues, trueValues, falseValues, sensitive);
    }

    /// The same field with other missing values.
    public FieldDeclaration withMissingValues(List<String> others) {
        return new FieldDeclaration(
                name, type, description, format, constraints, others, trueValues, falseValues, sensitive);
    }

    /// The same field with other sensitivity.
    public FieldDeclaration withSensitive(@Nullable SensitivityDeclaration other) {
        return new FieldDeclaration(
                name, type, description, format, constraints, missingValues, trueValues, falseValues, other);
    }
}
