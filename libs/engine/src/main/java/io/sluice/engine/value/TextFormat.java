package io.sluice.engine.value;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The formats that a String can have.
public enum TextFormat {
    EMAIL("an e-mail address") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return Emails.isValid(bytes, from, to);
        }
    },
    URI("an absolute URI") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return Uris.isAbsolute(bytes, from, to);
        }
    },
    UUID("a UUID") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return to - from == 36
                    && isHex(bytes, from, from + 8)
                    && bytes[from + 8] == '-'
                    && isHex(bytes, from + 9, from + 13)
                    && bytes[from + 13] == '-'
                    && isHex(bytes, from + 14, from + 18)
                    && bytes[from + 18] == '-'
                    && isHex(bytes, from + 19, from + 23)
                    && bytes[from + 23] == '-'
                    && isHex(bytes, from + 24, to);
        }
    },
    PHONE("a phone number of 6 to 20 digits") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return Phones.isValid(bytes, from, to);
        }
    },
    IPV4("an IPv4 address") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return IpAddresses.isVersion4(bytes, from, to);
        }
    },
    IPV6("an IPv6 address") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return IpAddresses.isVersion6(bytes, from, to);
        }
    },
    SHA256("64 hex digits") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return to - from == 64 && isHex(bytes, from, to);
        }
    },
    COUNTRY2("an ISO 3166 country code of two capital letters") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return IsoCodes.COUNTRIES.contains(bytes, from, to);
        }
    },
    LANGUAGE2("an ISO 639 language code of two small letters") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return IsoCodes.LANGUAGES.contains(bytes, from, to);
        }
    },
    CURRENCY3("an ISO 4217 currency code of three capital letters") {
        @Override
        public boolean matches(byte[] bytes, int from, int to) {
            return IsoCodes.CURRENCIES.contains(bytes, from, to);
        }
    };

    private final String meaning;

    TextFormat(String meaning) {
        this.meaning = meaning;
    }

    public abstract boolean matches(byte[] bytes, int from, int to);

    /// The description of the format in messages, e.g. `an e-mail address`.
    public String meaning() {
        return meaning;
    }

    /// The word in the schema, e.g. `email`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TextFormat> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst();
    }

    private static boolean isHex(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Digits.isHex(bytes[i])) {
                return false;
            }
        }
        return true;
    }
}
