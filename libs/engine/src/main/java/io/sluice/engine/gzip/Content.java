package io.sluice.engine.gzip;

import io.sluice.engine.scan.BinaryKind;
import io.sluice.engine.scan.ByteOrderMark;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// What a file is by its first bytes.
public sealed interface Content {
    /// How many bytes say what a file is: the first block of a tar archive.
    int LENGTH = 512;

    /// The text begins with this mark.
    record Marked(ByteOrderMark mark) implements Content {}

    /// A tar archive.
    record Tar() implements Content {}

    /// Some other file that is no text.
    record Binary(BinaryKind kind) implements Content {}

    /// Text that begins like JSON.
    record Json() implements Content {}

    /// None of the above.
    record Other() implements Content {}

    /// Judges a file by its first [#LENGTH] bytes, or by all of a shorter one.
    static Content of(byte[] head, int length) {
        Optional<ByteOrderMark> mark = ByteOrderMark.of(head, length);
        if (mark.isPresent()) {
            return new Marked(mark.get());
        }
        if (isTar(head, length)) {
            return new Tar();
        }
        Optional<BinaryKind> kind = BinaryKind.of(head, length);
        if (kind.isPresent()) {
            return new Binary(kind.get());
        }
        return beginsLikeJson(head, length) ? new Json() : new Other();
    }

    private static boolean isTar(byte[] head, int length) {
        byte[] magic = "ustar".getBytes(StandardCharsets.US_ASCII);
        int at = 257;
        boolean hasMagic =
                length >= at + magic.length && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
        return hasMagic || isTarWithoutMagic(head, length);
    }

    /// A v7 tar has no magic number, but its header block has a checksum: the sum of all header bytes, in
    /// octal, with the checksum field itself counted as blanks. The block ends with a NUL.
    private static boolean isTarWithoutMagic(byte[] head, int length) {
        int checksumFrom = 148;
        int checksumTo = 156;
        if (length < LENGTH || head[0] == 0 || head[LENGTH - 1] != 0) {
            return false;
        }
        int sum = ' ' * (checksumTo - checksumFrom);
        for (int i = 0; i < LENGTH; i++) {
            sum += i < checksumFrom || i >= checksumTo ? head[i] & 0xFF : 0;
        }
        String checksum = new String(head, checksumFrom, checksumTo - checksumFrom, StandardCharsets.ISO_8859_1);
        return checksum.matches(" *0*%o[ \0]+".formatted(sum));
    }

    private static boolean beginsLikeJson(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (" \t\r\n".indexOf(head[i]) < 0) {
                return head[i] == '{' || head[i] == '[';
            }
        }
        return false;
    }
}
