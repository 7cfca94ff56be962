package io.understudy.operators.picture;

import io.understudy.connectors.contract.DeadLetter;
import io.understudy.connectors.media.PictureException;

/** The dead-letter category of a picture that was refused. */
public final class PictureFailures {
  private PictureFailures() {}

  public static DeadLetter.Reason reason(PictureException e) {
    return switch (e.reason()) {
      case UNDECODABLE -> DeadLetter.Reason.UNDECODABLE_PICTURE;
      case TOO_LARGE -> DeadLetter.Reason.PICTURE_TOO_LARGE;
      case UNSUPPORTED_ENCODING -> DeadLetter.Reason.UNSUPPORTED_ENCODING;
    };
  }
}
