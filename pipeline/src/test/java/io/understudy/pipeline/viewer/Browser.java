package io.understudy.pipeline.viewer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A headless Chromium. The owner closes it. */
public final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Paints the element that is given and adds its pixels up. */
  private static final String CHECKSUM =
      """
      const picture = arguments[0];
      if (picture.hidden || !picture.naturalWidth) return -1;
      const canvas = document.createElement('canvas');
      canvas.width = picture.naturalWidth;
      canvas.height = picture.naturalHeight;
      const context = canvas.getContext('2d');
      context.drawImage(picture, 0, 0);
      const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data;
      let sum = 0;
      for (let at = 0; at < pixels.length; at += 4) sum = (sum * 31 + pixels[at]) % 1000000007;
      return sum;
      """;

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Opens an address, empty where this machine has no Chromium with its driver. */
  public static Optional<Browser> open(String address) {
    Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = onPath("chromedriver");
    if (chromium.isEmpty() || driver.isEmpty()) {
      return Optional.empty();
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.get().toFile());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    options.addArguments("--window-size=1440,900", "--hide-scrollbars");
    Browser browser =
        new Browser(
            new ChromeDriver(
                new ChromeDriverService.Builder()
                    .usingDriverExecutable(driver.get().toFile())
                    .build(),
                options));
    browser.driver.get(address);
    return Optional.of(browser);
  }

  private static Optional<Path> onPath(String... names) {
    String[] folders = System.getenv("PATH").split(":");
    return Stream.of(names)
        .flatMap(name -> Arrays.stream(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Waits until the element's text holds {@code text}. */
  void awaitText(String selector, String text) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> "%s to show '%s'".formatted(selector, text))
        .until(page -> text(selector).contains(text));
  }

  /** Waits until the image has shown that many different pictures. */
  void awaitMovingPicture(String selector, int different) {
    Set<Object> seen = new HashSet<>();
    new WebDriverWait(driver, PATIENCE)
        .pollingEvery(Duration.ofMillis(100))
        .withMessage(() -> "%s to move, seen %s".formatted(selector, seen))
        .until(
            page -> {
              long sum =
                  (Long)
                      driver.executeScript(CHECKSUM, driver.findElement(By.cssSelector(selector)));
              if (sum >= 0) {
                seen.add(sum);
              }
              return seen.size() >= different;
            });
  }

  /** Waits until the button can be used, and uses it. */
  void click(String selector) {
    new WebDriverWait(driver, PATIENCE)
        .withMessage(() -> selector + " to be usable")
        .until(page -> page.findElement(By.cssSelector(selector)).isEnabled());
    driver.findElement(By.cssSelector(selector)).click();
  }

  String text(String selector) {
    return driver.findElements(By.cssSelector(selector)).stream()
        .findFirst()
        .map(element -> String.valueOf(element.getDomProperty("textContent")))
        .orElse("");
  }

  public byte[] screenshot() {
    return driver.getScreenshotAs(OutputType.BYTES);
  }

  /** What a script that returns a number says. */
  public long count(String script) {
    return (Long) driver.executeScript(script);
  }

  /** What the page's script complained about. */
  public String complaints() {
    return driver.manage().logs().get("browser").getAll().toString();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
