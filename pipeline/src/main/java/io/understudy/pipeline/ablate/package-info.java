/** Ablation studies: variants of a preset trained and judged on one budget. */
package io.understudy.pipeline.ablate;
