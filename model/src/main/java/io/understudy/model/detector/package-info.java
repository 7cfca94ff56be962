/**
 * What evaluation sees in a face: landmarks, head pose, identity. Small interfaces, and stand-ins
 * for the networks that the papers use: weights come from a folder that the user fetched, never
 * from the project.
 */
package io.understudy.model.detector;
