/// What the tests of this module share: real parts, tokens, events. Start at [TestParts].
@NullMarked
package io.sluice.job.parts;

import org.jspecify.annotations.NullMarked;
