package io.sluice.events.log;

import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/// Logs a constant message and its fields: `message key=value …` on a console, each field by its name in
/// JSON.
///
/// Never log the contents of a row or a credential. Thread-safe.
public final class Log {
    private static final String THIS = Log.class.getName();

    private final Logger logger;

    private Log(Logger logger) {
        this.logger = logger;
    }

    public static Log of(Class<?> owner) {
        return new Log(Logger.getLogger(owner));
    }

    public void debug(String message, LogFields... fields) {
        log(Level.DEBUG, null, message, fields);
    }

    public void info(String message, LogFields... fields) {
        log(Level.INFO, null, message, fields);
    }

    public void warn(String message, LogFields... fields) {
        log(Level.WARN, null, message, fields);
    }

    public void error(String message, LogFields... fields) {
        log(Level.ERROR, null, message, fields);
    }

    /// For failures that nobody foresaw: with the stack trace.
    public void error(Throwable failure, String message, LogFields... fields) {
        log(Level.ERROR, failure, message, fields);
    }

    private void log(Level level, @Nullable Throwable failure, String message, LogFields... fields) {
        if (!logger.isEnabled(level)) {
            return;
        }
        var all = List.of(fields);
        var before = new ArrayList<Runnable>();
        for (var some : all) {
            some.values().forEach((key, value) -> before.add(put(key, value)));
        }
        try {
            logger.log(THIS, level, text(message, all), null, failure);
        } finally {
            before.reversed().forEach(Runnable::run);
        }
    }

    /// Sets a key of the MDC.
    ///
    /// @return sets it back to what it was
    private static Runnable put(String key, Object value) {
        var previous = MDC.put(key, value.toString());
        return previous == null ? () -> MDC.remove(key) : () -> MDC.put(key, previous);
    }

    private static String text(String message, List<LogFields> fields) {
        var text = new StringBuilder(message);
        for (var some : fields) {
            some.values()
                    .forEach((key, value) ->
                            text.append(' ').append(key).append('=').append(quoted(value)));
        }
        return text.toString();
    }

    /// The value as one word, or between quotes; what a client sent cannot start a new line.
    private static String quoted(Object value) {
        var text = value.toString();
        if (!text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c != '"' && c != 0x7f)) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(Character.isISOControl(c) ? '?' : (char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
