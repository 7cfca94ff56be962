package io.understudy.pipeline.trust;

import io.understudy.pipeline.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * An Ed25519 key that signs: both halves, because Java does not compute one from the other, out of
 * one PEM file. Immutable; any thread.
 */
public final class SigningKey {
  static final String ALGORITHM = "Ed25519";

  private final PrivateKey privateKey;
  private final PublicKey publicKey;

  SigningKey(PrivateKey privateKey, PublicKey publicKey) {
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /**
   * Reads a key that signs.
   *
   * @param file PEM with a private and a public key
   * @throws BadInputException if the file does not hold both halves of one key
   */
  public static SigningKey read(Path file) {
    try {
      PrivateKey privateKey =
          KeyFactory.getInstance(ALGORITHM)
              .generatePrivate(new PKCS8EncodedKeySpec(content(file, "PRIVATE KEY")));
      SigningKey key = new SigningKey(privateKey, publicKey(file));
      if (!key.isOneKey()) {
        throw new GeneralSecurityException("halves of different keys");
      }
      return key;
    } catch (GeneralSecurityException e) {
      throw new BadInputException(
          "key %s must hold the private and the public half of an Ed25519 key in PEM: make it as docs/trust.md shows"
              .formatted(file),
          e);
    }
  }

  /**
   * Reads the public half.
   *
   * @throws BadInputException if the file holds none
   */
  public static PublicKey readPublic(Path file) {
    try {
      return publicKey(file);
    } catch (GeneralSecurityException e) {
      throw new BadInputException(
          "key %s must hold a public Ed25519 key in PEM: make it as docs/trust.md shows"
              .formatted(file),
          e);
    }
  }

  private static PublicKey publicKey(Path file) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM)
        .generatePublic(new X509EncodedKeySpec(content(file, "PUBLIC KEY")));
  }

  private static byte[] content(Path file, String kind) throws GeneralSecurityException {
    String begin = "-----BEGIN %s-----".formatted(kind);
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      int from = text.indexOf(begin);
      int to = text.indexOf("-----END %s-----".formatted(kind));
      if (from < 0 || to < from) {
        throw new GeneralSecurityException("no " + begin);
      }
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IOException | IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private boolean isOneKey() throws GeneralSecurityException {
    byte[] message = {1};
    Signature signature = Signature.getInstance(ALGORITHM);
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(sign(message));
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(privateKey);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the key does not sign", e);
    }
  }

  /** The public half, Base64 of its X.509 encoding. */
  String keyId() {
    return Base64.getEncoder().encodeToString(publicKey.getEncoded());
  }
}
