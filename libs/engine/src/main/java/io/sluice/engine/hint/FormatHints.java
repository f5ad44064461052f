package io.sluice.engine.hint;

import io.sluice.engine.schema.Field;
import io.sluice.engine.value.TextFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Values that come near to the format of a String.
final class FormatHints {
    private FormatHints() {}

    static Optional<String> of(String text, Field field, Predicate<String> accepts, boolean hidden) {
        Optional<TextFormat> format = field.format().flatMap(TextFormat::ofLabel);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        return switch (format.get()) {
            case COUNTRY2, CURRENCY3 -> {
                if (accepts.test(text.toUpperCase(Locale.ROOT))) {
                    yield Optional.of("write it in capital letters");
                }
                yield format.get() == TextFormat.COUNTRY2 ? country(text, hidden) : currency(text);
            }
            case LANGUAGE2 -> {
                if (accepts.test(text.toLowerCase(Locale.ROOT))) {
                    yield Optional.of("write it in small letters");
                }
                yield text.length() > 2 && accepts.test(text.substring(0, 2)) && !Character.isLetter(text.charAt(2))
                        ? Optional.of("write the language alone, without a region")
                        : Optional.empty();
            }
            case URI ->
                accepts.test("https://" + text) && text.indexOf('.') > 0
                        ? Optional.of("it lacks the scheme, such as https://")
                        : Optional.empty();
            case UUID -> uuid(text, accepts);
            case EMAIL -> {
                String inner = text.replaceFirst("(?i)^mailto:", "").replaceFirst("^.*<(.*)>$", "$1");
                if (!inner.equals(text) && accepts.test(inner)) {
                    yield Optional.of("write the address alone");
                }
                String[] parts = text.split("[;,/ ]+", -1);
                yield parts.length > 1 && accepts.test(parts[0]) && accepts.test(parts[1])
                        ? Optional.of("a field takes one address")
                        : Optional.empty();
            }
            case PHONE ->
                text.matches("[0-9][.,][0-9]+E\\+[0-9]+")
                        ? Optional.of(
                                "digits were lost when it was saved by a spreadsheet, take the number from its source again")
                        : Optional.empty();
            case SHA256 ->
                text.matches("[0-9a-fA-F]{32}|[0-9a-fA-F]{40}")
                        ? Optional.of("it has the length of an MD5 or SHA-1 hash, take SHA-256")
                        : Optional.empty();
            case IPV4 ->
                text.matches(".+:[0-9]+") && accepts.test(text.substring(0, text.indexOf(':')))
                        ? Optional.of("write the address without the port")
                        : Optional.empty();
            case IPV6 ->
                text.startsWith("[") && text.endsWith("]") && accepts.test(text.substring(1, text.length() - 1))
                        ? Optional.of("write it without brackets")
                        : Optional.empty();
        };
    }

    private static Optional<String> country(String text, boolean hidden) {
        if (!hidden && text.equalsIgnoreCase("UK")) {
            return Optional.of("the code of the United Kingdom is GB");
        }
        return text.matches("[A-Za-z]{3}")
                ? Optional.of("it has three letters, write the code of two")
                : Optional.empty();
    }

    private static Optional<String> currency(String text) {
        return text.codePoints().anyMatch(symbol -> Character.getType(symbol) == Character.CURRENCY_SYMBOL)
                ? Optional.of("write the code of the currency, not its sign")
                : Optional.empty();
    }

    private static Optional<String> uuid(String text, Predicate<String> accepts) {
        if (text.matches("\\{.*}") && accepts.test(text.substring(1, text.length() - 1))) {
            return Optional.of("write it without braces");
        }
        return text.matches("[0-9a-fA-F]{32}")
                ? Optional.of("write it with its hyphens (8-4-4-4-12 digits)")
                : Optional.empty();
    }
}
