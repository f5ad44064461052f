package io.sluice.engine.value;

import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/// A set of codes with a fixed number of letters, from the JDK's ISO lists.
final class IsoCodes {
    static final IsoCodes COUNTRIES = new IsoCodes(2, 'A', List.of(Locale.getISOCountries()));
    static final IsoCodes LANGUAGES = new IsoCodes(2, 'a', List.of(Locale.getISOLanguages()));
    static final IsoCodes CURRENCIES = new IsoCodes(
            3,
            'A',
            Currency.getAvailableCurrencies().stream()
                    .map(Currency::getCurrencyCode)
                    .toList());

    private static final int LETTERS = 26;

    private final int length;
    private final char firstLetter;
    private final boolean[] known;

    private IsoCodes(int length, char firstLetter, Collection<String> codes) {
        this.length = length;
        this.firstLetter = firstLetter;
        this.known = new boolean[length == 2 ? LETTERS * LETTERS : LETTERS * LETTERS * LETTERS];
        for (String code : codes) {
            if (code.length() == length) {
                int index = 0;
                for (int i = 0; i < length; i++) {
                    index = index * LETTERS + code.charAt(i) - firstLetter;
                }
                known[index] = true;
            }
        }
    }

    boolean contains(byte[] bytes, int from, int to) {
        if (to - from != length) {
            return false;
        }
        int index = 0;
        for (int i = from; i < to; i++) {
            int letter = bytes[i] - firstLetter;
            if (letter < 0 || letter >= LETTERS) {
                return false;
            }
            index = index * LETTERS + letter;
        }
        return known[index];
    }
}
