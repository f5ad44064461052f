/// Certificates for tests, of an authority that nobody else trusts. Start at [CertificateAuthority].
@NullMarked
package io.sluice.devstack.parts.tls;

import org.jspecify.annotations.NullMarked;
