package io.sluice.engine.reference;

import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Those String formats of spec 4 section 2 that the random files use.
final class StringFormats {
    private StringFormats() {}

    static boolean accepts(@Nullable String format, String text) {
        return switch (format) {
            case null -> true;
            case "email" -> isEmail(text);
            case "uuid" -> isUuid(text);
            case "sha256" -> isHash(text);
            case "phone" -> isPhone(text);
            case "ipv4" -> isIpv4(text);
            case "country2" -> Arrays.asList(Locale.getISOCountries()).contains(text);
            default -> throw new IllegalArgumentException("unknown format " + format);
        };
    }

    private static boolean isEmail(String text) {
        int at = text.indexOf('@');
        return at > 0
                && at == text.lastIndexOf('@')
                && text.indexOf('.', at) > 0
                && text.chars().noneMatch(Character::isWhitespace)
                && text.codePointCount(0, text.length()) <= 254;
    }

    private static boolean isUuid(String text) {
        if (text.length() != 36) {
            return false;
        }
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static boolean isHash(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> "0123456789abcdefABCDEF".indexOf(c) >= 0);
    }

    private static boolean isPhone(String text) {
        String rest = text.startsWith("+") ? text.substring(1) : text;
        long digits = rest.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits >= 6
                && digits <= 20
                && rest.chars().allMatch(c -> "0123456789 -().".indexOf(c) >= 0)
                && Character.isDigit(rest.charAt(0))
                && Character.isDigit(rest.charAt(rest.length() - 1));
    }

    private static boolean isIpv4(String text) {
        String[] parts = text.split("\\.", -1);
        return parts.length == 4
                && Arrays.stream(parts)
                        .allMatch(part -> TypedValues.allDigits(part)
                                && part.length() <= 3
                                && Integer.parseInt(part) <= 255
                                && (part.length() == 1 || !part.startsWith("0")));
    }
}
