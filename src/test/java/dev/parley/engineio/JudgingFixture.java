package dev.parley.engineio;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.Set;

/** An engine that judges requests. */
abstract class JudgingFixture {
    final EngineFixture engine = new EngineFixture();

    static EngineOptions options(Set<TransportName> transports, boolean upgrades, boolean revision3) {
        return new EngineOptions(EngineFixture.HEARTBEAT, Duration.ofSeconds(10), Duration.ofSeconds(30), transports, upgrades, revision3);
    }

    Verdict judge(String method, boolean isUpgrade, String transport, String revision, String sid) {
        return engine.server.judge(engine.request(method, isUpgrade, transport, revision, sid, null));
    }

    static String refused(Verdict verdict) {
        Verdict.Refused refused = assertInstanceOf(Verdict.Refused.class, verdict);
        return EngineClient.refusal(refused) + " " + refused.context();
    }
}
