package io.sluice.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextFormatTest {
    @Test
    void recognisesEmailAddresses() {
        accepts(TextFormat.EMAIL, "a@b.c", "ann.lee+x@mail.example.com", "綠@茶.台灣", "\"x\"@y.z");
        accepts(TextFormat.EMAIL, "a".repeat(248) + "@b.com");
        refuses(
                TextFormat.EMAIL,
                "",
                "@",
                "a@b",
                "a@@b.c",
                "a b@c.d",
                "a@b.c ",
                "@b.c",
                "a@.c",
                "a@c.",
                "a.b.c",
                "a@b\u3000.c");
        refuses(TextFormat.EMAIL, "a@b.c\t", "a".repeat(250) + "@b.co");
    }

    @Test
    void recognisesAbsoluteUris() {
        accepts(
                TextFormat.URI,
                "http://a",
                "https://a.example/x?y=1#z",
                "mailto:a@b.c",
                "urn:isbn:123",
                "file:///x",
                "a:b");
        accepts(
                TextFormat.URI,
                "http://[::1]",
                "http://[2001:db8::7]:80",
                "ldap://u@[::ffff:1.2.3.4]:?x",
                "a://[::1]:#y");
        for (String host : List.of("[::1", "::1]", "[]", "[", "]", "[x]", "[1.2.3.4]", "[::1]]", "[[::1]", "x[::1]")) {
            refuses(TextFormat.URI, "http://" + host, "http://" + host + "/x", "http://" + host + ":80");
        }
        refuses(TextFormat.URI, "http://[::1]x", "http://[::1]:x", "http://[a]@[::1]", "http://[::1]@x", "http://a[b");
        accepts(TextFormat.URI, "http://[::1]/x", "http://茶.example/綠", "s3+x.y-z://b/%20");
        refuses(
                TextFormat.URI,
                "",
                "a",
                "/x",
                "//a/b",
                "http:",
                "http://",
                "1a:b",
                "http://a b",
                "http://a/%2",
                "http://a/%zz");
        refuses(
                TextFormat.URI,
                "http://a/[x]",
                "a:b#c#d",
                ":x",
                "a:#x",
                "http://a/\"",
                "http://a/{x}",
                "http://a\u3000");
    }

    @Test
    void recognisesUuids() {
        accepts(TextFormat.UUID, "123e4567-e89b-12d3-a456-426614174000", "123E4567-E89B-12D3-A456-426614174000");
        refuses(TextFormat.UUID, "", "123e4567e89b12d3a456426614174000", "123e4567-e89b-12d3-a456-42661417400g");
        refuses(TextFormat.UUID, "{123e4567-e89b-12d3-a456-426614174000}", "123e4567-e89b-12d3-a456_426614174000");
    }

    @Test
    void recognisesPhoneNumbers() {
        accepts(TextFormat.PHONE, "123456", "+886 912-345-678", "(02) 2345.6789", "0912345678", "1".repeat(20));
        refuses(
                TextFormat.PHONE,
                "",
                "+",
                "12345",
                "1".repeat(21),
                "0912345678 ",
                " 0912345678",
                "++886912345",
                "0912x345678");
        refuses(TextFormat.PHONE, "0912+345678", "-123456", "０９１２３４５６７８");
    }

    @Test
    void recognisesIpAddresses() {
        accepts(TextFormat.IPV4, "0.0.0.0", "255.255.255.255", "192.168.1.10");
        refuses(
                TextFormat.IPV4,
                "",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "01.2.3.4",
                "1.2.3.4 ",
                "1..2.3",
                "1.2.3.",
                "1.2.3.4/8");
        accepts(TextFormat.IPV6, "::", "::1", "1::", "2001:db8::ff00:42:8329", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4");
        accepts(TextFormat.IPV6, "1:2:3:4:5:6:1.2.3.4", "1::8", "1:2:3:4:5:6:7::", "ABCD::");
        refuses(
                TextFormat.IPV6,
                "",
                ":",
                ":::",
                "1:2",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1::2::3",
                "12345::",
                "g::",
                "1:");
        refuses(
                TextFormat.IPV6,
                ":1",
                "1:2:3:4:5:6:7:8::",
                "::1%eth0",
                "[::1]",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3.4",
                "::1.2.3");
    }

    @Test
    void recognisesIsoCodes() {
        accepts(TextFormat.COUNTRY2, "TW", "DE", "US");
        refuses(TextFormat.COUNTRY2, "tw", "XX", "TWN", "", "T", "Ｔ");
        accepts(TextFormat.LANGUAGE2, "zh", "en");
        refuses(TextFormat.LANGUAGE2, "ZH", "xx", "zho", "");
        accepts(TextFormat.CURRENCY3, "TWD", "EUR", "JPY");
        refuses(TextFormat.CURRENCY3, "twd", "ZZZ", "TW", "");
    }

    @Test
    void recognisesHashes() {
        accepts(TextFormat.SHA256, "0123456789abcdefABCDEF0123456789".repeat(2));
        refuses(TextFormat.SHA256, "", "0".repeat(63), "0".repeat(65), "g" + "0".repeat(63));
    }

    @Test
    void readsBooleans() {
        for (String text : List.of("true", "TRUE", "True", "1")) {
            assertThat(bool(text)).as(text).isEqualTo(1);
        }
        for (String text : List.of("false", "FALSE", "fAlSe", "0")) {
            assertThat(bool(text)).as(text).isZero();
        }
        for (String text : List.of("", "yes", "t", "01", "true ", "2", "TRU\u0005", "\u0014RUE", "falsy")) {
            assertThat(bool(text)).as(text).isEqualTo(Booleans.INVALID);
        }
    }

    private static int bool(String text) {
        byte[] framed = Texts.framed(text);
        return Booleans.parse(framed, Texts.FROM, Texts.end(framed));
    }

    private static void accepts(TextFormat format, String... texts) {
        for (String text : texts) {
            byte[] framed = Texts.framed(text);
            assertThat(format.matches(framed, Texts.FROM, Texts.end(framed)))
                    .as(text)
                    .isTrue();
        }
    }

    private static void refuses(TextFormat format, String... texts) {
        for (String text : texts) {
            byte[] framed = Texts.framed(text);
            assertThat(format.matches(framed, Texts.FROM, Texts.end(framed)))
                    .as(text)
                    .isFalse();
        }
    }
}
