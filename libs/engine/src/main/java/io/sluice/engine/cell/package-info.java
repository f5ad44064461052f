/// One small class per type that judges a cell by its field's rules; start reading at
/// [io.sluice.engine.cell.CellChecks].
@NullMarked
package io.sluice.engine.cell;

import org.jspecify.annotations.NullMarked;
