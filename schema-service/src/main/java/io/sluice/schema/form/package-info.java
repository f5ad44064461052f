/// The form of a request and all that is wrong with it. Start at [FormErrors].
@NullMarked
package io.sluice.schema.form;

import org.jspecify.annotations.NullMarked;
