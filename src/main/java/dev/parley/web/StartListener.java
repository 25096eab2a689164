package dev.parley.web;

import dev.parley.config.Configuration;
import dev.parley.config.Option;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Makes the {@link Application} when the container starts the web application and closes it when that goes. */
@WebListener
public class StartListener implements ServletContextListener {
    private static final Logger LOG = System.getLogger(StartListener.class.getName());

    /**
     * @throws dev.parley.config.InvalidOptionException for a bad option: the container then refuses the deployment, as it
     *     does with whatever an installed {@link ParleyApplication} throws
     */
    @Override
    public void contextInitialized(ServletContextEvent event) {
        start(event.getServletContext());
    }

    /** Starts the application unless that has happened. Containers may ask an application's own listeners before ours. */
    static synchronized Application start(ServletContext context) {
        Application started = Application.of(context);
        if (started != null) {
            return started;
        }
        ContainerSources.unknown().forEach(name -> LOG.log(Level.WARNING, "{0} is no option of Parley''s", name));
        Application application = Application.configured(new Configuration(ContainerSources.of(context)));
        try {
            application.publish(context);
            open(context, application);
            Discovery.install(context, new ContainerParley(context, application));
        } catch (RuntimeException | Error e) { // refused; contextDestroyed does not come on every container
            application.close();
            throw e;
        }
        LOG.log(Level.DEBUG, "started at ''{0}''", context.getContextPath());
        return application;
    }

    private static void open(ServletContext context, Application application) {
        Mounts.natives(context, application);
        if (application.settings().offersSse()) {
            if (!Mounts.isFree(context, Mounts.SSE)) {
                throw application.configuration().invalid(Option.SSE_ENABLED, "false where something else is at /sse");
            }
            Mounts.sse(context, application);
        }
        String path = application.settings().socketIoPath();
        if (!Mounts.isFree(context, path)) {
            throw application.configuration().invalid(Option.SOCKETIO_PATH, Settings.PATH_RULE);
        }
        Settings settings = application.settings();
        EngineFiles files = new EngineFiles(
                path + "/", settings.servesClient(), settings.servesContract() ? application.server() : null);
        Mounts.engine(context, application, path, application.engine(), files);
        if (!path.equals(Mounts.ANNOTATED)) {
            Mounts.block(context, Mounts.ANNOTATED);
        }
    }

    /** The filter has closed it before, unless it never came to that. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Application application = Application.of(event.getServletContext());
        if (application != null) {
            application.close();
        }
    }
}
