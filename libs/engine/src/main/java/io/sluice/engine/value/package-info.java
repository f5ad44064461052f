/// The grammars of cells (Integer, Date, e-mail address and others), over bytes and without allocation. Start
/// reading at [io.sluice.engine.value.Integers].
@NullMarked
package io.sluice.engine.value;

import org.jspecify.annotations.NullMarked;
