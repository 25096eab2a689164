package dev.parley.socketio.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is published of the events. */
class ContractTest {
    private final Contract contract = Contract.of(ChatFixture.server());

    @Test
    void types_for_typescript() {
        String types = contract.typeScript();
        assertEquals(
                """

                export interface Page {
                  "items": Array<Said>;
                  "next": Page;
                  "files": Record<string, Bytes>;
                }

                export interface Receipt {
                  "id": number;
                }

                export interface Said {
                  "from": string;
                  "text": string;
                  "at"?: string;
                  "tags": Array<string>;
                  "mood": "GOOD" | "BAD";
                }

                export interface Say {
                  "room": string;
                  "text": string;
                }

                export interface Status {
                  "busy": boolean;
                  "count": number;
                  "text": string;
                }

                /** What the server sends in /. */
                export interface RootServerToClientEvents {
                  "raw": (...args: any[]) => void;
                  "error": (refusal: Refused["error"]) => void;
                }

                /** What clients send in /. */
                export interface RootClientToServerEvents {
                  "hello": (arg0: string) => void;
                  "list": (ack: (answer: Array<Say> | Refused) => void) => void;
                }

                /** What the server sends in /chat. */
                export interface ChatServerToClientEvents {
                  "prompt": (arg0: string, ack: (answer: Said) => void) => void;
                  "said": (arg0: Said) => void;
                  "user left": (arg0: string, arg1: number) => void;
                  "error": (refusal: Refused["error"]) => void;
                }

                /** What clients send in /chat. */
                export interface ChatClientToServerEvents {
                  "anything": (...args: any[]) => void;
                  "page": (arg0: number, ack: (answer: Page | Refused) => void) => void;
                  "say": (arg0: Say, ack: (answer: Receipt | Refused) => void) => void;
                  "typing": () => void;
                  "upload": (arg0: Bytes, arg1: Array<Say>, arg2: string | null) => void;
                }

                /** What the server sends in /orders/{tenant}. */
                export interface OrdersTenantServerToClientEvents {
                  "error": (refusal: Refused["error"]) => void;
                }

                /** What clients send in /orders/{tenant}. */
                export interface OrdersTenantClientToServerEvents {
                  "status": (ack: (answer: Status | Refused) => void) => void;
                }
                """,
                types.substring(types.indexOf("\nexport interface Page")));
    }

    @Test
    void an_asyncapi_document() {
        JsonObject document = contract.asyncApi("Chat", "1.2");
        assertEquals("3.0.0", document.getString("asyncapi"));
        assertEquals("{\"title\":\"Chat\",\"version\":\"1.2\"}", document.get("info").toString());
        assertEquals(Set.of("/", "/chat", "/orders/{tenant}"), document.getJsonObject("channels").keySet());
        JsonObject orders = document.getJsonObject("channels").getJsonObject("/orders/{tenant}");
        assertEquals("{\"tenant\":{}}", orders.get("parameters").toString());
        JsonObject operation = document.getJsonObject("operations").getJsonObject("/chat receive say");
        assertEquals("receive", operation.getString("action"));
        assertEquals(
                "[{\"$ref\":\"#/channels/~1chat/messages/receive%20say%20answer\"}]",
                operation.getJsonObject("reply").get("messages").toString());
        JsonObject said = document.getJsonObject("components").getJsonObject("schemas").getJsonObject("Said");
        assertEquals("[\"from\",\"text\",\"tags\",\"mood\"]", said.get("required").toString());
        assertEquals("{\"enum\":[\"GOOD\",\"BAD\"]}", said.getJsonObject("properties").get("mood").toString());
        JsonObject left = document.getJsonObject("channels").getJsonObject("/chat").getJsonObject("messages")
                .getJsonObject("send user left");
        assertEquals(
                "{\"type\":\"array\",\"items\":[{\"type\":\"string\"},{\"type\":\"number\"}],\"minItems\":2}",
                left.get("payload").toString());
        JsonObject typing = document.getJsonObject("channels").getJsonObject("/chat").getJsonObject("messages")
                .getJsonObject("receive typing");
        assertEquals("{\"type\":\"array\",\"maxItems\":0}", typing.get("payload").toString());
    }

    @Test
    void every_reference_in_it_leads_somewhere() {
        JsonObject document = contract.asyncApi("Chat", "1");
        List<String> references = new ArrayList<>();
        collect(document, references);
        assertTrue(references.size() > 20, references.toString());
        references.forEach(each -> {
            String pointer = URLDecoder.decode(each.substring(1), StandardCharsets.UTF_8);
            assertTrue(Json.createPointer(pointer).containsValue(document), each);
        });
    }

    private static void collect(JsonValue value, List<String> references) {
        if (value instanceof JsonObject object) {
            object.forEach((name, member) -> {
                if (name.equals("$ref")) {
                    references.add(((JsonString) member).getString());
                }
                collect(member, references);
            });
        } else if (value.getValueType() == JsonValue.ValueType.ARRAY) {
            value.asJsonArray().forEach(each -> collect(each, references));
        }
    }
}
