package dev.parley.socketio.annotation;

/** Where a parameter's value comes from. */
@FunctionalInterface
interface Source {

    /** @return what the parameter is given; perhaps null */
    Object of(Call call);
}
