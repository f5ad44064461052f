package io.sluice.agent;

/// Whether the real OpenSSH can run here: its chroots need root on Linux.
final class OpenSsh {
    private OpenSsh() {}

    /// For `@EnabledIf`. In CI it fails in place of skipping the tests.
    static boolean canRun() {
        var able = System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name"));
        if (!able && System.getenv("CI") != null) {
            throw new IllegalStateException(
                    "the tests of the SFTP agent need root on Linux and CI must not skip them: run the build as root");
        }
        return able;
    }
}
