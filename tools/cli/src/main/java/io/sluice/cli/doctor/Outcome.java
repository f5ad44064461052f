package io.sluice.cli.doctor;

/// The outcome of a check.
sealed interface Outcome {

    /// Nothing is wrong.
    ///
    /// @param seen the finding
    record Good(String seen) implements Outcome {}

    /// Somebody has to act.
    ///
    /// @param fact what is, with its value and place
    /// @param expectation what should be instead
    /// @param next one step that fixes it or leads on
    record Bad(String fact, String expectation, String next) implements Outcome {}

    /// The check could not run.
    record NotChecked(String why) implements Outcome {}
}
