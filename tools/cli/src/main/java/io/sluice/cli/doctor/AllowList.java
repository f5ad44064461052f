package io.sluice.cli.doctor;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.contracts.account.AddressRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ranges from which an account may log in, as schema-service lists them.
record AllowList(List<String> ranges) {
    private static final ObjectMapper JSON = new ObjectMapper();

    AllowList {
        ranges = List.copyOf(ranges);
    }

    /// Asks the admin API.
    ///
    /// @throws IOException if it does not answer with the account
    static AllowList ask(HttpCaller http, URI schemaService, String token, String account)
            throws IOException, InterruptedException {
        var answer = http.get(URI.create(schemaService + "/v1/accounts/" + account), Optional.of(token));
        if (answer.statusCode() != 200) {
            throw new IOException("schema-service answered %d".formatted(answer.statusCode()));
        }
        var ranges = new ArrayList<String>();
        JSON.readTree(answer.body()).path("ip_allowlist").forEach(range -> ranges.add(range.asText()));
        return new AllowList(ranges);
    }

    /// The range that holds the address.
    Optional<String> admitting(String address) {
        return ranges.stream().filter(range -> contains(range, address)).findFirst();
    }

    /// The narrowest range for an address.
    static String rangeOf(String address) {
        return address + (address.contains(":") ? "/128" : "/32");
    }

    private static boolean contains(String range, String address) {
        try {
            return AddressRange.parse(range).contains(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException noRange) {
            return false;
        }
    }

    @Override
    public String toString() {
        return ranges.isEmpty() ? "nobody" : String.join(", ", ranges);
    }
}
