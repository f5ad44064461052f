package io.sluice.agent;

/// Whether the real OpenSSH can be run here: its chroots need root on Linux.
final class OpenSsh {
    private OpenSsh() {}

    /// For `@EnabledIf`; where the tests must not be left out, their absence is a failure.
    static boolean canRun() {
        var able = System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
        if (!able && System.getenv("CI") != null) {
            throw new IllegalStateException(
                    "the tests of the SFTP pod need root on Linux and CI must not leave them out: run the build as root");
        }
        return able;
    }
}
