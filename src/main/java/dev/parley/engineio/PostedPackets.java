package dev.parley.engineio;

import dev.parley.engineio.protocol.EnginePacket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a POST holds, read packet by packet, so that very many small ones take no more room than their body. */
@FunctionalInterface
public interface PostedPackets {
    /** How many are kept rather than read twice; hardly a client sends more. */
    int FEW = 1_000;

    /**
     * Reads them in order, each time anew.
     *
     * @throws dev.parley.engineio.protocol.MalformedPayloadException where something is no packet; those before it have been
     *     handed over
     */
    void forEach(Consumer<EnginePacket> each);

    /**
     * The same, read once already, so that nothing is handled of what is no payload.
     *
     * @throws dev.parley.engineio.protocol.MalformedPayloadException if something is no packet
     */
    default PostedPackets checked() {
        List<EnginePacket> first = new ArrayList<>();
        forEach(packet -> {
            if (first.size() <= FEW) {
                first.add(packet);
            }
        });
        return first.size() <= FEW ? first::forEach : this;
    }
}
