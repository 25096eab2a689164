package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.launch.RunningParley;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People with accounts at the chat page. */
class AccountPageIT {
    private static final String PASSWORD = "correct horse";

    @RegisterExtension
    static final SharedParley PARLEY = new SharedParley();

    /** Chooses to come with an account. */
    private static Browser withAccount(Browser person) {
        person.see(".card .segments");
        person.evaluate("document.querySelector('[name=how][value=account]').click()");
        person.see("#password");
        return person;
    }

    private static void signUp(Browser person, String name, String namespace) {
        withAccount(person).click("#turn");
        person.fill("#name", name);
        person.fill("#password", PASSWORD);
        person.fill("#namespace", namespace);
        person.click("#enter");
        person.seePhase("connected");
    }

    private static void signIn(Browser person, String name, String password) {
        person.fill("#name", name);
        person.fill("#password", password);
        person.click("#enter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio", "native", "sse"})
    void who_signs_up_is_the_same_person_after_a_reload_and_after_signing_in_again(String wire) {
        String name = "Zoë " + wire;
        try (Browser zoe = Browser.open(PARLEY.page().resolve("?wire=" + wire))) {
            signUp(zoe, name, "/signup");
            zoe.say("hello").see(".message[data-status='sent']");
            zoe.reload().seePhase("connected");
            zoe.see(".message.own");
            zoe.click("#me");
            zoe.click("#sign-out");
            zoe.see("#password");
            signIn(zoe, name, "wrong horse");
            zoe.see("#password-hint.problem", "not the password");
            signIn(zoe, name, PASSWORD);
            zoe.seePhase("connected");
            zoe.see(".message.own");
        }
    }

    @Test
    void a_guest_cannot_take_the_name_and_who_has_it_gives_it_back_to_its_owner() {
        try (Browser first = PARLEY.person("Mira", "/names");
                Browser owner = PARLEY.open()) {
            signUp(owner, "Mira", "/names");
            first.see("#me .who b", "Mira1");
            owner.see("#me .who b", "Mira");
            try (Browser second = PARLEY.person("mira", "/names")) {
                second.see("#me .who b", "mira2");
            }
        }
    }

    @Test
    void a_password_that_is_too_easy_is_explained_and_nothing_typed_is_lost() {
        try (Browser anna = PARLEY.open()) {
            withAccount(anna).click("#turn");
            anna.fill("#name", "Anna");
            anna.fill("#password", "short");
            anna.click("#enter");
            anna.see("#password-hint.problem", "8 characters");
            assertEquals("Anna", anna.valueOf("#name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio", "native"})
    void another_password_is_chosen_and_the_old_one_gets_nobody_in(String wire) {
        String name = "Bo " + wire;
        try (Browser bo = Browser.open(PARLEY.page().resolve("?wire=" + wire))) {
            signUp(bo, name, "/password");
            bo.click("#me");
            bo.click("#ask-password");
            bo.fill("#password-old", PASSWORD);
            bo.fill("#next-password", "battery staple");
            bo.click("#password-change .primary");
            bo.see(".toast", "Your password is changed");
            bo.seePhase("connected");
            bo.click("#me");
            bo.click("#sign-out");
            signIn(bo, name, PASSWORD);
            bo.see("#password-hint.problem", "not the password");
            signIn(bo, name, "battery staple");
            bo.seePhase("connected");
        }
    }

    @Test
    void a_token_that_ends_is_renewed_and_nobody_notices() throws Exception {
        try (RunningParley parley = RunningParley.start(
                        "--set", "parley.chat.store.url=memory", "--set", "parley.accounts.token-lifetime=4s");
                Browser kim = Browser.open(parley.address())) {
            signUp(kim, "Kim", "/");
            kim.seeThat(
                    true,
                    "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('session/refresh')).length > 3");
            kim.say("still here").see(".message[data-status='sent']");
            kim.click("#connection");
            kim.see("#transport .facts", "0");
            assertEquals(List.of(), kim.complaints());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"socketio", "native", "sse"})
    void who_is_signed_out_elsewhere_signs_in_again_and_keeps_what_was_written(String wire) throws Exception {
        String name = "Lin " + wire;
        try (Browser lin = Browser.open(PARLEY.page().resolve("?wire=" + wire))) {
            signUp(lin, name, "/again");
            lin.fill("#composer", "half a thought");
            put("accounts/password", name, PASSWORD, "battery staple");
            lin.see(".banner.refused", "Your sign-in has expired");
            lin.click(".banner.refused .button");
            lin.fill("#password-again", "battery staple");
            lin.click("#sign-again .primary");
            lin.seePhase("connected");
            assertEquals("half a thought", lin.valueOf("#composer"));
        }
    }

    private static void put(String path, String name, String password, String next) throws Exception {
        URI address = PARLEY.page().resolve("api/" + path);
        String body = "{\"name\":\"%s\",\"password\":\"%s\",\"new\":\"%s\"}".formatted(name, password, next);
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
        assertEquals(200, HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode());
    }
}
