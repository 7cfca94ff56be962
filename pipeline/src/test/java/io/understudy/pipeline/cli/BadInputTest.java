package io.understudy.pipeline.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.connectors.media.PictureBounds;
import io.understudy.connectors.media.PictureCodec;
import io.understudy.connectors.media.RgbImage;
import io.understudy.connectors.media.VideoWriter;
import io.understudy.model.engine.Networks;
import io.understudy.model.preset.Presets;
import io.understudy.model.weights.WeightsFile;
import io.understudy.pipeline.local.BrokerPorts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every wrong input is one sentence on stderr and exit code 2, and leaves no output behind. */
class BadInputTest {
  @TempDir Path folder;
  private Path portrait;
  private Path clip;
  private Path out;

  @BeforeEach
  void makeGoodInput() throws IOException {
    portrait = folder.resolve("portrait.png");
    clip = folder.resolve("clip.mp4");
    out = folder.resolve("film.mp4");
    RgbImage grey = new RgbImage(32, 32, new byte[3 * 32 * 32]);
    try (PictureCodec codec = new PictureCodec(PictureBounds.DEFAULT);
        VideoWriter video = VideoWriter.open(clip, 32, 32, 25)) {
      Files.write(portrait, codec.encodePng(grey));
      video.write(grey, 0);
      video.write(grey, 40_000);
      video.finish();
    }
  }

  @Test
  void anUnreadableEmptyOrBrokenSource() throws IOException {
    Path missing = folder.resolve("missing.png");
    Path empty = Files.createFile(folder.resolve("empty.png"));
    Path text = Files.writeString(folder.resolve("text.png"), "this is no picture");

    animate(missing, clip).refuses("source", missing, "cannot be read");
    animate(empty, clip).refuses(empty, "is empty");
    animate(text, clip).refuses(text, "is not an image");
    assertThat(out).doesNotExist();
  }

  @Test
  void aSourceThatNoMemoryHolds() throws IOException {
    Path large = folder.resolve("large.tif");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(1L << 31);
    }

