package dev.parley.launch;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HandlerWrapper;
import io.undertow.server.HttpHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequestListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.tomcat.util.threads.TaskQueue;
import org.apache.tomcat.util.threads.TaskThreadFactory;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** One Undertow with one web application. Safe for use by many threads. */
final class UndertowServer implements EmbeddedServer {
    private static final int BUFFER = 16_384;
    private static final int FAREWELL_SECONDS = 2;
    private static final int MIN_THREADS = 4;
    static final int MAX_THREADS = 200;

    private final CommandLine.Start options;
    private final War war;
    private final ClassLoader application;
    private final ByteBufferPool buffers = new DefaultByteBufferPool(true, BUFFER);
    private final CountDownLatch stopped = new CountDownLatch(1);
    // guarded by this; null before start has come to them
    private TemporaryFolder temporary;
    private ThreadPoolExecutor threads;
    private XnioWorker worker;
    private DeploymentManager deployment;
    private Tls tls; // and without TLS
    private UndertowListener listener;

    /** @param application has the classes of the application */
    UndertowServer(CommandLine.Start options, War war, ClassLoader application) {
        this.options = options;
        this.war = war;
        this.application = application;
    }

    @Override
    public synchronized void start() throws StartException {
        InetAddress address = EmbeddedServer.resolve(options.host());
        HeadLimits heads = EmbeddedServer.headLimits();
        temporary = TemporaryFolder.make();
        threads = threads();
        worker = worker(threads);
        HttpHandler handler = deploy();
        if (options.tls().isPresent()) {
            tls = Tls.open(options.tls().get());
        }
        try {
            listener = UndertowListener.open(
                    new InetSocketAddress(address, options.port()), worker, buffers, handler, tls, threads, heads);
        } catch (IOException e) {
            throw EmbeddedServer.cannotListen(options, e);
        }
    }

    /** The threads that wait for all connections, and those that work for one. */
    private static XnioWorker worker(ThreadPoolExecutor threads) {
        return Xnio.getInstance()
                .createWorkerBuilder()
                .populateFromOptions(OptionMap.builder()
                        .set(Options.WORKER_NAME, "parley-http")
                        .set(Options.WORKER_IO_THREADS, Runtime.getRuntime().availableProcessors())
                        .set(Options.THREAD_DAEMON, true) // whoever awaits the end keeps the process
                        .getMap())
                .setExternalExecutorService(threads)
                .build();
    }

    /** Of Tomcat: XNIO's own pool wakes a thread for each task, also where those that are awake would come to it. */
    private static ThreadPoolExecutor threads() {
        TaskQueue queue = new TaskQueue();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                MIN_THREADS, MAX_THREADS, 60, TimeUnit.SECONDS, queue,
                new TaskThreadFactory("parley-http-", true, Thread.NORM_PRIORITY));
        queue.setParent(threads);
        return threads;
    }

    private HttpHandler deploy() throws StartException {
        try {
            WebSocketDeploymentInfo webSockets = new WebSocketDeploymentInfo()
                    .setWorker(worker)
                    .setBuffers(buffers)
                    .setDispatchToWorkerThread(true);
            Path pages = Files.createDirectory(temporary.path().resolve("pages"));
            DeploymentInfo described = UndertowDeployment.of(war, application, pages, webSockets)
                    .setContextPath(options.contextPath())
                    .setTempDir(temporary.path());
            deployment = Servlets.newContainer().addDeployment(described);
            deployment.deploy();
            HttpHandler servlets = deployment.start();
            return UndertowHandlers.before(servlets, shortcut(), options.contextPath());
        } catch (IOException e) {
            throw new StartException("cannot read the WAR: " + e.getMessage());
        } catch (ServletException | RuntimeException e) {
            throw new StartException("the application refused to start: " + LaunchLog.describeRoot(e));
        }
    }

    /** Around the servlets; null where something else of the application wants to see each request. */
    private HandlerWrapper shortcut() {
        DeploymentInfo deployed = deployment.getDeployment().getDeploymentInfo();
        boolean isWatched = Stream.of(
                                deployed.getInitialHandlerChainWrappers(),
                                deployed.getOuterHandlerChainWrappers(),
                                deployed.getInnerHandlerChainWrappers(),
                                deployed.getSecurityWrappers())
                        .anyMatch(wrappers -> !wrappers.isEmpty())
                || deployed.getListeners().stream()
                        .anyMatch(listener -> ServletRequestListener.class.isAssignableFrom(listener.getListenerClass()));
        Object made = deployment.getDeployment().getServletContext().getAttribute(HandlerWrapper.class.getName());
        return isWatched ? null : (HandlerWrapper) made;
    }

    @Override
    public synchronized URI address() {
        return EmbeddedServer.address(options, listener.port());
    }

    @Override
    public void await() {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (stopped.getCount() == 0) {
            return;
        }
        undeploy(); // while it still listens: clients hear why
        if (listener != null) {
            listener.close();
        }
        if (worker != null) {
            worker.shutdown();
            threads.shutdown();
            awaitThreads(); // they may have files open
        }
        if (tls != null) {
            tls.close();
        }
        if (temporary != null) {
            temporary.close();
        }
        stopped.countDown();
    }

    private void awaitThreads() {
        try {
            if (!worker.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)
                    || !threads.awaitTermination(FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void undeploy() {
        try {
            if (deployment != null && deployment.getState() == DeploymentManager.State.STARTED) {
                deployment.stop();
            }
            if (deployment != null && deployment.getState() != DeploymentManager.State.UNDEPLOYED) {
                deployment.undeploy();
            }
        } catch (ServletException | RuntimeException e) {
            System.err.println("parley: did not stop cleanly: " + LaunchLog.describeRoot(e));
        }
    }
}
