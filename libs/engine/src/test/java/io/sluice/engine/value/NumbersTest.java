package io.sluice.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final String SYMBOLS = "00112345678999999..+-eE x/:";

    @Test
    void readsIntegersOf64Bits() {
        assertThat(integer("0")).isZero();
        assertThat(integer("-0")).isZero();
        assertThat(integer("+007")).isEqualTo(7);
        assertThat(integer("000000000000000000000000000123")).isEqualTo(123);
        assertThat(integer("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(integer("-9223372036854775807")).isEqualTo(-Long.MAX_VALUE);
        assertThat(integer("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(isSmallest("-9223372036854775808")).isTrue();
        assertThat(isSmallest("-0009223372036854775808")).isTrue();
    }

    @Test
    void refusesTextsThatAreNotIntegers() {
        for (String text : List.of(
                "",
                "+",
                "-",
                "--1",
                "1.0",
                " 1",
                "1 ",
                "1,000",
                "0x1",
                "１",
                "1e3",
                "/",
                ":",
                "9223372036854775808",
                "-9223372036854775809",
                "99999999999999999999",
                "18446744073709551617",
                "922337203685477580x")) {
            assertThat(integer(text)).as(text).isEqualTo(Integers.INVALID);
            assertThat(isSmallest(text)).as(text).isFalse();
        }
    }

    @Test
    void readsIntegersAsTheJdkDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            String text = (random.nextBoolean() ? "-" : "") + Long.toUnsignedString(random.nextLong());
            long expected;
            try {
                expected = Long.parseLong(text);
            } catch (NumberFormatException e) {
                expected = Integers.INVALID;
            }
            assertThat(integer(text)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void agreesWithTheGrammarsOnRandomTexts() {
        Pattern decimal = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");
        Pattern floating = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
        Random random = new Random(2);
        for (int i = 0; i < 300_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(9);
            for (int k = 0; k < length; k++) {
                text.append(SYMBOLS.charAt(random.nextInt(SYMBOLS.length())));
            }
            byte[] framed = Texts.framed(text.toString());
            assertThat(Decimals.shape(framed, Texts.FROM, Texts.end(framed)) != Decimals.INVALID)
                    .as(text.toString())
                    .isEqualTo(decimal.matcher(text).matches());
            boolean isDouble = floating.matcher(text).matches() && Double.isFinite(Double.parseDouble(text.toString()));
            assertThat(Doubles.isValid(framed, Texts.FROM, Texts.end(framed)))
                    .as(text.toString())
                    .isEqualTo(isDouble);
            if (isDouble) {
                assertThat(Doubles.value(framed, Texts.FROM, Texts.end(framed)))
                        .as(text.toString())
                        .isEqualTo(Double.parseDouble(text.toString()) + 0.0);
            }
        }
    }

    @Test
    void readsExponentsAsTheJdkDoes() {
        Random random = new Random(3);
        for (int i = 0; i < 200_000; i++) {
            String text = (random.nextBoolean() ? "-" : "")
                    + Long.toString(random.nextLong() >>> random.nextInt(1, 64))
                    + (random.nextBoolean() ? "." + random.nextInt(1 << random.nextInt(31)) : "")
                    + (random.nextBoolean() ? "e" : "E+00")
                    + random.nextInt(random.nextBoolean() ? 30 : 330);
            String inverse = text.replace("E+", "e").replace("e", "E-");
            for (String number : List.of(text, inverse)) {
                byte[] framed = Texts.framed(number);
                double expected = Double.parseDouble(number);
                assertThat(isDouble(number)).as(number).isEqualTo(Double.isFinite(expected));
                if (Double.isFinite(expected)) {
                    assertThat(Doubles.value(framed, Texts.FROM, Texts.end(framed)))
                            .as(number)
                            .isEqualTo(expected + 0.0);
                }
            }
        }
    }

    @Test
    void boundsTheDigitsOfDecimals() {
        assertThat(fitsWithoutLimits("9".repeat(20))).isTrue();
        assertThat(fitsWithoutLimits("-" + "0".repeat(300) + "9".repeat(20) + "." + "9".repeat(18) + "0".repeat(300)))
                .isTrue();
        assertThat(fitsWithoutLimits("9".repeat(21))).isFalse();
        assertThat(fitsWithoutLimits("0." + "0".repeat(18) + "1")).isFalse();
    }

    @Test
    void countsManyDigitsOfDecimals() {
        int shape = shape("7".repeat(100_000) + "." + "0".repeat(100_000));

        assertThat(Decimals.wholeDigits(shape)).isEqualTo(32_767);
        assertThat(Decimals.fractionDigits(shape)).isEqualTo(32_767);
    }

    @Test
    void keepsTheOrderOfDecimalsOfManyDigits() {
        List<String> ascending = List.of(
                "-" + "9".repeat(5_000),
                "-" + "9".repeat(38) + ".0",
                "-1." + "0".repeat(5_000) + "1",
                "-" + "0".repeat(5_000) + "1",
                "-0." + "0".repeat(40) + "1",
                "0." + "0".repeat(50),
                "0." + "0".repeat(37) + "1",
                "0." + "0".repeat(37) + "10" + "0".repeat(5_000) + "1",
                "+" + "0".repeat(100) + "12.50",
                "9".repeat(38),
                "1" + "0".repeat(38));
        List<BigDecimal> bounds =
                List.of(new BigDecimal("-1"), BigDecimal.ZERO, new BigDecimal("1e-38"), new BigDecimal("12.5"));
        for (BigDecimal bound : bounds) {
            assertThat(ascending)
                    .allSatisfy(
                            text -> assertThat(Integer.signum(comparable(text).compareTo(bound)))
                                    .isEqualTo(Integer.signum(new BigDecimal(text).compareTo(bound))));
        }
        assertThat(comparable(ascending.getFirst()).precision()).isLessThan(50);
    }

    @Test
    void countsDigitsOfDecimals() {
        int shape = shape("-0012.500");

        assertThat(Decimals.wholeDigits(shape)).isEqualTo(2);
        assertThat(Decimals.fractionDigits(shape)).isEqualTo(3);
        byte[] framed = Texts.framed("-0012.500");
        assertThat(Decimals.unscaled(framed, Texts.FROM, Texts.end(framed))).isEqualTo(-12_500);
        assertThat(Decimals.exact(framed, Texts.FROM, Texts.end(framed))).isEqualTo(new BigDecimal("-12.500"));
    }

    @Test
    void refusesInfiniteDoubles() {
        assertThat(isDouble("1.7976931348623157e308")).isTrue();
        assertThat(isDouble("1e309")).isFalse();
        assertThat(isDouble("-1e309")).isFalse();
        assertThat(isDouble("1e-400")).isTrue();
        assertThat(isDouble("9".repeat(400))).isFalse();
        assertThat(isDouble("0".repeat(400) + "1")).isTrue();
        assertThat(isDouble("1e99999999999999999999")).isFalse();
        assertThat(isDouble("0e99999999999999999999")).isTrue();
        assertThat(isDouble("1e-99999999999999999999")).isTrue();
        assertThat(isDouble("1" + "0".repeat(400) + "e-400")).isTrue();
        assertThat(isDouble("1" + "0".repeat(400) + "e-50")).isFalse();
        assertThat(isDouble("1.7976931348623159e308")).isFalse();
        assertThat(isDouble("17976931348623157e292")).isTrue();
        for (String text : List.of("1e", "1e+", "1e-", "1E", "1ee1", "1e1.5", "1e1 ", "e1", "1.e1", "1e/", "1e:")) {
            assertThat(isDouble(text)).as(text).isFalse();
        }
        assertThat(isDouble("NaN")).isFalse();
        assertThat(isDouble("Infinity")).isFalse();
    }

    private static long integer(String text) {
        byte[] framed = Texts.framed(text);
        return Integers.parse(framed, Texts.FROM, Texts.end(framed));
    }

    private static boolean isSmallest(String text) {
        byte[] framed = Texts.framed(text);
        return Integers.isSmallest(framed, Texts.FROM, Texts.end(framed));
    }

    private static int shape(String text) {
        byte[] framed = Texts.framed(text);
        return Decimals.shape(framed, Texts.FROM, Texts.end(framed));
    }

    private static boolean fitsWithoutLimits(String text) {
        byte[] framed = Texts.framed(text);
        return Decimals.fitsWithoutLimits(framed, Texts.FROM, Texts.end(framed), shape(text));
    }

    private static BigDecimal comparable(String text) {
        byte[] framed = Texts.framed(text);
        return Decimals.comparable(framed, Texts.FROM, Texts.end(framed), shape(text));
    }

    private static boolean isDouble(String text) {
        byte[] framed = Texts.framed(text);
        return Doubles.isValid(framed, Texts.FROM, Texts.end(framed));
    }
}
