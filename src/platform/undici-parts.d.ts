/**
 * The parts of undici that are loaded one by one, with the types undici has for them.
 *
 * undici's entry module must not be loaded: it puts its own dispatcher into `globalThis`, where Node's `fetch` takes it
 * from. That would change the `fetch` of every extension in the same extension host.
 */

declare module 'undici/lib/dispatcher/agent.js' {
  import type { Agent } from 'undici';

  const AgentClass: typeof Agent;
  export = AgentClass;
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';

  /** What the entry module makes `Dispatcher.prototype.request`. */
  function request(this: Dispatcher, options: Dispatcher.RequestOptions): Promise<Dispatcher.ResponseData>;
  export = request;
}
