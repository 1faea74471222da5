/** Host and port, the port also where the URL leaves it to the scheme. */
export function hostAndPort(url: URL): string {
  return url.port ? url.host : `${url.hostname}:${url.protocol === 'https:' ? 443 : 80}`;
}

/** What messages call a proxy, such as `proxy a.test:8080 (http.proxy of VS Code)`. */
export function proxyName({ url, why }: { url: URL; why: string }): string {
  return `proxy ${hostAndPort(url)} (${why})`;
}
