package io.sluice.cli.doctor;

/// Checks one thing. Each check runs on a thread of its own, which is interrupted when its time is over.
interface Check {
    Subject subject();

    /// The address or path that it checks, for the message when nobody answers.
    String place();

    /// The next step when nobody answers.
    String ifSilent();

    CheckOutcome run() throws InterruptedException;
}
