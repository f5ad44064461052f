package io.sluice.agent.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/// Reads paths from sshd's log. sshd logs a path as the client sent it, with the escapes of `vis(3)`.
final class LoggedPath {
    private LoggedPath() {}

    /// The absolute, normalized path. The session's working folder is `/`, and there are no symbolic links.
    static String decode(String logged) {
        var names = new ArrayDeque<String>();
        for (var name : unescape(logged).split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> names.pollLast();
                default -> names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    private static String unescape(String logged) {
        if (logged.indexOf('\\') < 0) {
            return logged;
        }
        var bytes = new ByteArrayOutputStream(logged.length());
        for (int i = 0; i < logged.length(); i++) {
            var c = logged.charAt(i);
            if (c != '\\' || i + 1 == logged.length()) {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            } else if (isOctal(logged, i + 1)) {
                bytes.write(Integer.parseInt(logged.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                bytes.write(control(logged.charAt(++i)));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isOctal(String text, int from) {
        if (from + 3 > text.length()) {
            return false;
        }
        for (int i = from; i < from + 3; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '7') {
                return false;
            }
        }
        return true;
    }

    private static int control(char escape) {
        return switch (escape) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'a' -> 7;
            case 'v' -> 11;
            case 's' -> ' ';
            case '0' -> 0;
            default -> escape;
        };
    }
}
