package io.sluice.contracts.api;

/// What a source is accepted with, but its tenant should know.
///
/// @param code a word for programs, e.g. `sensitive-name`
/// @param field the key in JSON terms, `schema[1].name`
public record SchemaWarning(String code, String field, String message) {}
