/// Data files: objects of Parquet that a [io.sluice.contracts.data.DataFile] names. Start at [NewDataFile].
@NullMarked
package io.sluice.objects.data;

import org.jspecify.annotations.NullMarked;
