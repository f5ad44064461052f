/// Shared by the tests of this module: real parts, events, mail servers. Start at [TestParts].
@NullMarked
package io.sluice.notifier.parts;

import org.jspecify.annotations.NullMarked;
