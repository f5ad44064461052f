/// Answers what the days of data sets and the snapshots of entities hold, and where their files are. Start
/// reading at [DataResource].
@NullMarked
package io.sluice.data.manifest;

import org.jspecify.annotations.NullMarked;
