/// The Iceberg REST catalogue of an account: read-only, for engines. Start reading at [CatalogResource];
/// [CatalogErrors] says what refusals look like.
@NullMarked
package io.sluice.data.catalog;

import org.jspecify.annotations.NullMarked;
