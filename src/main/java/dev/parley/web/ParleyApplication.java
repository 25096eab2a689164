package dev.parley.web;

/**
 * What is to run on Parley: its namespaces, its listeners. The container finds every class that implements this, in {@code
 * WEB-INF/classes} and {@code WEB-INF/lib}; nothing is registered. One object is made of it: by CDI if it is a bean, else by
 * its constructor without parameters, which must not be private.
 *
 * <pre>{@code
 * public class News implements ParleyApplication {
 *     @Override
 *     public void install(Parley parley) {
 *         Namespace news = parley.io().of("/news");
 *         news.onConnection(socket -> socket.emit("headline", "…"));
 *     }
 * }
 * }</pre>
 */
public interface ParleyApplication {

    /**
     * Called once, before anybody can connect, on the thread that starts the web application.
     *
     * @throws RuntimeException refuses the deployment
     */
    void install(Parley parley);

    /**
     * Of several applications the one with the smallest number is installed first; equal ones in the order of their class
     * names. The first that opens namespaces by a pattern gets those that others would take as well.
     */
    default int order() {
        return 0;
    }
}
