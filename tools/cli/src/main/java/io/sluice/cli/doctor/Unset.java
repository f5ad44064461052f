package io.sluice.cli.doctor;

/// Stands for a check that lacks something it has to be reported.
record Unset(Subject subject, String why) implements Check {

    static Unset key(Subject subject, String key) {
        return new Unset(subject, key + " is not set");
    }

    @Override
    public String place() {
        return "nowhere";
    }

    @Override
    public String ifSilent() {
        return why;
    }

    @Override
    public CheckOutcome run() {
        return new CheckOutcome.NotChecked(why);
    }
}
