package io.sluice.engine.schema;

/// One thing wrong with a declaration.
///
/// @param path where, in JSON terms: `schema[3].constraints.minLength`, `primary_key[0]`,
/// `acceptance.max_invalid_percent`
/// @param message the field, the value and what was expected
public record SchemaProblem(String path, String message) {}
