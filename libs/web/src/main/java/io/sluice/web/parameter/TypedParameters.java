package io.sluice.web.parameter;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Lets resources take ids and data dates as `@PathParam` and `@QueryParam`; [ParameterProblems] answers
/// malformed ones.
@Provider
public class TypedParameters implements ParamConverterProvider {
    @Override
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type genericType, Annotation @Nullable [] annotations) {
        var form = IdForm.of(type);
        if (form.isEmpty() || annotations == null) {
            return null;
        }
        for (var annotation : annotations) {
            switch (annotation) {
                case PathParam path -> {
                    return new Converter<>(
                            type,
                            form.get(),
                            text -> MalformedParameterException.inPath(form.get(), path.value(), text));
                }
                case QueryParam query -> {
                    return new Converter<>(
                            type,
                            form.get(),
                            text -> MalformedParameterException.inQuery(form.get(), query.value(), text));
                }
                default -> {}
            }
        }
        return null;
    }

    private record Converter<T>(Class<T> type, IdForm form, Function<String, MalformedParameterException> malformed)
            implements ParamConverter<T> {
        @Override
        public T fromString(String text) {
            return type.cast(form.read(text).orElseThrow(() -> malformed.apply(text)));
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
