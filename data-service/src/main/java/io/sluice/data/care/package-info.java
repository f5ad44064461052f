/// What is left of data sets and nobody needs goes: files of replaced versions, snapshots that name them, and
/// objects that nothing names. Start reading at [CareSchedule] and [OrphanSchedule].
@NullMarked
package io.sluice.data.care;

import org.jspecify.annotations.NullMarked;
