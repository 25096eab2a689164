package dev.parley.site;

import static java.util.Objects.requireNonNull;

import dev.parley.account.Accounts;
import dev.parley.chat.Chat;
import dev.parley.chat.policy.Permissions;
import dev.parley.chat.policy.Policy;
import dev.parley.chat.store.Archive;
import dev.parley.chat.store.Archives;
import dev.parley.chat.wire.CodesVocabulary;
import dev.parley.chat.wire.MdnVocabulary;
import dev.parley.config.Option;
import dev.parley.storage.Storage;
import dev.parley.web.PaceFilter;
import dev.parley.web.Parley;
import dev.parley.web.ParleyApplication;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Makes Parley's own WAR of a server: the chat with its dialects, the addresses beside it, the headers of its pages. */
public final class Site implements ParleyApplication {

    /** @throws dev.parley.config.InvalidOptionException for a bad option of the chat or of these addresses */
    @Override
    public void install(Parley parley) {
        SiteSettings settings = SiteSettings.read(parley.configuration());
        ServletContext context = parley.context();
        Storage storage = SiteStorage.open(parley.configuration(), context.getContextPath());
        parley.onStop(storage::close);
        Archive archive = Archives.open(storage, settings.spoolMaxBytes());
        parley.onStop(archive::close);
        Optional<Accounts> accounts = SiteAccounts.install(parley, storage, settings.rules().roles().admin());
        parley.declareRoles(settings.rules().allRoles().toArray(String[]::new));
        context.setAttribute(Site.class.getName(), this);
        Permissions permissions = new Permissions(policies(context), settings.rules());
        Chat chat = new Chat(
                settings.chat(), settings.files(), settings.chatNamespaces(), archive, Clock.systemUTC());
        accounts.ifPresent(known -> chat.reserve(known::isTaken));
        requireChat(parley, settings);
        chat.permissions(permissions);
        chat.install(parley.io());
        parley.useVocabulary(chat::isIn, new MdnVocabulary());
        parley.useDialect("codes", chat::isIn, new CodesVocabulary(settings.codes()));
        parley.openWebSocket("/echo", Echo::new);
        ApiLimits limits = new ApiLimits(settings.apiRate(), () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        context.setAttribute(ApiLimits.class.getName(), limits);
        parley.io().scheduler().every(Duration.ofMinutes(1), limits::sweep);
        PaceFilter.stand(context, "/api/*", "/client/*", "/clients-count");
        context.addServlet("ClientsCount", new ClientsCountServlet(parley.io())).addMapping("/clients-count");
        context.addServlet("Client", new ClientServlet(parley, chat, settings)).addMapping("/client/*");
        ServletRegistration.Dynamic messages = context.addServlet("Messages", new MessagesServlet(chat.reader()));
        messages.addMapping("/api/*");
        messages.setAsyncSupported(true);
        context.addServlet("Files", new FilesServlet(parley, chat)).addMapping("/api/files/*");
        ServletRegistration.Dynamic audit = context.addServlet("Audit", new AuditServlet(chat, permissions));
        audit.addMapping("/api/audit");
        audit.setAsyncSupported(true);
        context.addServlet("OpenApi", new OpenApiServlet(context.getContextPath())).addMapping("/api/openapi.json");
        FilterRegistration.Dynamic pages = context.addFilter("Page", new PageFilter(settings.tlsAlone()));
        pages.setAsyncSupported(true);
        pages.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
    }

    /**
     * Has an application's policy asked before the rules of the configuration, by which it decides who may do what in the chat. For
     * {@link ParleyApplication#install} of an application; what was added first is asked first.
     *
     * @throws IllegalStateException if it is too late
     */
    public static void usePolicy(Parley parley, Policy policy) {
        if (parley.context().getAttribute(Site.class.getName()) != null) {
            throw new IllegalStateException("a policy must be there before the chat, whose order() is the last");
        }
        List<Policy> all = new ArrayList<>(policies(parley.context()));
        all.add(requireNonNull(policy, "policy"));
        parley.context().setAttribute(Policy.class.getName(), List.copyOf(all));
    }

    private static List<Policy> policies(ServletContext context) {
        return context.getAttribute(Policy.class.getName()) instanceof List<?> all
                ? all.stream().map(Policy.class::cast).toList()
                : List.of();
    }

    /** A rule that nobody would ask for is worse than none. */
    private static void requireChat(Parley parley, SiteSettings settings) {
        if (!settings.chatNamespaces().equals(List.of("*"))) {
            return; // in those of a list there is a chat, whoever has opened them
        }
        for (String name : settings.rules().namespaces()) {
            if (!name.equals("/") && parley.io().accepts(name)) {
                throw parley.configuration().invalid(
                        Option.CHAT_PERMISSIONS,
                        "rules for namespaces of the chat, not for " + name + ", which is an application's own (@RolesAllowed)");
            }
        }
    }

    /** The last: the chat takes every namespace that nobody else wants. */
    @Override
    public int order() {
        return Integer.MAX_VALUE;
    }
}
