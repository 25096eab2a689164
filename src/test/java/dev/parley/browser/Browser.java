package dev.parley.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.deque.html.axecore.selenium.AxeBuilder;
import dev.parley.Programs;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person at the chat page, in a Chromium of their own. */
public final class Browser implements AutoCloseable {
    private static final List<String> COLOUR_RULES = List.of("color-contrast", "link-in-text-block");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static final String CONVERSATION =
            """
            return [...document.querySelectorAll('#messages .message')].map(({ dataset, children }) =>
              `${dataset.id} ${dataset.author}: ${[...children].find(part => part.matches('.said')).textContent.trim()}`);
            """;

    private final ChromeDriver driver;
    private boolean hasLeft;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Opens a window; without Chromium the test is skipped, but never in CI. */
    public static Browser open(URI page) {
        Optional<Path> chromium = find("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = find("chromedriver");
        if (chromium.isEmpty() || driver.isEmpty()) {
            throw Programs.missing("install Chromium and ChromeDriver (Debian: apt-get install chromium chromium-driver)", null);
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en");
        // A mouse, also where the machine has none.
        options.addArguments(
                "--blink-settings=primaryHoverType=2,availableHoverTypes=2,primaryPointerType=4,availablePointerTypes=4");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build();
        Browser browser = new Browser(new ChromeDriver(service, options));
        browser.driver.manage().window().setSize(new Dimension(1440, 900));
        browser.driver.get(page.toString());
        return browser;
    }

    private static Optional<Path> find(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(directory -> Stream.of(names).map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Takes a seat. */
    public Browser enter(String name, String namespace) {
        fill("#name", name);
        fill("#namespace", namespace);
        click("#enter");
        see("#composer");
        return this;
    }

    public Browser say(String text) {
        see("#composer").sendKeys(text, Keys.ENTER);
        return this;
    }

    /** Waits until an element is there and visible. */
    public WebElement see(String selector) {
        return until(unused -> {
            WebElement found = driver.findElement(By.cssSelector(selector));
            return found.isDisplayed() ? found : null;
        });
    }

    /** Waits until one of several elements shows a text. */
    public void see(String selector, String text) {
        until(unused -> driver.findElements(By.cssSelector(selector)).stream()
                        .anyMatch(element -> element.getText().contains(text))
                ? Boolean.TRUE
                : null);
    }

    /** Waits until what an expression of JavaScript finds shows a text. */
    public void seeIn(String element, String text) {
        until(unused -> textOf(element).contains(text) ? Boolean.TRUE : null);
    }

    /** Waits until what an expression of JavaScript finds does not show a text. */
    public void seeNotIn(String element, String text) {
        until(unused -> textOf(element).contains(text) ? null : Boolean.TRUE);
    }

    private String textOf(String element) {
        return String.valueOf(driver.executeScript("return " + element + "?.innerText"));
    }

    /** Waits until the conversation shows a text. */
    public void seeMessage(String text) {
        until(unused -> messages().stream().anyMatch(message -> message.contains(text)) ? Boolean.TRUE : null);
    }

    /** Waits until a person is, or is not, in the list. */
    public void seePerson(String name, boolean isThere) {
        until(unused -> driver.findElements(By.cssSelector("#people [data-person='" + name + "']"))
                                .isEmpty()
                        == isThere
                ? null
                : Boolean.TRUE);
    }

    /** Waits for the state of the connection, as the page calls it. */
    public void seePhase(String phase) {
        until(unused -> phase.equals(driver.findElement(By.id("line")).getDomAttribute("data-phase"))
                ? Boolean.TRUE
                : null);
    }

    public void click(String selector) {
        until(unused -> {
            driver.findElement(By.cssSelector(selector)).click();
            return Boolean.TRUE;
        });
    }

    public void fill(String selector, String text) {
        WebElement field = see(selector);
        field.clear();
        field.sendKeys(text);
    }

    /** Chooses a file with the button for that; the field behind it is hidden. */
    public void attach(Path file) {
        until(unused -> driver.findElement(By.id("files"))).sendKeys(file.toString());
    }

    /** What a script gives back at once. */
    public Object evaluate(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Waits until a script gives back this. */
    public void seeThat(Object expected, String script) {
        until(unused -> expected.equals(driver.executeScript(script)) ? Boolean.TRUE : null);
    }

    public List<String> messages() {
        return driver.findElements(By.cssSelector("#messages .message .said")).stream()
                .map(WebElement::getText)
                .toList();
    }

    public int count(String selector) {
        return driver.findElements(By.cssSelector(selector)).size();
    }

    /** Opens the page at another address, in this tab. */
    public Browser visit(URI page) {
        driver.get(page.toString());
        return this;
    }

    public Browser reload() {
        driver.navigate().refresh();
        return this;
    }

    /** Opens a page in another tab of the same person, and goes there. */
    public Browser openTab(URI page) {
        driver.switchTo().newWindow(WindowType.TAB);
        return visit(page);
    }

    /** Goes to one of the tabs; the first is 0. */
    public void goToTab(int number) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(number));
    }

    /** How the page says it is connected: a member of its transport details. */
    public void seeWire(String name) {
        until(unused -> name.equals(driver.findElement(By.cssSelector("#transport dd"))
                        .getDomProperty("textContent"))
                ? Boolean.TRUE
                : null);
    }

    /** Waits until the conversation shows exactly these texts, in this order. */
    public void seeMessages(List<String> texts) {
        until(unused -> messages().equals(texts) ? Boolean.TRUE : null);
    }

    /** The ids that the server has given the messages that are shown. */
    public List<String> messageIds() {
        return driver.findElements(By.cssSelector("#messages .message")).stream()
                .map(message -> message.getDomAttribute("data-id"))
                .toList();
    }

    /** What the conversation shows, each message as {@code 17 Anna: hello}, with {@code undefined} while it has no id. */
    @SuppressWarnings("unchecked")
    public List<String> conversation() {
        return (List<String>) driver.executeScript(CONVERSATION);
    }

    /** Waits until the conversation shows exactly this, in this order. */
    public void seeConversation(List<String> said) {
        try {
            until(unused -> conversation().equals(said) ? Boolean.TRUE : null);
        } catch (TimeoutException late) {
            assertEquals(said, conversation());
        }
    }

    /** As {@link #seeConversation}, of one so long that the page shows but a part at a time: goes up to its beginning. */
    public void seeWholeConversation(List<String> said) {
        int from = seePart(said, said.size(), this::fillGap);
        while (from > 0) {
            from = seePart(said, from, () -> driver.executeScript("document.querySelector('#scroller').scrollTop = -1e9"));
        }
    }

    /** Goes on until a part is there that begins before an index and reaches it; where it begins. */
    private int seePart(List<String> said, int before, Runnable goOn) {
        try {
            return until(unused -> {
                goOn.run();
                List<String> part = conversation();
                int from = Collections.indexOfSubList(said, part);
                boolean isNext = from >= 0 && from < before && from + part.size() >= before;
                return isNext && count("#gap") == 0 ? from : null;
            });
        } catch (TimeoutException late) {
            List<String> part = conversation();
            String shown = part.size() + " messages from " + part.get(0) + " to " + part.get(part.size() - 1);
            return fail(shown + ", not what comes before index " + before + ", gaps: " + count("#gap"), late);
        }
    }

    /** What is missing is asked for; then back to the end. */
    private void fillGap() {
        driver.executeScript("document.querySelector('#gap')?.scrollIntoView()");
        driver.findElements(By.cssSelector("#load-gap:enabled")).forEach(WebElement::click);
        driver.executeScript("document.querySelector('#messages:not(:has(#gap))') && document.querySelector('#latest').click()");
    }

    /** Closes the window. */
    public void leave() {
        if (!hasLeft) {
            hasLeft = true;
            driver.quit();
        }
    }

    /** What the browser complained about. */
    public List<String> complaints() {
        return driver.manage().logs().get("browser").getAll().stream()
                .map(Object::toString)
                .toList();
    }

    public Browser resize(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** What the system of this person says, as a media feature: {@code prefers-color-scheme}, {@code dark}. */
    public Browser prefer(String feature, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
        return this;
    }

    /** A script that runs in each page from now on before the page's own. */
    public void before(String script) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Keys for whatever has the focus. */
    public Browser press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** One key while others are held. */
    public Browser press(Keys held, CharSequence key) {
        new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
        return this;
    }

    public Browser point(String selector) {
        new Actions(driver).moveToElement(see(selector)).perform();
        return this;
    }

    /** Turns the wheel over an element by so many pixels; less than 0 is up. */
    public void wheel(String selector, int pixels) {
        new Actions(driver)
                .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(see(selector)), 0, pixels)
                .perform();
    }

    public String valueOf(String selector) {
        return see(selector).getDomProperty("value");
    }

    /** Waits until an element that this selects has the focus. */
    public Browser seeFocus(String selector) {
        until(unused -> driver.findElements(By.cssSelector(selector + ":focus")).isEmpty() ? null : Boolean.TRUE);
        return this;
    }

    /** Waits until no element is selected by this any more. */
    public Browser seeNo(String selector) {
        until(unused -> count(selector) == 0 ? Boolean.TRUE : null);
        return this;
    }

    /**
     * What stands in the way of some people, by the rules of axe-core that are serious or critical. With forced colours it
     * cannot know the contrast: the browser tells it the page's colours, and paints the system's.
     */
    public List<String> barriers() {
        boolean isForced = Boolean.TRUE.equals(
                driver.executeScript("return matchMedia('(forced-colors: active)').matches"));
        return violations(axe().disableRules(isForced ? COLOUR_RULES : List.of()));
    }

    /** The same, by the rules about colours alone, which are what a theme changes. */
    public List<String> colourBarriers() {
        return violations(axe().withRules(COLOUR_RULES));
    }

    /** It stays in this window ("legacy mode"), as there are no frames: the other mode needs a second one, within a second. */
    @SuppressWarnings("deprecation")
    private static AxeBuilder axe() {
        return new AxeBuilder().setLegacyMode(true);
    }

    private List<String> violations(AxeBuilder axe) {
        return axe.analyze(driver).getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .flatMap(rule -> rule.getNodes().stream()
                        .map(node -> rule.getId() + ": " + node.getHtml() + " " + node.getFailureSummary()))
                .toList();
    }

    /** Runs a script in the page, which gets a function after its arguments to give back its result. */
    public Object run(String script, Object... arguments) {
        driver.manage().timeouts().scriptTimeout(DEADLINE.multipliedBy(2));
        return driver.executeAsyncScript(script, arguments);
    }

    private <T> T until(ExpectedCondition<T> condition) {
        return new WebDriverWait(driver, DEADLINE, Duration.ofMillis(100))
                .ignoring(org.openqa.selenium.NoSuchElementException.class)
                .ignoring(StaleElementReferenceException.class)
                .ignoring(org.openqa.selenium.ElementNotInteractableException.class)
                .until(condition);
    }

    @Override
    public void close() {
        leave();
    }
}
