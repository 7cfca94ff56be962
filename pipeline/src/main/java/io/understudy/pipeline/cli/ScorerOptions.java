package io.understudy.pipeline.cli;

import io.understudy.model.perceptual.LpipsTrunk;
import io.understudy.pipeline.BadInputException;
import io.understudy.pipeline.evaluate.LpipsFiles;
import io.understudy.pipeline.evaluate.ScorerModels;
import io.understudy.pipeline.models.ModelPackage;
import io.understudy.pipeline.models.ModelsFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Networks that figures are made with: what has been fetched, and what is asked for. */
final class ScorerOptions {
  @Option(
      names = "--perceptual",
      paramLabel = "PATH|stand-in|none",
      description = {
        "Network of the figures PD (distance of features) and FD (Frechet distance, by clip and over all):",
        "torchvision's file of VGG-19, or what 'understudy models inception' fetches (default: ${DEFAULT-VALUE})."
      })
  private String perceptual = "none";

  @Option(
      names = "--lpips-vgg",
      paramLabel = "NETWORK,LAYERS",
      split = ",",
      description = "LPIPS by torchvision's file of VGG-16 and vgg.pth of the authors of LPIPS.")
  private List<Path> vgg = List.of();

  @Option(
      names = "--lpips-alex",
      paramLabel = "NETWORK,LAYERS",
      split = ",",
      description = "LPIPS by torchvision's file of AlexNet and alex.pth of the authors of LPIPS.")
  private List<Path> alex = List.of();

  @Option(
      names = "--fid",
      paramLabel = "FILE",
      description = {
        "FID by pt_inception-2015-12-05-6726825d.pth of pytorch-fid, over all frames of all clips:",
        "to the truths, and to the sources (FID-source)."
      })
  private Path fid;

  /**
   * Finds the networks; tells which figures are missing, and what would bring them.
   *
   * @throws BadInputException if one that is asked for cannot be used
   */
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
    List<LpipsFiles> lpips = lpips();
    if (lpips.isEmpty()) {
      out.println("LPIPS is missing: --lpips-vgg and --lpips-alex name the files that it needs");
    }
    if (fid == null) {
      out.println("FID is missing: --fid names the file that it needs");
    }
    ScorerModels found =
        new ScorerModels(
            faces.map(Path::toString).orElse(""),
            identity.map(Path::toString).orElse(""),
            features,
            lpips,
            fid == null ? "" : fid.toString());
    found.check();
    return found;
  }

  private List<LpipsFiles> lpips() {
    return Stream.concat(
            files("--lpips-vgg", LpipsTrunk.VGG, vgg), files("--lpips-alex", LpipsTrunk.ALEX, alex))
        .toList();
  }

  private static Stream<LpipsFiles> files(String option, LpipsTrunk trunk, List<Path> given) {
    if (given.isEmpty()) {
      return Stream.empty();
    }
    if (given.size() != 2) {
      throw new BadInputException(
          "%s is %s, it must be two files, NETWORK,LAYERS: give both".formatted(option, given));
    }
    return Stream.of(new LpipsFiles(trunk, given.get(0).toString(), given.get(1).toString()));
  }
}
