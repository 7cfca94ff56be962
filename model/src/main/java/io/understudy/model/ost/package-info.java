/**
 * OSTNet's online scale transformation (NETWORKS section 4): the driving image is rectified to the
 * source's scale before its keypoints are detected, and the scale code enters the generator. Parts
 * for any network; none of them owns more native memory than constants and weights of the execution
 * that it was made on.
 */
package io.understudy.model.ost;
