package io.understudy.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a Prometheus server would read from a reporter at one moment. */
record Scrape(List<Series> series) {
  private static final Pattern LINE = Pattern.compile("(?m)^([A-Za-z_:][\\w:]*)\\{(.*)} (\\S+)$");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One line: a name, its labels and the value. */
  record Series(String name, Map<String, String> labels, double value) {}

  static Scrape of(int port) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    String text =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
            .body();
    return new Scrape(
        LINE.matcher(text).results().map(m -> series(m.group(1), m.group(2), m.group(3))).toList());
  }

  /** The sum of a metric over all its series. */
  double sum(String name) {
    return series.stream().filter(s -> s.name.equals(name)).mapToDouble(Series::value).sum();
  }

  /**
   * Whether a PromQL selector without its range, as {@code name{label="value"}}, finds a series.
   */
  boolean has(String selector) {
    String name = selector.replaceAll("\\{.*", "");
    List<LabelMatcher> matchers = LabelMatcher.all(selector.substring(name.length()));
    return series.stream()
        .filter(one -> one.name.equals(name))
        .anyMatch(one -> matchers.stream().allMatch(matcher -> matcher.matches(one.labels)));
  }

  private static Series series(String name, String labels, String value) {
    return new Series(
        name,
        LABEL
            .matcher(labels)
            .results()
            .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2))),
        Double.parseDouble(value));
  }

  private record LabelMatcher(String label, Pattern values) {
    private static final Pattern FORM = Pattern.compile("(\\w+)(=~?)\"([^\"]*)\"");

    static List<LabelMatcher> all(String selector) {
      return FORM.matcher(selector)
          .results()
          .map(m -> of(m.group(1), m.group(2), m.group(3)))
          .toList();
    }

    private static LabelMatcher of(String label, String operator, String value) {
      return new LabelMatcher(
          label, Pattern.compile(operator.equals("=") ? Pattern.quote(value) : value));
    }

    boolean matches(Map<String, String> labels) {
      return values.matcher(labels.getOrDefault(label, "")).matches();
    }
  }
}
