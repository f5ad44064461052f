/// `./sluice faults`: disks, inodes and clocks run out, processes halt, and every file still ends; start
/// reading at [RunFaults].
@NullMarked
package io.sluice.devstack.faults;

import org.jspecify.annotations.NullMarked;
