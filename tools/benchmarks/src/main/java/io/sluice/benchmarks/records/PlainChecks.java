package io.sluice.benchmarks.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/// The same checks as one writes them over Jackson's streaming parser without thinking of speed: the
/// yardstick.
final class PlainChecks {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Set<UUID> refs = new HashSet<>();
    private long wrong;

    /// The number of wrong values.
    long check(byte[] lines) throws IOException {
        try (var parser = FACTORY.createParser(lines)) {
            while (parser.nextToken() != null) {
                record(parser);
            }
        }
        return wrong;
    }

    private void record(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "ref" -> expect(refs.add(UUID.fromString(parser.getText())));
                case "schema" -> expect(parser.getText().equals("order"));
                case "mode" -> expect(parser.getText().equals("upsert"));
                case "value" -> value(parser);
                default -> wrong++;
            }
        }
    }

    private void value(JsonParser parser) throws IOException {
        var seen = new HashSet<String>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            expect(seen.add(name));
            parser.nextToken();
            switch (name) {
                case "referenceId", "note" -> expect(parser.currentToken() == JsonToken.VALUE_STRING);
                case "orderedAt" -> expect(isDateTime(parser.getText()));
                case "status" -> expect(OrderLines.STATUS.contains(parser.getText()));
                case "currencyCode" -> expect(isCurrency(parser.getText()));
                case "price" -> expect(new BigDecimal(parser.getText()).signum() >= 0);
                case "gift" -> expect(parser.currentToken().isBoolean());
                case "orderItems" -> items(parser);
                default -> wrong++;
            }
        }
        expect(seen.contains("referenceId") && seen.contains("orderedAt"));
    }

    private void items(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            var seen = new HashSet<String>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = parser.currentName();
                expect(seen.add(name));
                parser.nextToken();
                switch (name) {
                    case "productId", "name" -> expect(!parser.getText().isEmpty());
                    case "quantity" -> expect(Long.parseLong(parser.getText()) >= 1);
                    case "price" -> expect(new BigDecimal(parser.getText()).signum() >= 0);
                    default -> wrong++;
                }
            }
            expect(seen.contains("productId"));
        }
    }

    private void expect(boolean right) {
        wrong += right ? 0 : 1;
    }

    private static boolean isDateTime(String text) {
        try {
            return OffsetDateTime.parse(text) != null;
        } catch (DateTimeParseException wrong) {
            return false;
        }
    }

    private static boolean isCurrency(String text) {
        try {
            return Currency.getInstance(text) != null;
        } catch (IllegalArgumentException unknown) {
            return false;
        }
    }
}
