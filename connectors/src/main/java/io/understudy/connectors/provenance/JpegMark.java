package io.understudy.connectors.provenance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine-readable mark inside a JPEG: an XMP packet with the IPTC digital source type. */
public final class JpegMark {
  private static final String NAMESPACE = "http://ns.adobe.com/xap/1.0/\0";
  private static final Pattern TYPE =
      Pattern.compile("Iptc4xmpExt:DigitalSourceType(?:=\"|>)([^\"<]{1,200})");
  private static final int MARKER = 0xff;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int START_OF_SCAN = 0xda;

  private JpegMark() {}

  /** The same picture with the mark behind its JFIF header; the pixels' bytes are not touched. */
  public static byte[] mark(byte[] jpeg, DigitalSourceType type) {
    if (jpeg.length < 4 || (jpeg[0] & 0xff) != MARKER || (jpeg[1] & 0xff) != 0xd8) {
      throw new IllegalArgumentException(
          "only a JPEG can be marked, got %d other bytes".formatted(jpeg.length));
    }
    byte[] packet = (NAMESPACE + xmp(type)).getBytes(StandardCharsets.UTF_8);
    int length = packet.length + 2;
    ByteArrayOutputStream marked = new ByteArrayOutputStream(jpeg.length + length + 2);
    int at = endOfJfif(jpeg);
    marked.write(jpeg, 0, at);
    marked.write(MARKER);
    marked.write(APP1);
    marked.write(length >> 8);
    marked.write(length);
    marked.writeBytes(packet);
    marked.write(jpeg, at, jpeg.length - at);
    return marked.toByteArray();
  }

  /** JFIF demands that its segment comes first. */
  private static int endOfJfif(byte[] jpeg) {
    if (jpeg.length < 6 || (jpeg[2] & 0xff) != MARKER || (jpeg[3] & 0xff) != APP0) {
      return 2;
    }
    return Math.min(jpeg.length, 4 + ((jpeg[4] & 0xff) << 8 | jpeg[5] & 0xff));
  }

  /** The digital source type that a JPEG states, empty where it states none. */
  public static Optional<String> read(byte[] jpeg) {
    int at = 2;
    while (at + 4 <= jpeg.length && (jpeg[at] & 0xff) == MARKER) {
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      if (length < 2 || (jpeg[at + 1] & 0xff) == START_OF_SCAN) {
        break;
      }
      int end = Math.min(jpeg.length, at + 2 + length);
      if ((jpeg[at + 1] & 0xff) == APP1) {
        String segment = new String(jpeg, at + 4, end - at - 4, StandardCharsets.UTF_8);
        Matcher found = TYPE.matcher(segment);
        if (segment.startsWith(NAMESPACE) && found.find()) {
          return Optional.of(found.group(1));
        }
      }
      at = end;
    }
    return Optional.empty();
  }

  private static String xmp(DigitalSourceType type) {
    return "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
        + "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        + "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        + "<rdf:Description rdf:about=\"\""
        + " xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
        + " Iptc4xmpExt:DigitalSourceType=\""
        + type.uri()
        + "\"/></rdf:RDF></x:xmpmeta><?xpacket end=\"r\"?>";
  }
}
