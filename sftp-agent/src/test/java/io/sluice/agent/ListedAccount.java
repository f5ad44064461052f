package io.sluice.agent;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account as schema-service lists it. By default it is active, has a password and the source `order`, and
/// may log in from loopback.
record ListedAccount(
        @JsonProperty("accuid") String accountId,
        boolean active,
        Optional<String> passwordHash,
        List<String> keys,
        List<String> allowlist,
        List<String> sources) {
    static final String PASSWORD = "correct-horse";

    /// The hash of [#PASSWORD].
    static final String HASH =
            "$6$sluicetest$znTTW7OiOYxKlBJbG9UkEoDLDIcsR7xpELRkfgapz7fyq8GLPlEQhyC/lxV3.Ri08XeJV.Dpi7SqiXUMa2H1I1";

    /// The hash of the password `other-horse`.
    static final String OTHER_HASH =
            "$6$sluicetest$CzW85EK7xcyiSz07PFWNu0PstH4pF/Y0PqLyrKR/JrgsgcMxoE7D1BWlm8JDjF.NlMrNrJQHpBR.OrI5YOcJQ/";

    static ListedAccount of(String accountId) {
        return new ListedAccount(
                accountId, true, Optional.of(HASH), List.of(), List.of("127.0.0.0/29", "::1/128"), List.of("order"));
    }

    ListedAccount suspended() {
        return new ListedAccount(accountId, false, passwordHash, keys, allowlist, sources);
    }

    ListedAccount withHash(String hash) {
        return new ListedAccount(accountId, active, Optional.of(hash), keys, allowlist, sources);
    }

    ListedAccount withKeyOnly(String key) {
        return new ListedAccount(accountId, active, Optional.empty(), List.of(key), allowlist, sources);
    }

    ListedAccount from(String... ranges) {
        return new ListedAccount(accountId, active, passwordHash, keys, List.of(ranges), sources);
    }

    ListedAccount withSources(String... types) {
        return new ListedAccount(accountId, active, passwordHash, keys, allowlist, List.of(types));
    }

    Map<String, Object> json() {
        var json = new java.util.LinkedHashMap<String, Object>();
        json.put("accuid", accountId);
        json.put("state", active ? "active" : "suspended");
        passwordHash.ifPresent(hash -> json.put("password_hash", hash));
        json.put("ssh_public_keys", new ArrayList<>(keys));
        json.put("ip_allowlist", new ArrayList<>(allowlist));
        json.put("source_types", new ArrayList<>(sources));
        return json;
    }
}
