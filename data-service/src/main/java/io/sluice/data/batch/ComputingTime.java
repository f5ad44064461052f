package io.sluice.data.batch;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/// How long the calling thread has computed since a start. Other load of the machine does not count, nor does
/// waiting.
final class ComputingTime {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long start = THREADS.getCurrentThreadCpuTime();

    /// To be asked in the thread that made it.
    boolean isOver(Duration limit) {
        return THREADS.getCurrentThreadCpuTime() - start > limit.toNanos();
    }
}
