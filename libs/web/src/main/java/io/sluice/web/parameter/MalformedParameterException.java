package io.sluice.web.parameter;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.io.Serial;

/// A parameter's text cannot be read as the type that the resource takes.
final class MalformedParameterException extends WebApplicationException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final IdForm form;
    private final String name;
    private final String text;

    private MalformedParameterException(Status status, IdForm form, String name, String text) {
        super("%s is \"%s\", expected %s".formatted(name, text, form.expected()), status);
        this.form = form;
        this.name = name;
        this.text = text;
    }

    /// What cannot be an id names nothing that exists.
    static MalformedParameterException inPath(IdForm form, String name, String text) {
        return new MalformedParameterException(Status.NOT_FOUND, form, name, text);
    }

    static MalformedParameterException inQuery(IdForm form, String name, String text) {
        return new MalformedParameterException(Status.BAD_REQUEST, form, name, text);
    }

    boolean isInPath() {
        return getResponse().getStatus() == Status.NOT_FOUND.getStatusCode();
    }

    IdForm form() {
        return form;
    }

    String name() {
        return name;
    }

    String text() {
        return text;
    }
}
