import { StreamFailure } from '../delta.ts';
import type { Transport } from '../transport/transport.ts';
import type { Endpoint } from '../wire/wire-format.ts';
import { parseBaseUrl } from './provider.ts';

/** Longest answer to a model list request that is read, in bytes: hundreds of models with prose fit well. */
const maxListBytes = 8 * 1024 * 1024;

/**
 * Asks an OpenAI-compatible server which models it has (`GET {base}/models`). Returns their ids, sorted.
 *
 * @throws StreamFailure when the server cannot be asked, or answers with something else
 */
export async function listModels(transport: Transport, endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const base = parseBaseUrl(endpoint.baseUrl);
  if (!base) throw listFailure(`“${endpoint.baseUrl}” is not an http or https URL`);
  const url = new URL(base);
  url.pathname = `${base.pathname.replace(/\/+$/, '')}/models`;
  const headers: Record<string, string> = { accept: 'application/json', ...endpoint.headers };
  if (endpoint.apiKey) headers['authorization'] = `Bearer ${endpoint.apiKey}`;
  const response = await transport.send({ method: 'GET', url, headers }, { signal });
  if (response.status !== 200) throw listFailure(`it answered with status ${response.status}`, response.status);
  return modelIds(await readText(response.body));
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxListBytes) throw listFailure('its answer is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `{ "data": [{ "id": … }] }`, or the bare array that some servers send. */
function modelIds(text: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw listFailure('its answer is not JSON');
  }
  const list = Array.isArray(parsed) ? parsed : isRecord(parsed) && Array.isArray(parsed['data']) ? parsed['data'] : [];
  const ids = list.flatMap(entry => (isRecord(entry) && typeof entry['id'] === 'string' ? [entry['id']] : []));
  return [...new Set(ids)].sort((a, b) => a.localeCompare(b));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function listFailure(problem: string, status?: number): StreamFailure {
  return new StreamFailure({
    kind: status === 401 || status === 403 ? 'auth' : 'protocol',
    message: `The server did not list its models: ${problem}. You can type a model id instead.`,
    retryable: true,
    ...(status !== undefined && { status }),
  });
}
