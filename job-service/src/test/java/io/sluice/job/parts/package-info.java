/// Shared by the tests of this module: real parts, tokens, events. Start at [TestParts].
@NullMarked
package io.sluice.job.parts;

import org.jspecify.annotations.NullMarked;
