package io.sluice.schema.form;

import java.util.Set;

/// A JSON body together with the keys that were sent: a key left out and a key set to null differ.
///
/// @param given the keys of the body's top level, as sent
public record Form<B>(B body, Set<String> given) {
    public Form {
        given = Set.copyOf(given);
    }

    public boolean has(String key) {
        return given.contains(key);
    }
}
