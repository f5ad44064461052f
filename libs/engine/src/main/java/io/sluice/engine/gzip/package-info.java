/// Unpacks gzip files that arrive in portions, within limits. Start reading at
/// [io.sluice.engine.gzip.Gunzip].
@NullMarked
package io.sluice.engine.gzip;

import org.jspecify.annotations.NullMarked;
