/** How the user wants requests to leave this machine. Read afresh for every connection. */
export interface NetworkSettings {
  /** VS Code's `http.proxy`; empty where not set, so that the environment decides. May hold a user name and password. */
  proxy: string;
  /** VS Code's `http.noProxy`: hosts that are reached directly. */
  noProxy: readonly string[];
  /** VS Code's `http.proxySupport` is `off`: no proxy at all, whatever else is set. */
  proxyOff: boolean;
  /** VS Code's `http.proxyStrictSSL`: whether certificates have to be valid. */
  strictSsl: boolean;
  /** VS Code's `http.systemCertificates`: whether the system's certificates are trusted besides Node's own. */
  systemCertificates: boolean;
  /** VS Code's `http.proxyAuthorization`: sent as `Proxy-Authorization`; undefined where not set. */
  proxyAuthorization: string | undefined;
}

/** What VS Code has where the user has set nothing. */
export const defaultNetworkSettings: NetworkSettings = {
  proxy: '',
  noProxy: [],
  proxyOff: false,
  strictSsl: true,
  systemCertificates: true,
  proxyAuthorization: undefined,
};
