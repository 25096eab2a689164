package dev.parley.socketio.annotation;

import dev.parley.socketio.annotation.ValidationRefused.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validation;
import jakarta.validation.ValidationException;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Bean Validation of a method's parameters. Immutable. Only loaded where there are annotations of Bean Validation's. */
final class BeanValidation implements PayloadCheck {
    private static volatile Validator shared; // it takes a moment to make one; safe for use by many threads

    private final Validator validator;
    private final Method method;
    private final List<Integer> payloads;

    private BeanValidation(Validator validator, Method method, List<Integer> payloads) {
        this.validator = validator;
        this.method = method;
        this.payloads = List.copyOf(payloads);
    }

    /**
     * @param payloads which of the parameters are arguments of the event
     * @throws InvalidNamespaceException if there is no provider, or the constraints contradict one another
     */
    static PayloadCheck of(Method method, List<Integer> payloads) {
        try {
            Validator validator = validator();
            validator.getConstraintsForClass(method.getDeclaringClass())
                    .getConstraintsForMethod(method.getName(), method.getParameterTypes());
            return new BeanValidation(validator, method, payloads);
        } catch (ValidationException e) {
            throw new InvalidNamespaceException(
                    method, "constraints must have a provider of Bean Validation that understands them: " + e.getMessage());
        }
    }

    private static Validator validator() {
        Validator known = shared;
        if (known == null) {
            known = Validation.buildDefaultValidatorFactory().getValidator();
            shared = known;
        }
        return known;
    }

    @Override
    public void check(Object instance, Object[] values) {
        Set<ConstraintViolation<Object>> violations =
                validator.forExecutables().validateParameters(instance, method, values);
        if (!violations.isEmpty()) {
            throw new ValidationRefused(violations.stream()
                    .map(each -> new FieldError(field(each.getPropertyPath()), each.getMessage()))
                    .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                    .toList());
        }
    }

    /** As JavaScript would write it: {@code items[0].name}; of several arguments {@code arguments[1].name}. */
    private String field(Path path) {
        StringBuilder field = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getKind() == ElementKind.PARAMETER) {
                argument(field, node.as(Path.ParameterNode.class).getParameterIndex());
            } else if (node.getKind() != ElementKind.METHOD) {
                append(field, node);
            }
        }
        return field.isEmpty() ? "arguments[0]" : field.toString();
    }

    private void argument(StringBuilder field, int parameter) {
        if (payloads.size() > 1) {
            field.append("arguments[").append(payloads.indexOf(parameter)).append(']');
        }
    }

    private static void append(StringBuilder field, Path.Node node) {
        if (node.isInIterable()) {
            Object place = node.getIndex() == null ? node.getKey() : node.getIndex();
            field.append('[').append(place == null ? "" : place).append(']');
        }
        if (node.getKind() != ElementKind.CONTAINER_ELEMENT && node.getName() != null) {
            field.append(field.isEmpty() ? "" : ".").append(node.getName());
        }
    }
}