    animate(large, clip).refuses("source", large, "has 2048 MiB", "at most 256 MiB");
    assertThat(out).doesNotExist();
  }

  @Test
  void aClipThatIsNoVideo() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "this is no video");
    Path missing = folder.resolve("missing.mp4");

    animate(portrait, text).refuses("driving", text, "not a video");
    animate(portrait, missing).refuses("driving", missing);
    assertThat(out).doesNotExist();
  }

  @Test
  void anUnknownPresetKeyOptionAndCommand() {
    animate(portrait, clip, "--preset", "fomm-comapct").refuses("fomm-comapct", "fomm-compact");
    animate(portrait, clip, "--set", "model.persision=exact")
        .refuses("unknown key 'model.persision'", "did you mean 'model.precision'");
    animate(portrait, clip, "--precison", "exact").refuses("did you mean '--precision'");
    Invocation.of("anmate").refuses("did you mean 'animate'");
    animate(portrait, clip, "--precision", "double").refuses("model.precision", "exact, fast");
  }

  @Test
  void anOutputThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    Invocation.of(
            "animate", "--source", portrait, "--driving", clip, "--out", file.resolve("film.mp4"))
        .refuses("output file", file, "cannot be written");
    Invocation.of("animate", "--source", portrait, "--driving", clip, "--out", folder)
        .refuses("output file", folder);
    Invocation.of("run", "--help-config", "--json", folder).refuses("output file", folder);
  }

  @Test
  void aTruncatedOrForeignCheckpoint() throws IOException {
    Path truncated = folder.resolve("truncated.pth");
    Files.write(truncated, "PK\003\004 and then nothing".getBytes(US_ASCII));
    Path text = Files.writeString(folder.resolve("text.pth"), "no checkpoint");
    Path weights = folder.resolve("weights.safetensors");

    Invocation.of("import", truncated, "--out", weights).refuses(truncated);
    Invocation.of("import", text, "--out", weights).refuses(text);
    Invocation.of("import", folder.resolve("none.pth"), "--out", weights)
        .refuses("none.pth", "cannot be read");
    assertThat(weights).doesNotExist();
  }

  @Test
  void anUnknownTopic() {
    Invocation.of("topics", "reenacted-frame")
        .refuses("unknown topic 'reenacted-frame'", "did you mean 'reenacted-frames'");
  }

  @Test
  void aFeedThatCannotBeReadOrSent() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "this is no video");

    publish("ftp://host/clip").refuses("driving input", "unknown scheme 'ftp'");
    publish("/dev/video-none").refuses("webcam '/dev/video-none' cannot be read");
    publish("/dev/null", "--input-size", "large").refuses("--input-size is 'large'", "1280x720");
    publish("/dev/null", "--input-size", "0x0").refuses("--input-size is '0x0'");
    publish("/dev/null", "--input-size", "8x8").refuses("input size is 8x8", "16 to 8192");
    publish("/dev/null", "--input-rate", "0").refuses("--input-rate is 0.0");
    publish("/dev/null", "--input-format", "mjpg").refuses("input format 'mjpg'");
    publish("/dev/null", "--input-option", "speeed=1").refuses("input option 'speeed'");
    publish("rtsp://camera/1", "--input-rate", "25").refuses("'rtsp://camera/1' is no webcam");
    publish(clip, "--input-option", "framerate=5").refuses("is a file");
    publish(clip, "--listen").refuses(clip, "cannot be listened to");
    publish(text, "--repeat").refuses("driving", text, "not a video");
    publish("rtmp://host/live/key", "--seconds", "0").refuses("--seconds must be above 0");
    publish(clip, "--wait-seconds", "-1").refuses("--wait-seconds must be within 0..3600");
    egress("film.gif").refuses("output 'film.gif' has an unknown ending");
    egress("srt://host:9000", "--target-delay", "-1").refuses("--target-delay must be within");
    egress("srt://host:9000", "--fps", "0").refuses("--fps must be within");
    egress("srt://host:9000", "--sound", clip).refuses(clip, "must be a live feed");
    egress("http://localhost:8080", "--sound", "srt://host:9000").refuses("no place in MJPEG");
    egress(out, "--sound", "srt://host:9000").refuses("must be a file that can be read");
    egress("http://:8080").refuses("--out is 'http://:8080'", "http://HOST:PORT");
    egress("http://my_host:8080").refuses("--out is 'http://my_host:8080'", "http://HOST:PORT");
    egress("http://localhost:99999").refuses("--out is 'http://localhost:99999'");
  }

  @Test
  void optionsThatWouldDoNothing() {
    publish(clip, "--motion", "absolute").refuses("--motion does nothing without --source");
    publish(clip, "--paste-back").refuses("--paste-back does nothing without --source");
    publish(clip, "--source-id", "anna").refuses("--source-id does nothing without --source");
    publish(clip, "--subject", "Anna").refuses("--subject does nothing without --source");
    publish(clip, "--wait-seconds", "3").refuses("--wait-seconds does nothing without --source");
    publish("rtmp://host/live/key", "--delivery", "complete")
        .refuses("--delivery does nothing without --source");
    publish("rtmp://host/live/key", "--repeat").refuses("--repeat does nothing", "a live feed");
    publish(clip, "--seconds", "5").refuses("--seconds does nothing", "without --repeat");
    for (String option : List.of("--codec=h264", "--listen", "--repeat", "--input-rate=25")) {
      Invocation.of("publish", "--stream", "feed", "--source", portrait, option)
          .refuses(option.split("=")[0] + " does nothing without --driving");
    }
    Invocation.of("watch", "--json", folder.resolve("figures.json"))
        .refuses("--json does nothing without STREAM");
    egress("http://localhost:8080", "--fps", "30").refuses("--fps does nothing", "MJPEG");
  }

  /** Known before the pictures are made, not behind them. */
  @Test
  void soundThatNoFilmCanHold() throws IOException {
    Path wma = PerformanceTest.clipWithWma(folder);

    egress(out, "--sound", wma).refuses(wma, "is wmav2, which an mp4 cannot hold");
    egress(out, "--sound", clip).refuses(clip, "has no sound that can be read");
    assertThat(out).doesNotExist();
  }

  @Test
  void weightsThatNoJobWouldTake() throws IOException {
    Path text = Files.writeString(folder.resolve("text.safetensors"), "these are no weights");
    String dir = "model.announced-dir=" + folder;

    Invocation.of("announce").refuses("--weights", "--withdraw");
    Invocation.of("announce", "--withdraw", "fomm-comapct")
        .refuses("unknown preset 'fomm-comapct'", "fomm-compact");
    Invocation.of("announce", "--weights", text, "--set", dir)
        .refuses(text, "cannot be read", "'understudy import' makes one");
    Invocation.of("announce", "--weights", folder.resolve("none"), "--set", dir)
        .refuses("cannot be read", "below model.announced-dir");
  }

  @Test
  void clipsThatNothingCanBeLearnedFrom() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path none = folder.resolve("none");

    train(empty).refuses("no clip in", empty, "needs an .mp4 or a folder");
    train(none).refuses("clips cannot be read from", none);
    train(folder, "--from", portrait).refuses(portrait, "cannot be read");
    train(folder, "--rendered-heads", -1).refuses("rendered heads must be 0 to 1000, got -1");
    train(folder, "--adversary", "wgan").refuses("--adversary is wgan", "least-squares");
    train(folder, "--from", none).refuses(none, "there is no such file");
    train(folder, "--check", empty).refuses("no clip in", empty);
    train(folder, "--check", none).refuses("clips cannot be read from", none);
    train(folder, "--frames-per-identity", 1).refuses("at least 2 must be kept", "got 1");
    assertThat(out).doesNotExist();
  }

  @Test
  void trainingOptionsThatWouldDoNothing() {
    train(folder, "--loss", "perceptual=5")
        .refuses("--loss perceptual=5.0 would do nothing", "--perceptual");
    train(folder, "--loss", "drawn=1").refuses("--loss drawn=1.0", "fomm-compact has no part");
    train(folder, "--no-landmarks", "--loss", "flow=1").refuses("--loss flow=1.0", "landmarks");
    train(folder, "--adversary", "hinge", "--adversary-after", 50, "--steps", 50)
        .refuses("--adversary hinge takes part behind step 50", "ends with step 50");
    assertThat(out).doesNotExist();
  }

  @Test
  void weightsThatWouldBeAnnouncedWhereNoJobLooks() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

    train(folder, "--announce", "--set", "model.announced-dir=" + elsewhere)
        .refuses(out.resolve("announced"), "model.announced-dir, which is " + elsewhere);
    assertThat(out).doesNotExist();
  }

  @Test
  void clipsThatNothingCanBeJudgedOn() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path text = Files.writeString(folder.resolve("text"), "these are no weights");

    evaluate(empty).refuses(empty, "holds no mp4 file");
    evaluate(folder.resolve("none")).refuses("none", "is not a folder");
    evaluate(folder, "--protocol", "cross").refuses("protocol cross needs two");
    evaluate(folder, "--weights", text).refuses(text, "cannot be read");
    evaluate(folder, "--lpips-vgg", text).refuses("--lpips-vgg is [", text, "must be two files");
    evaluate(folder, "--lpips-alex", text + "," + text).refuses(text);
    evaluate(folder, "--fid", text).refuses(text);
    evaluate(folder, "--fid", empty).refuses(empty, "it is a folder, give the file");
    evaluate(folder, "--fid", folder.resolve("none.pth")).refuses("none.pth", "no such file");
  }

  @Test
  void weightsOfAnotherPreset() throws IOException {
    Path weights = folder.resolve("others.safetensors");
    WeightsFile.write(Networks.initialWeights(Presets.named("ostnet-compact"), 1), weights);

    evaluate(folder, "--weights", weights).refuses(weights, "ostnet-compact", "mcnet-compact");
  }

  @Test
  void clipsThatCannotBeJudgedAreNamedAndCounted() throws IOException {
    Path clips = Files.createDirectory(folder.resolve("clips"));
    Files.writeString(clips.resolve("broken_1.mp4"), "this is no video");
    try (VideoWriter video = VideoWriter.open(clips.resolve("short_1.mp4"), 32, 32, 25)) {
      video.write(new RgbImage(32, 32, new byte[3 * 32 * 32]), 0);
      video.finish();
    }

    Invocation judged = evaluate(clips);

    assertThat(judged.exitCode()).as(judged.err()).isEqualTo(ExitCode.FAILED);
    assertThat(judged.out())
        .contains("it is judged untrained", "0 clips judged, 2 skipped", "Skipped clips: 2")
        .containsPattern("skipped broken_1.mp4: .*not a video")
        .containsPattern("skipped short_1.mp4: .*has no frame to judge behind its source");
  }

  @Test
  void aPageThatCannotBeServed() {
    Invocation.of("watch", "--listen", "8090").refuses("--listen is '8090'", "HOST:PORT");
    Invocation.of("watch", "feed", "--listen", "localhost:8090")
        .refuses("leave STREAM or --listen");
    Invocation.of("watch", "--out", out).refuses("records one stream");
  }

  @Test
  void aKeyOrFileThatCannotBeUsed() throws IOException {
    Path text = Files.writeString(folder.resolve("key.pem"), "this is no key");

    animate(portrait, clip, "--sign-key", text).refuses(text, "private and the public half");
    egress("srt://host:9000", "--sign-key", text).refuses("signs a film, but none is written");
    Invocation.of("inspect", folder.resolve("none.mp4")).refuses("none.mp4", "cannot be read");
    Invocation.of("inspect", text).refuses(text, "not a video");
    Invocation.of("inspect", clip, "--signer", text).refuses(text, "public Ed25519 key");
    Invocation.of("inspect", clip, "--set", "live.watermark-key-file=" + text)
        .refuses(text, "has 14 characters");
  }

  @Test
  void aSessionOptionOutOfItsRange() {
    publish(clip, "--motion", "sideways").refuses("sideways");
    publish(clip, "--jitter-filter", "0").refuses("resting cutoff of the jitter filter is 0.0 Hz");
    publish(clip, "--jitter-filter", "1,2,3,4").refuses("one to three numbers");
    publish(clip, "--jitter-filter", "calm").refuses("--jitter-filter is 'calm'");
    publish(clip, "--scale-smoothing-millis", "60001").refuses("it must be 0 to 60000");
    publish(clip, "--face", "prettiest").refuses("--face is 'prettiest'", "nearest:X,Y");
    publish(clip, "--face", "nearest:2,0").refuses("x of the nearest face is 2.0");
    publish(clip, "--face", "index:100").refuses("index of the face is 100");
    publish(clip, "--face", "nearest:0.1.2,0").refuses("--face");
    publish(clip, "--lost-face", "panic").refuses("--lost-face is 'panic'", "pass-through");
    publish(clip, "--smallest-face", "0").refuses("share of the smallest face is 0.0");
    publish(clip, "--output-size", "5").refuses("--output-size is 5");
    publish(clip, "--deadline-millis", "-5").refuses("--deadline-millis is -5");
  }

  private static Invocation publish(Object driving, Object... more) {
    return Invocation.of(
        Stream.concat(
                Stream.of("publish", "--stream", "feed", "--driving", driving), Stream.of(more))
            .toArray());
  }

  private static Invocation egress(Object out, Object... more) {
    return Invocation.of(
        Stream.concat(Stream.of("egress", "feed", "--out", out), Stream.of(more)).toArray());
  }

  @Test
  void aBrokerThatIsNotReachable() {
    String nobody = "127.0.0.1:" + BrokerPorts.free().clientPort();
    String bootstrap = "kafka.bootstrap=" + nobody;

    Invocation.of("topics", "--set", bootstrap).refuses("broker " + nobody, "not reachable");
    Invocation.of("watch", "feed", "--set", bootstrap).refuses("broker " + nobody);
    Invocation.of("publish", "--stream", "feed", "--driving", clip, "--set", bootstrap)
        .refuses("broker " + nobody);
  }

  @Test
  void aBrokerThatIsNoAddress() {
    String host = "kafka.bootstrap=no-such-host.invalid:9092";
    Invocation.of("topics", "--set", host)
        .refuses("broker no-such-host.invalid:9092 cannot be used", "correct kafka.bootstrap");
    Invocation.of("topics", "--set", "kafka.client.security.protocol=SECRET")
        .refuses("broker 127.0.0.1:9092 cannot be used", "security.protocol", "kafka.client");
  }

  @Test
  void aPortraitPublishedWithoutItsConsent() {
    Invocation.of("publish", "--stream", "feed", "--source", portrait)
        .refuses("--subject and --consent only, got neither", "where the signed consent is filed");
    Invocation.of("publish", "--stream", "feed", "--source", portrait, "--subject", "Anna")
        .refuses("got no --consent");
  }

  @Test
  void aPortInUse() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Invocation.of("run", "--broker-port", taken.getLocalPort())
          .refuses("port " + taken.getLocalPort(), "must be free");
    }
  }

  @Test
  void aNumberOutOfItsRange() {
    Invocation.of("demo", "--seconds", "-1", "--out", out).refuses("--seconds must be above 0");
    Invocation.of("watch", "feed", "--seconds", "0").refuses("--seconds must be above 0");
    Invocation.of("topics", "--partitions", "0").refuses("--partitions must be within");
    Invocation.of("topics", "--partitions", "many").refuses("many");
  }

  @Test
  void aTrainingWithoutDataOrWithoutABroker() {
    String nobody = "127.0.0.1:" + BrokerPorts.free().clientPort();
    Invocation train = Invocation.of("train", "--preset", "fomm-compact", "--out", out);
    train.refuses("nothing was given to train on", "--clips, --topic or --rendered-heads");
    Invocation.of(
            "train",
            "--preset",
            "fomm-compact",
            "--topic",
            "driving-frames",
            "--set",
            "kafka.bootstrap=" + nobody,
            "--out",
            out)
        .refuses("broker", nobody, "is not reachable");
    assertThat(out).doesNotExist();
  }

  @Test
  void showsTheStackTraceOnlyOnRequest() {
    Path missing = folder.resolve("missing.png");

    assertThat(animate(missing, clip).err()).doesNotContain("at io.understudy");
    assertThat(animate(missing, clip, "--verbose").err()).contains("at io.understudy");
  }

  private Invocation train(Path clips, Object... more) {
    return Invocation.of(
        Stream.concat(
                Stream.of("train", "--preset", "fomm-compact", "--clips", clips, "--out", out),
                Stream.of(more))
            .toArray());
  }

  private static Invocation evaluate(Path clips, Object... more) {
    return Invocation.of(
        Stream.concat(
                Stream.of("evaluate", "--preset", "mcnet-compact", "--clips", clips),
                Stream.of(more))
            .toArray());
  }

  private Invocation animate(Path source, Path driving, Object... more) {
    Object[] arguments = new Object[7 + more.length];
    Object[] first = {"animate", "--source", source, "--driving", driving, "--out", out};
    System.arraycopy(first, 0, arguments, 0, first.length);
    System.arraycopy(more, 0, arguments, first.length, more.length);
    return Invocation.of(arguments);
  }
}
