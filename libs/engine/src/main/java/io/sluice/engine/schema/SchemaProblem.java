package io.sluice.engine.schema;

/// One problem of a declaration.
///
/// @param path in JSON terms: `schema[3].constraints.minLength`, `primary_key[0]`,
/// `acceptance.max_invalid_percent`
/// @param message the field, the value and the expectation
public record SchemaProblem(String path, String message) {}
