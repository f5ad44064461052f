/// What the bytes of an error say about its likely cause, as one hint for the sender. A hint is computed when
/// an error is listed, never for a valid cell. Start reading at [io.sluice.engine.hint.CellHints].
@NullMarked
package io.sluice.engine.hint;

import org.jspecify.annotations.NullMarked;
