package io.understudy.pipeline.explain;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Chapters as one HTML page that needs nothing else: styles inline, pictures as data, no script.
 *
 * @param subtitle what was explained
 */
record Page(String title, String subtitle, List<Section> sections) {
  /** The page's text. */
  String html() {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<title>%s</title>\n<style>\n".formatted(escaped(title)))
        .append(style())
        .append("</style>\n</head>\n<body>\n<header>\n<h1>%s</h1>\n".formatted(escaped(title)))
        .append("<p>%s</p>\n</header>\n".formatted(escaped(subtitle)));
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT)) {
      sections.forEach(section -> append(html, section, codec));
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static void append(StringBuilder html, Section section, PictureCodec codec) {
    html.append(section.rows().isEmpty() ? "<section class=\"lacking\">\n" : "<section>\n")
        .append("<h2>%s</h2>\n".formatted(escaped(section.title())))
        .append("<p>%s</p>\n".formatted(escaped(section.text())));
    section.rows().forEach(row -> append(html, row, codec));
    html.append("</section>\n");
  }

  private static void append(StringBuilder html, Row row, PictureCodec codec) {
    if (!row.label().isEmpty()) {
      html.append("<h3>%s</h3>\n".formatted(escaped(row.label())));
    }
    html.append("<div class=\"row\">\n");
    row.figures().forEach(figure -> append(html, figure, codec));
    html.append("</div>\n");
  }

  private static void append(StringBuilder html, Figure figure, PictureCodec codec) {
    boolean bars = figure instanceof Figure.Bars;
    html.append(bars ? "<figure class=\"bars\">" : "<figure>")
        .append(content(figure, codec))
        .append("<figcaption>%s</figcaption></figure>\n".formatted(escaped(figure.caption())));
  }

  private static String content(Figure figure, PictureCodec codec) {
    if (figure instanceof Figure.Drawing drawing) {
      String data = Base64.getEncoder().encodeToString(codec.encodePng(drawing.image()));
      return "<img class=\"%s\" alt=\"%s\" src=\"data:image/png;base64,%s\">"
          .formatted(drawing.photograph() ? "photograph" : "map", escaped(figure.caption()), data);
    }
    return BarChart.svg(((Figure.Bars) figure).heights());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream style = Page.class.getResourceAsStream("page.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the page's style cannot be read from this build", e);
    }
  }
}
