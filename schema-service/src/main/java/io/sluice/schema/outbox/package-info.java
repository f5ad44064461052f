/// Publishes every change of an account, in step with the database.
///
/// | step | class |
/// |---|---|
/// | records the change in its own transaction | `AccountChanges` |
/// | wakes the publication after the commit | [AccountChangesSchedule] |
/// | publishes what is not published yet | [PublishChanges] |
@NullMarked
package io.sluice.schema.outbox;

import org.jspecify.annotations.NullMarked;
