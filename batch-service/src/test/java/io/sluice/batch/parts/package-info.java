/// Shared by the tests of this module: real parts, and a client as its customers write it. Start at [Client].
@NullMarked
package io.sluice.batch.parts;

import org.jspecify.annotations.NullMarked;
