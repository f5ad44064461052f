package io.sluice.sftpserver.account;

/// The user that Sluice's services log in as. It owns what tenants may only read.
public final class ServiceUser {
    public static final String NAME = "sluice-service";

    /// User and group id. The ids of tenants follow it.
    public static final int ID = 19_999;

    private ServiceUser() {}
}
