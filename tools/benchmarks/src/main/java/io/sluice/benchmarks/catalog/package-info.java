/// What the catalogue of data sets costs when it has as many tables as 10,000 accounts have. Start reading at
/// [CatalogLoads].
@NullMarked
package io.sluice.benchmarks.catalog;

import org.jspecify.annotations.NullMarked;
