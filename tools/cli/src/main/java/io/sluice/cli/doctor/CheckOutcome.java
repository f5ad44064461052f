package io.sluice.cli.doctor;

/// The outcome of a check.
sealed interface CheckOutcome {

    /// Nothing is wrong.
    ///
    /// @param seen the finding
    record Good(String seen) implements CheckOutcome {}

    /// Somebody has to act.
    ///
    /// @param fact what is, with its value and place
    /// @param expectation what should be instead
    /// @param next one step that fixes it or leads on
    record Bad(String fact, String expectation, String next) implements CheckOutcome {}

    /// The check could not run.
    record NotChecked(String why) implements CheckOutcome {}
}
