package io.sluice.web.json;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Refuses, wherever they stand, texts that UTF-8 cannot hold and numbers that cost memory to write out.
final class StrictParser extends JsonParserDelegate {
    /// A double reaches from 4.9E-324 to 1.8E308, and no other type goes further.
    private static final int MAX_EXPONENT = 400;

    StrictParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        var token = delegate.nextToken();
        if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
            checkText(delegate.getText());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            checkNumber(delegate.getText());
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        var token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    /// The base class would leave the reading to the inner parser, which checks nothing.
    @Override
    public JsonParser skipChildren() throws IOException {
        var depth = 0;
        var token = currentToken();
        while (token != null) {
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth <= 0) {
                return this;
            }
            token = nextToken();
        }
        return this;
    }

    private void checkText(String text) throws JsonParseException {
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw refused("The text at %s has half of a surrogate pair, which is no character.");
                }
                i++;
            }
        }
    }

    private void checkNumber(String number) throws JsonParseException {
        var exponent = number.substring(Math.max(number.indexOf('e'), number.indexOf('E')) + 1);
        if (exponent.length() < number.length()
                && (!exponent.matches("[+-]?[0-9]{1,9}") || Math.abs(Integer.parseInt(exponent)) > MAX_EXPONENT)) {
            throw refused("The number at %s is out of range.");
        }
    }

    private JsonParseException refused(String sentence) {
        return new JsonParseException(this, sentence.formatted(place(delegate.getParsingContext())));
    }

    /// The place in JSON terms, `schema[3].type`.
    private static String place(JsonStreamContext context) {
        var place = new StringBuilder();
        for (@Nullable JsonStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
            var step = at.inArray() ? "[" + at.getCurrentIndex() + "]" : shown(at.getCurrentName());
            var joint = place.isEmpty() || place.charAt(0) == '[' ? "" : ".";
            place.insert(0, step + joint);
        }
        return place.isEmpty() ? "the top" : place.toString();
    }

    /// A key may itself be what is refused.
    private static String shown(@Nullable String key) {
        return key == null
                ? "a key"
                : key.codePoints()
                        .limit(100)
                        .map(c -> c < ' ' || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                                ? '\uFFFD'
                                : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
