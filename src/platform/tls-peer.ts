import type { Certificate, DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { plainText } from '../core/wire/error-text.ts';

/** Whom the other end of a TLS connection says to be. */
export interface TlsPeer {
  /** Such as `TLSv1.3`. */
  protocol: string | undefined;
  subject: string;
  /** The name of the authority that signed the certificate. */
  issuer: string;
  /** The last day on which the certificate holds, as the certificate writes it. */
  validTo: string;
  /** SHA-256 fingerprint of the last certificate of the chain, for `findCertificateStore`. */
  rootFingerprint256: string;
}

/** Reads the certificate of a connection whose handshake is over; undefined if there is none to be read. */
export function tlsPeerOf(socket: TLSSocket): TlsPeer | undefined {
  // Not `getPeerX509Certificate`: that takes the certificate out of the connection, so that Node's own check of the host
  // name, and a second call, find none.
  const certificate: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  if (!certificate?.fingerprint256) return undefined;
  return {
    protocol: socket.getProtocol() ?? undefined,
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validTo: certificate.valid_to ?? '',
    rootFingerprint256: rootOf(certificate).fingerprint256 ?? '',
  };
}

/** The common name, or else the organisation. */
function nameOf(name: Partial<Certificate> | undefined): string {
  const value: unknown = name?.CN ?? name?.O ?? name?.OU ?? '';
  // Anyone can put anything there.
  return plainText(Array.isArray(value) ? value.join(', ') : String(value));
}

function rootOf(certificate: Partial<DetailedPeerCertificate>): Partial<DetailedPeerCertificate> {
  let root = certificate;
  // Chains are short; the bound is for one that goes in a circle.
  for (let depth = 0; depth < 16; depth++) {
    const issuer = root.issuerCertificate;
    if (!issuer || issuer.fingerprint256 === root.fingerprint256) break;
    root = issuer;
  }
  return root;
}
