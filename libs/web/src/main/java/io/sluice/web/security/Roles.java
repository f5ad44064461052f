package io.sluice.web.security;

/// The roles a token may carry in its claim `groups`.
public final class Roles {
    /// One account's people and programs; reaches only that account.
    public static final String TENANT = "tenant";
    /// The platform team; reaches every account.
    public static final String ADMIN = "admin";
    /// One of our own services; reaches what it needs of every account.
    public static final String SERVICE = "service";

    private Roles() {}
}
