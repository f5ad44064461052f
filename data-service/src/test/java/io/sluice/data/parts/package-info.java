/// Shared by the tests of this module: real parts, a stub of schema-service, batches. Start at [TestParts].
@NullMarked
package io.sluice.data.parts;

import org.jspecify.annotations.NullMarked;
