/// One small class per type checks a cell by the rules of its field. Start reading at
/// [io.sluice.engine.cell.CellChecks].
@NullMarked
package io.sluice.engine.cell;

import org.jspecify.annotations.NullMarked;
