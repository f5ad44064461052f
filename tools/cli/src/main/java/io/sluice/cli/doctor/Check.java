package io.sluice.cli.doctor;

/// Looks at one thing. Each check runs on a thread of its own, which is interrupted when its time is over.
interface Check {
    Subject subject();

    /// Where it looks, for the case that nobody answers.
    String place();

    /// What to do when nobody answers.
    String ifSilent();

    Outcome run() throws InterruptedException;
}
