package io.sluice.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatternCostTest {
    @Test
    void acceptsOrdinaryPatterns() {
        for (String pattern : List.of(
                "[A-Z]{2}[0-9]{8}",
                "(\\+886|0)9[0-9]{8}",
                ".{0,1000}",
                "[^,]{1,500}",
                "(ab|cd|ef)+x?",
                "\\Q((((\\E",
                "[](){}]+",
                "a{,3}",
                "[[:alpha:]]{3}",
                "\\p{Greek}+",
                "x{2,}",
                "",
                "(?i)abc|(?P<n>d)",
                "a|b|c|d|e")) {
            assertThat(PatternCost.isAffordable(pattern)).as(pattern).isTrue();
            assertThat(Pattern.compile(pattern).programSize()).as(pattern).isLessThan(4_000);
        }
    }

    @Test
    void refusesNestedRepetitions() {
        for (String pattern : List.of(
                "((a{100}){100}){100}",
                "(a{1000}){3}",
                "(a?){1000}",
                "((a*)*b?){400}",
                "(x{0,50}){0,50}",
                "(|a){999}",
                "(".repeat(250) + "a*" + ")*".repeat(250))) {
            assertThat(PatternCost.isAffordable(pattern)).as(pattern).isFalse();
        }
    }

    @Test
    void acceptsMalformedText() {
        for (String text : List.of(
                "(", ")", "[", "\\", "*", "{", "a{", "a{2", "[^", "[]", "\\Q", "))((", "+?*", "|", "[[:", "(?")) {
            assertThat(PatternCost.isAffordable(text)).as(text).isTrue();
        }
    }

    @Test
    void matchesAffordablePatternsOnASmallStack() throws InterruptedException {
        List<String> texts =
                List.of("(a?){100}", "(((((a*)*)*)*)*)*", "(a|b?|c*){30}", "x{0,1000}", "(ab?){300}", ".{0,1000}");
        List<Pattern> patterns = texts.stream().map(Pattern::compile).toList();
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(
                null,
                () -> patterns.forEach(
                        pattern -> pattern.matcher("a".repeat(2_000)).matches()),
                "small-stack",
                256 << 10);
        thread.setUncaughtExceptionHandler((where, error) -> thrown[0] = error);

        thread.start();
        thread.join();

        assertThat(texts).allMatch(PatternCost::isAffordable);
        assertThat(thrown[0]).isNull();
    }
}
