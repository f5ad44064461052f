package io.sluice.web.security;

/// The roles a token may carry in its claim `groups`. Each of our services has a role of its own: it reads no
/// more than it needs.
public final class Roles {
    /// One account's people and programs; reaches only that account.
    public static final String TENANT = "tenant";
    /// The platform team; reaches every account.
    public static final String ADMIN = "admin";
    /// The SFTP server or its agent: reads who may log in, with the hashes of their passwords.
    public static final String SFTP_SERVER = "sftp-server";
    /// validator-service: reads schemas and the hash keys of accounts, and makes accepted rows the data of
    /// their day.
    public static final String VALIDATOR_SERVICE = "validator-service";
    /// job-service: asks sftp-watcher for replays.
    public static final String JOB_SERVICE = "job-service";
    /// data-service: reads the sources of an account with their schemas in each version, and its hash key.
    public static final String DATA_SERVICE = "data-service";

    private Roles() {}
}
