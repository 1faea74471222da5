import { StreamFailure } from '../delta.ts';
import type { Transport } from '../transport/transport.ts';
import { anthropicHeaders } from '../wire/anthropic-messages/headers.ts';
import { endpointUrl, nativeUrl, requestHeaders } from '../wire/http-request.ts';
import { asObject, asText, type JsonObject, parseJson } from '../wire/json.ts';
import { secretsOf } from '../wire/mask-secrets.ts';
import { errorFromResponse, errorFromStreamObject } from '../wire/provider-error.ts';
import type { Endpoint, HttpRequest } from '../wire/wire-format.ts';
import type { ModelInfo } from './model-info.ts';
import type { ModelListDialect } from './model-list-dialects.ts';
import { readOllamaDetails } from './ollama-details.ts';
import { maxModels, modelEntries, readModels } from './read-models.ts';

/** Longest answer to a model list request that is read, in bytes: hundreds of models with prose fit well. */
const maxListBytes = 8 * 1024 * 1024;

/** More of an error's body than this, in bytes, says nothing more. */
const maxErrorBytes = 64 * 1024;

/** A list that goes on for longer goes in a circle. */
const maxPages = 20;

/** As many as a provider allows, so that one page mostly is enough. */
const pageSize = '1000';

export interface ListModelsOptions {
  transport: Transport;
  endpoint: Endpoint;
  dialect: ModelListDialect;
  /** Aborting it gives up; the signal's reason is thrown. */
  signal: AbortSignal;
  /** Whether to ask for what the list itself does not say, where that is another request; `false` if not given. */
  details?: boolean;
}

/**
 * Asks a server which models it has. Returns those it can chat with, as far as it says, sorted by id.
 *
 * @throws StreamFailure when the server cannot be asked, or answers with something else
 */
export async function listModels(options: ListModelsOptions): Promise<ModelInfo[]> {
  const models = readModels(await listEntries(options));
  const detailed = options.dialect === 'ollama' && options.details;
  return detailed ? await readOllamaDetails(models, (path, body) => getDetails(options, path, body)) : models;
}

async function listEntries(options: ListModelsOptions): Promise<readonly unknown[]> {
  const { baseUrl } = options.endpoint;
  switch (options.dialect) {
    case 'openai':
      return entriesOf(await getJson(options, endpointUrl(baseUrl, '/models')));
    case 'anthropic':
      return listPages(options, endpointUrl(baseUrl, '/models', '/v1'), anthropicPage);
    case 'gemini':
      return listPages(options, endpointUrl(baseUrl, '/models', '/v1beta'), geminiPage);
    case 'ollama':
      return entriesOf(await getJson(options, nativeUrl(baseUrl, '/api/tags')));
    case 'lmstudio':
      return listLmStudio(options);
  }
}

/** Its own list says more than the compatible one, but older versions lack it, and answer so with status 200. */
async function listLmStudio(options: ListModelsOptions): Promise<readonly unknown[]> {
  const { baseUrl } = options.endpoint;
  try {
    const entries = modelEntries(await getJson(options, nativeUrl(baseUrl, '/api/v0/models')));
    if (entries) return entries;
  } catch (failure) {
    // An answer that was none of this server's: the other address may have one.
    if (!StreamFailure.is(failure) || failure.error.kind === 'network') throw failure;
  }
  return entriesOf(await getJson(options, endpointUrl(baseUrl, '/models', '/v1')));
}

/** Which query parameters ask for the next page, or undefined after the last. */
type NextPage = (page: JsonObject) => readonly [name: string, value: string] | undefined;

function anthropicPage(page: JsonObject): ReturnType<NextPage> {
  const last = asText(page.last_id);
  return page.has_more === true && last !== undefined ? ['after_id', last] : undefined;
}

function geminiPage(page: JsonObject): ReturnType<NextPage> {
  const token = asText(page.nextPageToken);
  return token === undefined ? undefined : ['pageToken', token];
}

async function listPages(options: ListModelsOptions, first: URL, next: NextPage): Promise<readonly unknown[]> {
  const entries: unknown[] = [];
  const seen = new Set<string>();
  let url = new URL(first);
  url.searchParams.set(next === geminiPage ? 'pageSize' : 'limit', pageSize);
  for (let page = 0; page < maxPages; page++) {
    const document = await getJson(options, url);
    for (const entry of entriesOf(document).slice(0, maxModels - entries.length)) entries.push(entry);
    const following = next(asObject(document) ?? {});
    if (!following || seen.has(following[1]) || entries.length === maxModels) break;
    seen.add(following[1]);
    url = new URL(url);
    url.searchParams.set(...following);
  }
  return entries;
}

function entriesOf(document: unknown): readonly unknown[] {
  const entries = modelEntries(document);
  if (entries) return entries;
  const error = asObject(document)?.error;
  if (error !== undefined && error !== null) throw new StreamFailure(listError(errorFromStreamObject(error)));
  throw listFailure('its answer holds no list');
}

async function getJson(options: ListModelsOptions, url: URL): Promise<unknown> {
  return send(options, { method: 'GET', url, headers: headersOf(options, url, { accept: 'application/json' }) });
}

async function getDetails(options: ListModelsOptions, path: string, body: unknown): Promise<unknown> {
  const url = nativeUrl(options.endpoint.baseUrl, path);
  const headers = headersOf(options, url, { accept: 'application/json', 'content-type': 'application/json' });
  return send(options, { method: 'POST', url, headers, body: JSON.stringify(body) });
}

function headersOf(
  { endpoint, dialect }: ListModelsOptions,
  url: URL,
  ours: Record<string, string>,
): Record<string, string> {
  switch (dialect) {
    case 'anthropic':
      return requestHeaders(endpoint, { ...ours, ...anthropicHeaders(url) }, 'x-api-key');
    case 'gemini':
      return requestHeaders(endpoint, ours, 'x-goog-api-key');
    default:
      return requestHeaders(endpoint, ours);
  }
}

async function send({ transport, endpoint, signal }: ListModelsOptions, request: HttpRequest): Promise<unknown> {
  const response = await transport.send(request, { signal });
  if (response.status < 200 || response.status > 299) {
    const { text } = await readStart(response.body, maxErrorBytes);
    const { status, headers } = response;
    const refusal = { status, headers, bodyText: text, url: request.url, secrets: secretsOf(endpoint) };
    throw new StreamFailure(listError(errorFromResponse(refusal)));
  }
  const { text, whole } = await readStart(response.body, maxListBytes);
  if (!whole) throw listFailure('its answer is too long');
  const parsed = parseJson(text);
  if (parsed === undefined) throw listFailure('its answer is not JSON');
  return parsed;
}

/** Reads a body up to a limit; what is longer is cut off there, and its connection closed. */
async function readStart(body: AsyncIterable<Uint8Array>, limit: number): Promise<{ text: string; whole: boolean }> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk.subarray(0, limit - bytes), { stream: true });
    bytes += chunk.byteLength;
    if (bytes > limit) return { text, whole: false };
  }
  return { text: text + decoder.decode(), whole: true };
}

function listError<Failed extends { message: string }>(error: Failed): Failed {
  return { ...error, message: `No list of models, but an id can be typed: ${error.message}` };
}

function listFailure(problem: string): StreamFailure {
  return new StreamFailure({
    kind: 'protocol',
    message: `The server did not list its models: ${problem}. You can type a model id instead.`,
    retryable: true,
  });
}
