/// The history of jobs: records them from events and answers them with their reports. Start at [Job], then
/// [FindLatestJob].
@NullMarked
package io.sluice.job.history;

import org.jspecify.annotations.NullMarked;
