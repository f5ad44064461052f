/// Sets of values seen, for unique fields and primary keys; start reading at
/// [io.sluice.engine.key.SeenLongs].
@NullMarked
package io.sluice.engine.key;

import org.jspecify.annotations.NullMarked;
