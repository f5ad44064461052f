package io.sluice.engine.schema;

/// How the labels of a file must match the names of the fields; the set must always be equal.
public enum FieldsMatch {
    ANY_ORDER,
    EXACT
}
