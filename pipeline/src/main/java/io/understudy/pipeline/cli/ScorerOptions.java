package io.understudy.pipeline.cli;

import io.understudy.pipeline.evaluate.ScorerModels;
import io.understudy.pipeline.models.ModelPackage;
import io.understudy.pipeline.models.ModelsFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Networks that figures are made with: what has been fetched, and what is asked for. */
final class ScorerOptions {
  @Option(
      names = "--perceptual",
      paramLabel = "PATH|stand-in|none",
      description = {
        "Network of the figures PD (distance of features) and FD (Frechet distance, by clip):",
        "torchvision's file of VGG-19, or what 'understudy models inception' fetches (default: ${DEFAULT-VALUE})."
      })
  private String perceptual = "none";

  /** Finds the networks; tells which figures are missing, and what would bring them. */
  ScorerModels find(PrintWriter out) {
    ModelsFolder models = ModelsFolder.usual();
    Optional<Path> faces = models.find(ModelPackage.FACES);
    String features = models.perceptual(perceptual).map(file -> file.path().toString()).orElse("");
    if (faces.isEmpty()) {
      out.println(
          "AKD, ARD, PRMSE, AUCON and the correlations of mouth and eyes are missing: 'understudy models' fetches what they need");
    }
    Optional<Path> identity = models.find(ModelPackage.FACERES);
    if (identity.isEmpty()) {
      out.println("AED and CSIM are missing: 'understudy models faceres' fetches what they need");
    }
    out.println("LPIPS and FID are missing: this build has no networks for them");
    return new ScorerModels(
        faces.map(Path::toString).orElse(""), identity.map(Path::toString).orElse(""), features);
  }
}
