/** What the core needs to follow a connection step by step; `platform/` holds the real probe, where there is one. */

/** Whom a step was about: the way to a proxy has its own steps. */
export type ConnectionParty = 'proxy' | 'provider';

/** A certificate as a server showed it. */
export interface ShownCertificate {
  /** Such as `TLSv1.3`. */
  protocol: string | undefined;
  subject: string;
  issuer: string;
  /** The last day on which it holds, as the certificate writes it. */
  validTo: string;
  /** The store that trusts its root; undefined where none does. */
  store: string | undefined;
}

/** A step of a connection, when it is done. */
export type ConnectionStep =
  /** How the request goes; undefined for a direct connection. */
  | { step: 'proxy'; proxy: URL | undefined; login: boolean; why: string }
  | { step: 'dns'; party: ConnectionParty; hostname: string; addresses: readonly string[] }
  | { step: 'tcp'; party: ConnectionParty; hostname: string; port: number; address: string }
  /** The proxy's answer to `CONNECT`, also when it refuses. */
  | { step: 'tunnel'; status: number; reason: string }
  /** `fault` is what is wrong with the certificate, as Node's code; TLS may stand in spite of it if that was asked for. */
  | {
      step: 'tls';
      party: ConnectionParty;
      certificate: ShownCertificate | undefined;
      fault: string | undefined;
      strictSsl: boolean;
    };

export interface ProbeOptions {
  /** For the connection, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** @param ms how long the step took */
  onStep(step: ConnectionStep, ms: number): void;
}

/**
 * Makes a connection as a request to `url` would, and closes it.
 *
 * @throws StreamFailure when it does not come to stand, or the proxy that is set cannot be used
 * @throws the signal's reason once that is aborted
 */
export type ConnectionProbe = (url: URL, options: ProbeOptions) => Promise<void>;
