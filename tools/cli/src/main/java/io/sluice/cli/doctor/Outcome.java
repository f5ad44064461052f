package io.sluice.cli.doctor;

/// What a check found.
sealed interface Outcome {

    /// All is as it should be.
    ///
    /// @param seen what was looked at and found
    record Good(String seen) implements Outcome {}

    /// Somebody has to act.
    ///
    /// @param fact what is, with its value and place
    /// @param expectation what should be instead
    /// @param next one step that fixes it or leads on
    record Bad(String fact, String expectation, String next) implements Outcome {}

    /// Nothing was found out.
    record NotChecked(String why) implements Outcome {}
}
