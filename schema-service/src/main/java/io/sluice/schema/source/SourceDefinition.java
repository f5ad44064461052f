package io.sluice.schema.source;

import io.sluice.engine.schema.SchemaDeclaration;

/// What one version of a source declares.
///
/// @param declaration checked, in the engine's canonical spelling
/// @param plainCopy whether each day of the data set is also kept at a plain path; true for `entities`
record SourceDefinition(String sourceName, String description, SchemaDeclaration declaration, boolean plainCopy) {}
