/// The whole system as its users see it, every part a process of its own. Start at [StoryIT]; [SharedStack]
/// brings the system.
@NullMarked
package io.sluice.endtoend;

import org.jspecify.annotations.NullMarked;
