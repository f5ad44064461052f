/// Child processes that never outlive the JVM that started them. Start at [ChildProcess].
@NullMarked
package io.sluice.devstack.parts.process;

import org.jspecify.annotations.NullMarked;
