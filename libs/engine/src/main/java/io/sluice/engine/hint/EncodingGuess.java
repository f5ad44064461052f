package io.sluice.engine.hint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The likely encoding of bytes that are not UTF-8, or nothing if it is not sure.
///
/// | step | proof |
/// |---|---|
/// | damaged UTF-8 | almost all other bytes above 0x7F are well-formed UTF-8 |
/// | surrogates in UTF-8 | the bytes of a pair of surrogates |
/// | a code page | the bytes decode strictly, and the text is plausible (`TextScore`) |
///
/// At most one other code page comes near; it is named second. Two encodings that give the
/// same text count as one: the first one, which is the more common.
public final class EncodingGuess {
    private static final int MOST = 1 << 12;
    private static final double SURE = 0.6;
    private static final double MARGIN = 0.15;
    /// Encodings that hardly any program writes today have to fit clearly better.
    private static final double RARE = 0.75;

    private record Candidate(String name, String charset, CommonCharacters common, double use) {}

    private record Scored(Candidate candidate, String text, double score) {}

    private static final List<Candidate> CANDIDATES = List.of(
                    new Candidate("Windows-1252", "windows-1252", CommonCharacters.WESTERN, 1),
                    new Candidate("Big5", "x-windows-950", CommonCharacters.TRADITIONAL_CHINESE, 1),
                    new Candidate("GB18030", "GB18030", CommonCharacters.SIMPLIFIED_CHINESE, 1),
                    new Candidate("Shift_JIS", "windows-31j", CommonCharacters.JAPANESE, 1),
                    new Candidate("EUC-JP", "EUC-JP", CommonCharacters.JAPANESE, 1),
                    new Candidate("EUC-KR", "x-windows-949", CommonCharacters.KOREAN, 1),
                    new Candidate("Windows-1250", "windows-1250", CommonCharacters.CENTRAL_EUROPEAN, 1),
                    new Candidate("Windows-1251", "windows-1251", CommonCharacters.CYRILLIC, 1),
                    new Candidate("Windows-1253", "windows-1253", CommonCharacters.GREEK, 1),
                    new Candidate("Windows-1254", "windows-1254", CommonCharacters.TURKISH, 1),
                    new Candidate("Windows-1255", "windows-1255", CommonCharacters.HEBREW, 1),
                    new Candidate("Windows-1256", "windows-1256", CommonCharacters.ARABIC, 1),
                    new Candidate("Windows-874 (Thai)", "x-windows-874", CommonCharacters.THAI, 1),
                    new Candidate("KOI8-R", "KOI8-R", CommonCharacters.CYRILLIC, RARE),
                    new Candidate("code page 850 (DOS)", "IBM850", CommonCharacters.WESTERN, RARE),
                    new Candidate("Mac Roman", "x-MacRoman", CommonCharacters.WESTERN, RARE))
            .stream()
            .filter(candidate -> Charset.isSupported(candidate.charset()))
            .toList();

    private EncodingGuess() {}

    /// The likely encoding, or two of them, in words: `Big5`.
    ///
    /// @param position the first ill-formed byte
    /// @param length the end of the bytes; the file may go on after it
    public static Optional<String> of(byte[] bytes, int position, int length) {
        if (isSurrogate(bytes, position, length, 0xA0) && isSurrogate(bytes, position + 3, length, 0xB0)) {
            return Optional.of("CESU-8 (surrogates, as some databases export them)");
        }
        return codePage(bytes, Math.max(0, position - MOST), length);
    }

    /// What happened to a text that is UTF-8 elsewhere; empty if it is likely of another encoding.
    public static Optional<String> damage(byte[] bytes, int position, int length) {
        int high = 0;
        int wellFormed = 0;
        int i = Math.max(0, position - MOST);
        while (i < length) {
            int size = sequence(bytes, i, length);
            if (bytes[i] < 0) {
                high += Math.max(1, size);
                wellFormed += size;
            }
            i += Math.max(1, size);
        }
        int illFormed = high - wellFormed;
        boolean isUtf8 = wellFormed >= 6 && (illFormed * 10 <= high || (illFormed <= 2 && wellFormed >= 9));
        if (!isUtf8) {
            return Optional.empty();
        }
        return Optional.of(
                isCut(bytes, position, length)
                        ? "the file ends within a character"
                        : "other characters are UTF-8, this one is damaged");
    }

    private static boolean isSurrogate(byte[] bytes, int at, int length, int first) {
        return at + 2 < length
                && (bytes[at] & 0xFF) == 0xED
                && (bytes[at + 1] & 0xF0) == first
                && (bytes[at + 2] & 0xC0) == 0x80;
    }

    /// The length of the well-formed sequence at `at`; 1 for ASCII, 0 if ill-formed.
    private static int sequence(byte[] bytes, int at, int length) {
        int size = sizeOf(bytes[at]);
        return at + size <= length && areContinuations(bytes, at + 1, at + size) ? size : 0;
    }

    /// Whether the bytes end before the character that starts at `at` is whole.
    private static boolean isCut(byte[] bytes, int at, int length) {
        return at + sizeOf(bytes[at]) > length && areContinuations(bytes, at + 1, length);
    }

    /// The length of the character that the byte starts; 0 if it starts none.
    private static int sizeOf(byte first) {
        int lead = first & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 4 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xC2 && lead < 0xE0 ? 2 : 0;
    }

    private static boolean areContinuations(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return false;
            }
        }
        return true;
    }

    private static Optional<String> codePage(byte[] bytes, int from, int length) {
        List<Scored> scored = new ArrayList<>();
        for (Candidate candidate : CANDIDATES) {
            decoded(candidate, bytes, from, length)
                    .ifPresent(text ->
                            scored.add(new Scored(candidate, text, candidate.use() * score(text, candidate.common()))));
        }
        scored.sort(Comparator.comparingDouble(Scored::score).reversed());
        List<Scored> likely = new ArrayList<>();
        for (Scored one : scored) {
            boolean near =
                    one.score() >= SURE && one.score() > scored.getFirst().score() - MARGIN;
            if (near && likely.stream().noneMatch(other -> other.text().equals(one.text()))) {
                likely.add(one);
            }
        }
        return likely.isEmpty() || likely.size() > 2
                ? Optional.empty()
                : Optional.of(likely.stream().map(one -> one.candidate().name()).collect(Collectors.joining(" or ")));
    }

    /// The bytes as text. A character that the end cuts off is left out.
    private static Optional<String> decoded(Candidate candidate, byte[] bytes, int from, int length) {
        CharsetDecoder decoder = Charset.forName(candidate.charset())
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer text = CharBuffer.allocate(2 * (length - from) + 2);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes, from, length - from), text, false);
        return result.isError() ? Optional.empty() : Optional.of(text.flip().toString());
    }

    /// How much of the text outside ASCII is plausible, 0 to 1.
    private static double score(String text, CommonCharacters common) {
        return new TextScore(text, common).mean();
    }
}
