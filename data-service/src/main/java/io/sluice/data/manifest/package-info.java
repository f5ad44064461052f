/// Answers what the days of data sets and the snapshots of entities hold, and gives their files, by signed
/// address and to clients of the catalogue. Start reading at [DataResource].
@NullMarked
package io.sluice.data.manifest;

import org.jspecify.annotations.NullMarked;
