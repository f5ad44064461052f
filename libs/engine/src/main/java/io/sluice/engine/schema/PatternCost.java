package io.sluice.engine.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Computes an upper bound for the cost of a pattern before RE2/J compiles it.
///
/// | pattern | what it would cost |
/// |---|---|
/// | nested repetitions | a program that does not fit into memory |
/// | a chain of parts that can all match nothing | a recursion of the matcher as deep as the chain |
///
/// Takes any text. RE2/J refuses whatever is not a pattern.
final class PatternCost {
    /// The largest program, in instructions.
    static final long MAX_SIZE = 2_500;
    /// The longest chain of steps that consume no character.
    static final long MAX_CHAIN = 1_000;

    private static final Pattern REPETITION = Pattern.compile("\\{([0-9]+)(,([0-9]*))?}");
    private static final long SATURATED = 1_000_000_000L;

    /// A part of a pattern: its size, its longest chain, and whether it can match nothing.
    private record Part(long size, long chain, boolean nullable) {
        static final Part ATOM = new Part(1, 1, false);

        Part grouped() {
            return new Part(size + 2, chain + 2, nullable);
        }

        Part repeated(long least, long most) {
            long times = Math.max(1, most);
            long longest = nullable ? saturated(chain * times) : chain + 2;
            return new Part(saturated((size + 1) * times), longest + 2, nullable || least == 0);
        }
    }

    /// A group as far as it has been read: the finished alternatives, and the current sequence.
    private static final class Group {
        private long size;
        private long longest;
        private long run;
        private boolean sequenceNullable = true;
        private long alternatives = 1;
        private boolean nullable;
        private Part last = new Part(0, 0, true);

        void add(Part part) {
            settle();
            last = part;
        }

        void repeatLast(long least, long most) {
            last = last.repeated(least, most);
        }

        void nextAlternative() {
            settle();
            nullable |= sequenceNullable;
            sequenceNullable = true;
            run = 0;
            alternatives++;
        }

        Part close() {
            nextAlternative();
            return new Part(saturated(size + alternatives), saturated(longest + alternatives), nullable);
        }

        private void settle() {
            size = saturated(size + last.size());
            run = saturated(run + last.chain());
            longest = Math.max(longest, run);
            if (!last.nullable()) {
                run = last.chain();
                sequenceNullable = false;
            }
            last = new Part(0, 0, true);
        }
    }

    private final String pattern;
    private final Deque<Group> groups = new ArrayDeque<>();
    private int at;

    private PatternCost(String pattern) {
        this.pattern = pattern;
        groups.push(new Group());
    }

    /// The size of the program, in instructions; 0 for a pattern that is not affordable.
    static long size(String pattern) {
        Part whole = new PatternCost(pattern).read();
        return isAffordable(whole) ? whole.size() : 0;
    }

    static boolean isAffordable(String pattern) {
        return isAffordable(new PatternCost(pattern).read());
    }

    private static boolean isAffordable(Part whole) {
        return whole.size() <= MAX_SIZE && whole.chain() <= MAX_CHAIN;
    }

    private Part read() {
        Matcher repetition = REPETITION.matcher(pattern);
        while (at < pattern.length()) {
            Group group = groups.element();
            char symbol = pattern.charAt(at);
            switch (symbol) {
                case '(' -> {
                    groups.push(new Group());
                    at++;
                }
                case ')' -> {
                    closeGroup();
                    at++;
                }
                case '|' -> {
                    group.nextAlternative();
                    at++;
                }
                case '*', '?' -> {
                    group.repeatLast(0, 1);
                    at++;
                }
                case '+' -> {
                    group.repeatLast(1, 1);
                    at++;
                }
                case '{' -> {
                    if (repetition.region(at, pattern.length()).lookingAt()) {
                        long least = number(repetition.group(1));
                        String most = repetition.group(3);
                        group.repeatLast(least, most == null || most.isEmpty() ? least + 1 : number(most));
                        at = repetition.end();
                    } else {
                        group.add(Part.ATOM);
                        at++;
                    }
                }
                case '[' -> {
                    group.add(Part.ATOM);
                    skipClass();
                }
                case '\\' -> escape(group);
                default -> {
                    group.add(Part.ATOM);
                    at++;
                }
            }
        }
        while (groups.size() > 1) {
            closeGroup();
        }
        return groups.element().close();
    }

    private void closeGroup() {
        if (groups.size() > 1) {
            Part closed = groups.pop().close().grouped();
            groups.element().add(closed);
        }
    }

    private void escape(Group group) {
        boolean literalText = pattern.startsWith("\\Q", at);
        int end = literalText ? pattern.indexOf("\\E", at) : -1;
        if (!literalText) {
            group.add(Part.ATOM);
            at += 2;
            return;
        }
        int literalEnd = end < 0 ? pattern.length() : end;
        for (int i = at + 2; i < literalEnd; i++) {
            group.add(Part.ATOM);
        }
        at = end < 0 ? pattern.length() : end + 2;
    }

    /// Skips a character class. A `]` at its start or after a backslash does not end it.
    private void skipClass() {
        int i = at + 1;
        if (pattern.startsWith("^", i)) {
            i++;
        }
        if (pattern.startsWith("]", i)) {
            i++;
        }
        while (i < pattern.length() && pattern.charAt(i) != ']') {
            int named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i) : -1;
            i = named >= 0 ? named + 2 : i + (pattern.charAt(i) == '\\' ? 2 : 1);
        }
        at = i + 1;
    }

    private static long number(String digits) {
        return digits.length() > 9 ? SATURATED : Long.parseLong(digits);
    }

    private static long saturated(long value) {
        return Math.min(value, SATURATED);
    }
}
