package dev.parley.web;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Optional;

/** The CDI container of the web application. Only loaded where there is CDI. */
final class CdiBeans {
    /** An object that CDI has made. */
    record Bean<T>(Instance<T> source, T object) {

        void destroy() {
            source.destroy(object);
        }
    }

    private final CDI<Object> container;

    private CdiBeans(CDI<Object> container) {
        this.container = container;
    }

    /** Empty where the container has no CDI, or the application none. */
    static Optional<CdiBeans> ofApplication() {
        try {
            return Optional.of(new CdiBeans(CDI.current()));
        } catch (IllegalStateException | NoClassDefFoundError none) { // the latter where even the interfaces are missing
            return Optional.empty();
        }
    }

    /**
     * An object of a class; empty if it is no bean.
     *
     * @throws IllegalStateException if CDI cannot make it
     */
    <T> Optional<Bean<T>> make(Class<T> type) {
        Instance<T> source = container.select(type);
        if (source.isUnsatisfied()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Bean<>(source, source.get()));
        } catch (RuntimeException e) {
            throw new IllegalStateException(type.getName() + " cannot be made by CDI", e);
        }
    }
}
