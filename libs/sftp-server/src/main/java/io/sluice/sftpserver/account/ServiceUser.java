package io.sluice.sftpserver.account;

/// The user that Sluice's services log in as; owner of what tenants may only read.
public final class ServiceUser {
    public static final String NAME = "sluice-service";

    /// User and group id; those of tenants begin behind it.
    public static final int ID = 19_999;

    private ServiceUser() {}
}
