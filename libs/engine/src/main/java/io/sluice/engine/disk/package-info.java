/// What a run, or a service around it, keeps on the disk for a while: [TemporaryFile].
@NullMarked
package io.sluice.engine.disk;

import org.jspecify.annotations.NullMarked;
