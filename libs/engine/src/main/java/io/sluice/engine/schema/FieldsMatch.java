package io.sluice.engine.schema;

/// How the labels of a file must match the names of the fields. Every field always needs its label.
public enum FieldsMatch {
    ANY_ORDER,
    EXACT
}
