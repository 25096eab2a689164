package dev.parley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of {@code docs/architecture.md}: a class that turns one round fails the build. */
@AnalyzeClasses(packages = "dev.parley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_POINT_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("websocket").definedBy("dev.parley.websocket..")
            .layer("connection").definedBy("dev.parley.connection..")
            .layer("engineio.protocol").definedBy("dev.parley.engineio.protocol..")
            .layer("engineio").definedBy("dev.parley.engineio")
            .layer("protocol").definedBy("dev.parley.socketio.protocol..")
            .layer("socketio").definedBy("dev.parley.socketio")
            .layer("annotation").definedBy("dev.parley.socketio.annotation..")
            .layer("contract").definedBy("dev.parley.socketio.contract..")
            .layer("adapter").definedBy("dev.parley.socketio.adapter..")
            .layer("socketio.engine").definedBy("dev.parley.socketio.engine..")
            .layer("wire").definedBy("dev.parley.wire..")
            .layer("chat").definedBy("dev.parley.chat")
            .layer("chat.policy").definedBy("dev.parley.chat.policy..")
            .layer("chat.store").definedBy("dev.parley.chat.store..")
            .layer("chat.wire").definedBy("dev.parley.chat.wire..")
            .layer("storage").definedBy("dev.parley.storage..")
            .layer("account").definedBy("dev.parley.account..")
            .layer("auth").definedBy("dev.parley.auth..")
            .layer("config").definedBy("dev.parley.config..")
            .layer("web").definedBy("dev.parley.web..")
            .layer("site").definedBy("dev.parley.site..")
            .layer("launch").definedBy("dev.parley.launch..")
            .layer("testkit").definedBy("dev.parley.testkit..")
            .whereLayer("launch").mayNotBeAccessedByAnyLayer()
            .whereLayer("site").mayNotBeAccessedByAnyLayer()
            .whereLayer("testkit").mayNotBeAccessedByAnyLayer()
            .whereLayer("websocket").mayOnlyBeAccessedByLayers("connection", "web")
            .whereLayer("web").mayOnlyBeAccessedByLayers("site", "testkit")
            .whereLayer("config").mayOnlyBeAccessedByLayers("web", "site", "launch", "testkit")
            .whereLayer("auth").mayOnlyBeAccessedByLayers("web", "site", "testkit")
            .whereLayer("chat").mayOnlyBeAccessedByLayers("site")
            .whereLayer("chat.policy").mayOnlyBeAccessedByLayers("chat", "site")
            .whereLayer("chat.store").mayOnlyBeAccessedByLayers("chat", "chat.wire", "site")
            .whereLayer("account").mayOnlyBeAccessedByLayers("site")
            .whereLayer("storage").mayOnlyBeAccessedByLayers("chat", "chat.store", "account", "site")
            .whereLayer("chat.wire").mayOnlyBeAccessedByLayers("site")
            .whereLayer("wire").mayOnlyBeAccessedByLayers("chat.wire", "web", "site", "testkit")
            .whereLayer("socketio.engine").mayOnlyBeAccessedByLayers("web", "testkit")
            .whereLayer("engineio").mayOnlyBeAccessedByLayers("socketio.engine", "web", "testkit")
            .whereLayer("engineio.protocol").mayOnlyBeAccessedByLayers("engineio", "socketio.engine", "web", "testkit")
            .whereLayer("annotation").mayOnlyBeAccessedByLayers("web", "site", "testkit")
            .whereLayer("contract").mayOnlyBeAccessedByLayers("web", "site")
            .whereLayer("adapter").mayOnlyBeAccessedByLayers("web", "testkit")
            .whereLayer("socketio").mayOnlyBeAccessedByLayers("auth", "account", "annotation", "contract", "adapter", "socketio.engine", "wire", "chat", "chat.policy", "chat.wire", "web", "site", "testkit")
            .whereLayer("protocol").mayOnlyBeAccessedByLayers("socketio", "annotation", "contract", "socketio.engine", "wire", "chat", "chat.wire", "web", "site", "testkit");

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.parley.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule THE_SERVER_NEEDS_NOTHING_OF_THE_SITE = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.parley.account..", "dev.parley.chat..", "dev.parley.storage..", "dev.parley.site..", "dev.parley.launch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.parley.account..", "dev.parley.chat..", "dev.parley.storage..", "dev.parley.site..", "dev.parley.launch..");

    @ArchTest
    static final ArchRule ONLY_WEB_AND_SITE_TOUCH_THE_CONTAINER = noClasses()
            .that()
            .resideOutsideOfPackages("dev.parley.web..", "dev.parley.site..")
            .and()
            .haveNameNotMatching("dev\\.parley\\.launch\\.Undertow.*") // is a container
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.servlet..", "jakarta.websocket..", "javax.naming..");

    @ArchTest
    static final ArchRule CONNECTIONS_NEED_THE_JDK_ALONE = classes()
            .that()
            .resideInAnyPackage("dev.parley.connection..", "dev.parley.auth", "dev.parley.config..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "dev.parley.websocket..", "dev.parley.connection..", "dev.parley.auth", "dev.parley.config..");

    @ArchTest
    static final ArchRule TOKENS_ARE_A_LAYER_ON_THE_PUBLIC_API = classes()
            .that()
            .resideInAPackage("dev.parley.auth.token..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "jakarta.json..", "org.jose4j..", "dev.parley.socketio", "dev.parley.auth.token..");

    @ArchTest
    static final ArchRule ACCOUNTS_ARE_A_LAYER_ON_THE_PUBLIC_API = classes()
            .that()
            .resideInAPackage("dev.parley.account..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "jakarta.json..", "javax.crypto..", "com.password4j..", "org.jose4j..", "dev.parley.connection..", "dev.parley.socketio",
                    "dev.parley.storage..", "dev.parley.account..");

    @ArchTest
    static final ArchRule FRAMES_ARE_PURE = classes()
            .that()
            .resideInAPackage("dev.parley.websocket..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "java.util", "java.util.stream", "java.util.zip", "java.nio..", "java.security", "dev.parley.websocket..");

    @ArchTest
    static final ArchRule ANNOTATIONS_ARE_A_LAYER_ON_THE_PUBLIC_API = classes()
            .that()
            .resideInAPackage("dev.parley.socketio.annotation..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "jakarta.json..", "jakarta.enterprise.inject..", "jakarta.annotation.security..",
                    "jakarta.validation..", "dev.parley.socketio.protocol..",
                    "dev.parley.connection..", "dev.parley.socketio", "dev.parley.socketio.annotation..");

    @ArchTest
    static final ArchRule STORAGE_KNOWS_DATABASES_AND_NOTHING_THAT_IS_KEPT = classes()
            .that()
            .resideInAPackage("dev.parley.storage..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..", "javax.sql..", "com.zaxxer.hikari..", "org.flywaydb..", "org.h2..", "org.postgresql..",
                    "dev.parley.storage..");

    @ArchTest
    static final ArchRule THE_CHATS_STORE_KNOWS_NO_SOCKETS = classes()
            .that()
            .resideInAPackage("dev.parley.chat.store..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "jakarta.json..", "dev.parley.storage..", "dev.parley.chat.store..");

    @ArchTest
    static final ArchRule PROTOCOLS_ARE_PURE = classes()
            .that()
            .resideInAPackage("dev.parley.socketio.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..", "java.util", "java.util.function", "java.io..", "java.nio..", "java.math..", "java.time..", "jakarta.json..",
                    "org.msgpack..",
                    "dev.parley.socketio.protocol..");

    @ArchTest
    static final ArchRule ENGINE_IO_PACKETS_NEED_NO_JSON = classes()
            .that()
            .resideInAPackage("dev.parley.engineio.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "java.util", "java.util.function..", "java.util.stream..", "java.nio..",
                    "dev.parley.engineio.protocol..");

    @ArchTest
    static final ArchRule THE_LAUNCHER_KNOWS_ONLY_ITS_RUNTIME = classes()
            .that()
            .resideInAPackage("dev.parley.launch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.net.ssl..",
                    "javax.security.auth.x500..",
                    "javax.xml..",
                    "org.w3c.dom..",
                    "org.xml.sax..",
                    "jakarta.servlet..",
                    "jakarta.websocket..",
                    "org.apache.catalina..",
                    "org.apache.coyote..",
                    "org.apache.tomcat..",
                    "io.undertow..",
                    "org.xnio..",
                    "org.jboss.jandex..",
                    "dev.parley.config..",
                    "dev.parley.launch..");

    @ArchTest
    static final ArchRule NO_CONTAINER_IS_NEEDED = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.launch..")
            .and()
            .haveNameNotMatching(".*\\.(Tomcat|Undertow)[^.]*") // loaded there alone
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache..", "io.undertow..", "org.xnio..");

    @ArchTest
    static final ArchRule NOTHING_WRITES_TO_THE_CONSOLE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.parley.launch..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");
}
