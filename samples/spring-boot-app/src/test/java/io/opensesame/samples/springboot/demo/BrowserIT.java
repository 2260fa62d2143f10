package io.opensesame.samples.springboot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in a real browser: Chromium and its driver, where they are installed as Debian does. */
class BrowserIT {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration SOON = Duration.ofSeconds(20);

    private Demo demo;
    private WebDriver browser;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "the page was not tried in a browser: install chromium and chromium-driver");
        demo = RunningDemo.get();
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(DRIVER.toFile())
                        .usingAnyFreePort()
                        .build(),
                new ChromeOptions()
                        .setBinary(new File(CHROMIUM.toString()))
                        .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"));
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    @Test
    void rotateButton_pressed_versionChangesAndOrdersKeepFlowing() {
        browser.manage().window().setSize(new Dimension(390, 844)); // a phone
        browser.get(demo.url());
        waitUntil(() -> ordersTaken() > 0);
        String before = version("orders/db");
        long taken = ordersTaken();

        browser.findElement(By.cssSelector("[data-secret='orders/db'] button")).click();

        waitUntil(() -> !version("orders/db").equals(before));
        waitUntil(() -> browser.findElement(By.id("rotations")).getText().contains("orders/db"));
        waitUntil(() -> ordersTaken() > taken + 20);
        assertThat(text("orders-failed")).isEqualTo("0");
        assertThat(browser.findElement(By.id("trouble")).isDisplayed()).isFalse();
        assertThat(scrollsSideways()).isFalse();
    }

    private boolean scrollsSideways() {
        Object overflow = ((ChromeDriver) browser)
                .executeScript("return document.documentElement.scrollWidth > document.documentElement.clientWidth");
        return Boolean.TRUE.equals(overflow);
    }

    private void waitUntil(BooleanSupplier condition) {
        new WebDriverWait(browser, SOON)
                .ignoring(StaleElementReferenceException.class)
                .until(unused -> condition.getAsBoolean());
    }

    private long ordersTaken() {
        String text = text("orders-taken");
        return text.equals("–") ? 0 : Long.parseLong(text);
    }

    private String version(String secret) {
        By shown = By.cssSelector("[data-secret='" + secret + "'] .version");
        return Objects.requireNonNullElse(browser.findElement(shown).getDomAttribute("data-version"), "");
    }

    private String text(String id) {
        return browser.findElement(By.id(id)).getText();
    }
}
