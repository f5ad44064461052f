package io.sluice.watcher.testing;

/// Counts everything a process does to the outside, and kills it before or after one of these steps.
public final class Steps {
    private int left = Integer.MAX_VALUE;
    private boolean afterwards;
    private boolean killed;

    /// The process dies at the n-th step from now, 1 being the next.
    public void killAt(int step, boolean after) {
        left = step;
        afterwards = after;
        killed = false;
    }

    /// A new process begins.
    public void restart() {
        left = Integer.MAX_VALUE;
        killed = false;
    }

    public boolean killed() {
        return killed;
    }

    void around(Runnable step) {
        if (killed) {
            throw new Killed();
        }
        left--;
        if (left == 0 && !afterwards) {
            killed = true;
            throw new Killed();
        }
        step.run();
        if (left == 0) {
            killed = true;
            throw new Killed();
        }
    }

    /// The end of a process.
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed");
        }
    }
}
