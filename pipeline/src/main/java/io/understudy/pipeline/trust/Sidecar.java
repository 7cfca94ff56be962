package io.understudy.pipeline.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.understudy.connectors.contract.ReenactedFrame;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The signed statement that lies beside a file as {@code FILE.provenance.json}: a DSSE envelope
 * (<i>Dead Simple Signing Envelope</i>, version 1) signed with Ed25519.
 */
public final class Sidecar {
  private static final String TYPE = "application/vnd.understudy.provenance+json";
  private static final String SUFFIX = ".provenance.json";
  private static final int MAX_BYTES = 64 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Sidecar() {}

  /** Where the sidecar of a file lies. */
  public static Path of(Path file) {
    return file.resolveSibling(file.getFileName() + SUFFIX);
  }

  /**
   * Signs a finished file.
   *
   * @param newest the last frame in it, which says whence it is
   * @param signer who signs
   * @return the sidecar
   * @throws IOException if the file cannot be read or the sidecar not be written
   */
  public static Path sign(Path file, ReenactedFrame newest, SigningKey signer, Clock clock)
      throws IOException {
    Statement statement =
        new Statement(
            file.getFileName().toString(),
            Files.size(file),
            sha256(file),
            newest.digitalSourceType(),
            newest.sourceId(),
            newest.sourceVersion(),
            newest.preset(),
            newest.weightsId(),
            clock.millis());
    byte[] payload = JSON.writeValueAsBytes(statement);
    ObjectNode envelope = JSON.createObjectNode().put("payloadType", TYPE).put("payload", payload);
    envelope
        .putArray("signatures")
        .addObject()
        .put("keyid", signer.keyId())
        .put("sig", signer.sign(authenticated(payload)));
    Path sidecar = of(file);
    JSON.writerWithDefaultPrettyPrinter().writeValue(sidecar.toFile(), envelope);
    return sidecar;
  }

  /**
   * What a sidecar is worth.
   *
   * @param statement what it says, null where it cannot be read
   * @param signed whether the signature over the statement holds
   * @param unaltered whether the file has the bytes that the statement tells of
   * @param signer the public key that it names, Base64 of its X.509 encoding
   */
  public record Verdict(Statement statement, boolean signed, boolean unaltered, String signer) {
    static final Verdict UNREADABLE = new Verdict(null, false, false, "");
  }

  /**
   * Reads and checks the sidecar of a file, empty where it has none.
   *
   * @param trusted the key that must have signed; null to take the one that the sidecar names,
   *     which tells that the file is unaltered but not who signed it
   */
  public static Optional<Verdict> check(Path file, PublicKey trusted) throws IOException {
    Path sidecar = of(file);
    if (!Files.isRegularFile(sidecar)) {
      return Optional.empty();
    }
    if (Files.size(sidecar) > MAX_BYTES) {
      return Optional.of(Verdict.UNREADABLE);
    }
    try {
      JsonNode envelope = JSON.readTree(sidecar.toFile());
      JsonNode first = envelope.path("signatures").path(0);
      byte[] payload = envelope.path("payload").binaryValue();
      byte[] signature = Base64.getDecoder().decode(first.path("sig").asText());
      String signer = first.path("keyid").asText();
      PublicKey key = trusted == null ? key(signer) : trusted;
      boolean signed =
          envelope.path("payloadType").asText().equals(TYPE) && holds(payload, signature, key);
      Statement statement = JSON.readValue(payload, Statement.class);
      boolean unaltered = sha256(file).equals(statement.sha256());
      return Optional.of(new Verdict(statement, signed, unaltered, signer));
    } catch (JsonProcessingException
        | CharConversionException
        | GeneralSecurityException
        | IllegalArgumentException
        | NullPointerException damaged) {
      return Optional.of(Verdict.UNREADABLE);
    }
  }

  private static PublicKey key(String base64) throws GeneralSecurityException {
    return KeyFactory.getInstance(SigningKey.ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
  }

  private static boolean holds(byte[] payload, byte[] sig, PublicKey key)
      throws GeneralSecurityException {
    Signature signature = Signature.getInstance(SigningKey.ALGORITHM);
    signature.initVerify(key);
    signature.update(authenticated(payload));
    return signature.verify(sig);
  }

  /** DSSE's pre-authentication encoding: what is signed names its own type. */
  private static byte[] authenticated(byte[] payload) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        "DSSEv1 %d %s %d "
            .formatted(TYPE.length(), TYPE, payload.length)
            .getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(payload);
    return bytes.toByteArray();
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java lacks SHA-256", e);
    }
  }
}
