package io.sluice.sftpserver.account;

/// The users that Sluice's services log in as.
///
/// | user | of | may |
/// |---|---|---|
/// | [#NAME] | sftp-watcher | everything; it owns what tenants may only read |
/// | [#VALIDATOR] | validator-service | read claimed files, change nothing |
public final class ServiceUser {
    public static final String NAME = "sluice-service";

    /// User and group id. The ids of tenants follow it.
    public static final int ID = 19_999;

    public static final String VALIDATOR = "sluice-validator";

    /// User and group id.
    public static final int VALIDATOR_ID = ID - 1;

    private ServiceUser() {}

    /// Whether a user is one of them, so no tenant.
    public static boolean isOne(String name) {
        return name.equals(NAME) || name.equals(VALIDATOR);
    }
}
