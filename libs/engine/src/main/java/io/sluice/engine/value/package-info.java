/// The grammars of cells, over bytes and without allocation: what is an Integer, a Date, an e-mail address;
/// start reading at [io.sluice.engine.value.Integers].
@NullMarked
package io.sluice.engine.value;

import org.jspecify.annotations.NullMarked;
