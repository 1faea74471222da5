/** What a proxy's process is told at its start, as JSON in its first argument. */
export interface ProxyOptions {
  /** With it, requests without this login are refused. */
  login?: { username: string; password: string };
  /** Certificate and key of a proxy that is spoken to in TLS. */
  tls?: { cert: string; key: string };
  /** Where a proxy that breaks TLS keeps its authority. */
  caDirectory?: string;
}

/** What a proxy's process says. */
export type ProxyMessage =
  | { type: 'listening'; port: number }
  /** Someone asked for a way to a server. */
  | { type: 'request'; target: string }
  /** The answer to any message: all that was said before it has been heard. */
  | { type: 'pong' };
