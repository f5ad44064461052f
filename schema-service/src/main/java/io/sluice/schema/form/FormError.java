package io.sluice.schema.form;

/// One thing that is wrong with a request body.
///
/// @param field the key in JSON terms, `contacts[1]`
/// @param message the value and what was expected
public record FormError(String field, String message) {}
