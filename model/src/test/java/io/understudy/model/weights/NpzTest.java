package io.understudy.model.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  @TempDir private Path folder;

  @Test
  void readsWhatNumpyWrote() throws IOException {
    NpyArray areas =
        Npz.read(Path.of("src/test/resources/golden/relative_motion_a/outputs.npz"))
            .get("relative.jacobian");

    assertThat(areas.shape()).containsExactly(4, 10, 2, 2);
    assertThat(areas.floats()).hasSize(160);
  }

  @Test
  void readsIntegersAndDoubles() throws IOException {
    ByteBuffer longs = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    longs.putLong(-3).putLong(1L << 40);
    ByteBuffer doubles = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.1);

    assertThat(Npz.read(npz("<i8", "(2,)", longs.array())).get("a").doubles())
        .containsExactly(-3, 1L << 40);
    assertThat(Npz.read(npz("<f8", "()", doubles.array())).get("a").doubles()).containsExactly(0.1);
    assertThat(Npz.read(npz("|u1", "(1, 2)", new byte[] {1, -1})).get("a").doubles())
        .containsExactly(1, 255);
  }

  @Test
  void aTruncatedArrayIsRefused() throws IOException {
    Path file = npz("<f4", "(3,)", new byte[8]);

    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessage("an array of shape [3] and type <f4 needs 12 bytes, got 8");
  }

  @Test
  void anotherElementTypeIsRefused() throws IOException {
    Path file = npz(">f4", "(2,)", new byte[8]);

    assertThatThrownBy(() -> Npz.read(file)).hasMessageEndingWith("are read, got >f4");
  }

  @Test
  void aFileThatIsNoArchiveIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npz"), "no archive at all");

    assertThatThrownBy(() -> Npz.read(file)).hasMessage(file + " is no readable .npz archive");
  }

  private Path npz(String descriptor, String shape, byte[] data) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(descriptor, shape);
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.writeBytes("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    array.write(header.length());
    array.write(0);
    array.writeBytes(header.getBytes(StandardCharsets.ISO_8859_1));
    array.writeBytes(data);
    Path file = folder.resolve("made.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("a.npy"));
      zip.write(array.toByteArray());
    }
    return file;
  }
}
