package io.sluice.engine.value;

import java.util.List;

/// A date pattern in the letters of java.time, resolved strictly. Immutable.
///
/// | letters | text |
/// |---|---|
/// | `yyyy` | 4 digits |
/// | `yy` | 2, a year from 2000 to 2099 |
/// | `y` | 1 to 4 |
/// | `MM` `dd` `HH` `mm` `ss` | 2 |
/// | `M` `d` `H` `m` `s` | 1 or 2 |
/// | `S` to `SSSSSSSSS` | as many as letters, the fraction of the second |
/// | `X` `XX` `XXX` | `Z`, or an offset of up to 18 hours: `+08` or `+0830`, `+0830`, `+08:30` |
/// | `T` | `T` or one blank |
/// | `[` `]` | what stands between them may be left out |
///
/// java.time has no `T`, and for one `S` between brackets (`[.S]`) a fraction of one digit; here it is one
/// of 1 to 9 digits. Other characters are literals. Letters are literals between apostrophes; two
/// apostrophes are one.
public final class DatePattern {
    /// A pattern that cannot be used; the message is the reason.
    public static final class PatternException extends Exception {
        private static final long serialVersionUID = 1L;

        PatternException(String message) {
            super(message);
        }
    }

    private final DateToken[] tokens;

    private DatePattern(List<DateToken> tokens) {
        this.tokens = tokens.toArray(DateToken[]::new);
    }

    /// Compiles a pattern.
    ///
    /// @param allowed the letters that the type allows, from the largest unit to the smallest: `yMd`, `Hms`
    /// @param needed the letters that the type requires, outside of brackets
    public static DatePattern compile(String pattern, String allowed, String needed) throws PatternException {
        List<DateToken> tokens = new DatePatternReader(pattern).read();
        StringBuilder letters = new StringBuilder();
        checkLetters(tokens, allowed, letters, false);
        for (int i = 0; i < needed.length(); i++) {
            char letter = needed.charAt(i);
            if (letters.indexOf(String.valueOf(letter)) < 0) {
                throw new PatternException("letter '%c' is missing".formatted(letter));
            }
            if (tokens.stream().noneMatch(token -> token.letter == letter)) {
                throw new PatternException(
                        "letter '%c' stands between brackets, and may not be left out".formatted(letter));
            }
        }
        if (letters.indexOf("S") >= 0 && letters.indexOf("s") < 0) {
            throw new PatternException("'S' needs 's'");
        }
        return new DatePattern(tokens);
    }

    /// Each letter must be allowed, occur once, and be readable without looking ahead.
    ///
    /// @param letters receives them
    /// @param afterVariable whether a number of unknown width may stand before these tokens
    /// @return whether one may stand at their end
    private static boolean checkLetters(
            List<DateToken> tokens, String allowed, StringBuilder letters, boolean afterVariable)
            throws PatternException {
        boolean variable = afterVariable;
        for (DateToken token : tokens) {
            if (token.isLiteral()) {
                variable = false;
                continue;
            }
            if (token.isOptional()) {
                variable |= checkLetters(token.parts(), allowed, letters, variable);
                continue;
            }
            if (allowed.indexOf(token.letter) < 0) {
                throw new PatternException("letter '%c' is not allowed here, only %s"
                        .formatted(token.letter, String.join(" ", allowed.split(""))));
            }
            if (letters.indexOf(String.valueOf(token.letter)) >= 0) {
                throw new PatternException("letter '%c' occurs twice".formatted(token.letter));
            }
            if (variable && token.beginsWithDigit()) {
                throw new PatternException(
                        "'%c' follows a part of unknown width; write that part with its full width or put a separator between"
                                .formatted(token.letter));
            }
            variable = token.isVariable();
            letters.append(token.letter);
        }
        return variable;
    }

    /// Whether the cell matches this pattern. `fields` receives its parts.
    public boolean parse(byte[] bytes, int from, int to, DateFields fields) {
        return read(bytes, from, to, fields) && fields.isValid();
    }

    /// Whether the cell has the form of this pattern, even if there is no such date.
    public boolean read(byte[] bytes, int from, int to, DateFields fields) {
        fields.clear();
        return DateToken.read(tokens, bytes, from, to, fields) == to;
    }
}
