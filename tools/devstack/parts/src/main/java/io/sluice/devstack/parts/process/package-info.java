/// Child processes that never outlive the one who started them; start reading at [ChildProcess].
@NullMarked
package io.sluice.devstack.parts.process;

import org.jspecify.annotations.NullMarked;
