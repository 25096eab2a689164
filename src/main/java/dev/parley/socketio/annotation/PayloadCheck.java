package dev.parley.socketio.annotation;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Looks at the values that a method is about to be given. */
@FunctionalInterface
interface PayloadCheck {
    PayloadCheck NONE = (instance, values) -> {};

    /** @throws ValidationRefused if one of them breaks a rule */
    void check(Object instance, Object[] values);

    /**
     * By Bean Validation if there is an annotation of its on a parameter.
     *
     * @param places which of the parameters are arguments of the event
     * @throws InvalidNamespaceException if there is one that cannot have an effect
     */
    static PayloadCheck of(Method method, Kind kind, List<Integer> places) {
        if (Arrays.stream(method.getParameters()).noneMatch(each -> isChecked(each) || isChecked(each.getAnnotatedType()))) {
            return NONE;
        } else if (kind != Kind.EVENT) {
            throw new InvalidNamespaceException(
                    method, "constraints must be on parameters of a method with @OnEvent, were of one with " + kind);
        }
        return BeanValidation.of(method, places);
    }

    private static boolean isChecked(AnnotatedType type) {
        return isChecked((AnnotatedElement) type)
                || (type instanceof AnnotatedParameterizedType generic
                        && Arrays.stream(generic.getAnnotatedActualTypeArguments()).anyMatch(PayloadCheck::isChecked));
    }

    /** By name: where the interfaces of Bean Validation are missing, its annotations are invisible, too. */
    private static boolean isChecked(AnnotatedElement element) {
        return Stream.of(element.getAnnotations())
                .map(Annotation::annotationType)
                .anyMatch(type -> type.getName().equals("jakarta.validation.Valid")
                        || Stream.of(type.getAnnotations())
                                .anyMatch(each -> each.annotationType().getName().equals("jakarta.validation.Constraint")));
    }
}
