package io.sluice.schema.form;

import java.util.ArrayList;
import java.util.List;

/// Collects all that is wrong with a request body, so that its sender can fix it in one go.
public final class FormErrors {
    private final List<FormError> found = new ArrayList<>();

    public void add(String field, String message) {
        found.add(new FormError(field, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public List<FormError> all() {
        return List.copyOf(found);
    }
}
