/** The project's own network: synergize with the scale transformation of OSTNet. */
package io.understudy.model.union;
