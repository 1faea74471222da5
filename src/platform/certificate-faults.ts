import { proxyName } from './server-names.ts';

/** What is known of how certificates are checked, to say what to do about one that is not trusted. */
export interface TlsContext {
  systemCertificates: boolean;
  /** Who signed the certificate. */
  issuer?: string;
  /** The proxy that the connection goes through. */
  proxy?: { url: URL; why: string };
}

/** What is wrong with a certificate, and whether its issuer is what the user has to make known. */
interface CertificateFault {
  fault: string;
  /** `trust`, or what to do instead. */
  remedy: string;
}

/** By Node's error code (the names of OpenSSL's verification results). */
const CERTIFICATE_FAULTS: Readonly<Record<string, CertificateFault>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: { fault: 'it is self-signed', remedy: 'trust' },
  SELF_SIGNED_CERT_IN_CHAIN: {
    fault: 'a self-signed certificate is in its chain, as a proxy that inspects traffic puts there',
    remedy: 'trust',
  },
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { fault: 'its issuer is not known', remedy: 'trust' },
  UNABLE_TO_GET_ISSUER_CERT: { fault: 'its issuer is not known', remedy: 'trust' },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { fault: 'its issuer is not known', remedy: 'trust' },
  CERT_UNTRUSTED: { fault: 'its issuer is not trusted', remedy: 'trust' },
  INVALID_CA: { fault: 'its issuer may not issue certificates', remedy: 'trust' },
  CERT_SIGNATURE_FAILURE: { fault: 'its signature is wrong', remedy: 'trust' },
  CERT_HAS_EXPIRED: { fault: 'it has expired', remedy: 'Check this computer’s date, or ask whoever runs the server.' },
  CERT_NOT_YET_VALID: { fault: 'it is not valid yet', remedy: 'Check this computer’s date.' },
  CERT_REVOKED: { fault: 'it has been revoked', remedy: 'Ask whoever runs the server.' },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    fault: 'it is for another host name',
    remedy: 'Check the host in the provider’s base URL.',
  },
};

/**
 * What is wrong with a certificate and what to do about it, as the rest of a sentence; undefined for an error that is about
 * something else.
 *
 * @param code Node's code of the error
 */
export function describeCertificateFault(code: string, tls: TlsContext | undefined): string | undefined {
  const found = CERTIFICATE_FAULTS[code];
  if (!found) return undefined;
  const { fault, remedy } = found;
  const issuer = tls?.issuer ? ` (issued by “${tls.issuer}”)` : '';
  const proxy = tls?.proxy
    ? ` The connection goes through the ${proxyName(tls.proxy)}: it may be the proxy that put its own certificate there.`
    : '';
  return `${fault}${issuer}.${proxy} ${remedy === 'trust' ? howToTrust(tls) : remedy}`;
}

function howToTrust(tls: TlsContext | undefined): string {
  const store =
    tls?.systemCertificates === false
      ? 'add that to the system’s trusted certificates and turn on “http.systemCertificates” of VS Code'
      : 'add that to the system’s trusted certificates (“http.systemCertificates” of VS Code uses them)';
  return `If your organisation or the server uses its own certificate authority, ${store}, or name its file in the environment variable NODE_EXTRA_CA_CERTS, and restart VS Code. As the last resort turn off “http.proxyStrictSSL” of VS Code: then no certificate is checked.`;
}
