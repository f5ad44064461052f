package io.sluice.schema.source;

import io.sluice.engine.schema.SchemaDeclaration;

/// What one version of a source declares.
///
/// @param declaration checked, in the engine's canonical spelling
record SourceDefinition(String sourceName, String description, SchemaDeclaration declaration) {}
