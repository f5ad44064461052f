/// A second implementation of the specification, slow and simple, and random comparisons of the engine with
/// it. Start reading at [EngineAgainstReferenceTest].
@NullMarked
package io.sluice.engine.reference;

import org.jspecify.annotations.NullMarked;
