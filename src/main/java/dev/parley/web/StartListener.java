package dev.parley.web;

import dev.parley.config.Configuration;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;

/** Makes the {@link Application} when the container starts the WAR and closes it when the WAR goes. */
@WebListener
public class StartListener implements ServletContextListener {
    private static final Logger LOG = System.getLogger(StartListener.class.getName());

    /** @throws dev.parley.config.InvalidOptionException for a bad option: the container then refuses the deployment */
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
        Application application = new Application(Settings.read(new Configuration(ContainerSources.of(context))));
        application.publish(context);
        // Registered here and before all others: the only order in which every container asks a filter before it
        // upgrades a connection.
        register(context, new HandshakeFilter(application), "/ws", "/ws/*", "/echo");
        String path = application.settings().socketIoPath();
        EngineMounts.mount(
                context, application, path, application.engine(), application.settings().servesClient());
        if (!path.equals(EngineMounts.ANNOTATED)) {
            EngineMounts.block(context, EngineMounts.ANNOTATED);
        }
        register(context, new PageFilter(), "/*");
        LOG.log(Level.DEBUG, "started at ''{0}''", context.getContextPath());
        return application;
    }

    /** The filter has closed it before, unless it never came to that. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Application application = Application.of(event.getServletContext());
        if (application != null) {
            application.close();
        }
    }

    private static void register(ServletContext context, Filter filter, String... patterns) {
        FilterRegistration.Dynamic registration =
                context.addFilter(filter.getClass().getSimpleName(), filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, patterns);
    }
}
