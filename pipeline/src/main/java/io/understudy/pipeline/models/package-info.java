/**
 * Networks of other projects that evaluation and training use where the user has fetched them: from
 * npm, pinned with their integrity, into a folder outside the project.
 */
package io.understudy.pipeline.models;
