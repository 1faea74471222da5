import { StreamFailure } from '../delta.ts';
import type { Transport } from '../transport/transport.ts';
import { endpointUrl, requestHeaders } from '../wire/http-request.ts';
import { asArray, asObject, asText, parseJson } from '../wire/json.ts';
import { secretsOf } from '../wire/mask-secrets.ts';
import { errorFromResponse } from '../wire/provider-error.ts';
import type { Endpoint } from '../wire/wire-format.ts';

/** Longest answer to a model list request that is read, in bytes: hundreds of models with prose fit well. */
const maxListBytes = 8 * 1024 * 1024;

/** More of an error's body than this, in bytes, says nothing more. */
const maxErrorBytes = 64 * 1024;

/**
 * Asks an OpenAI-compatible server which models it has (`GET {base}/models`). Returns their ids, sorted.
 *
 * @throws StreamFailure when the server cannot be asked, or answers with something else
 */
export async function listModels(transport: Transport, endpoint: Endpoint, signal: AbortSignal): Promise<string[]> {
  const url = endpointUrl(endpoint.baseUrl, '/models');
  const headers = requestHeaders(endpoint, { accept: 'application/json' });
  const response = await transport.send({ method: 'GET', url, headers }, { signal });
  if (response.status < 200 || response.status > 299) {
    const { text } = await readStart(response.body, maxErrorBytes);
    const { status } = response;
    const refusal = { status, headers: response.headers, bodyText: text, url, secrets: secretsOf(endpoint) };
    const error = errorFromResponse(refusal);
    throw new StreamFailure({ ...error, message: `No list of models, but an id can be typed: ${error.message}` });
  }
  const { text, whole } = await readStart(response.body, maxListBytes);
  if (!whole) throw listFailure('its answer is too long');
  return modelIds(text);
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

/** `{ "data": [{ "id": … }] }`, or the bare array that some servers send. */
function modelIds(text: string): string[] {
  const parsed = parseJson(text);
  if (parsed === undefined) throw listFailure('its answer is not JSON');
  const list = Array.isArray(parsed) ? parsed : asArray(asObject(parsed)?.data);
  const ids = list.map(entry => asText(asObject(entry)?.id)).filter(id => id !== undefined);
  return [...new Set(ids)].sort((a, b) => a.localeCompare(b));
}

function listFailure(problem: string): StreamFailure {
  return new StreamFailure({
    kind: 'protocol',
    message: `The server did not list its models: ${problem}. You can type a model id instead.`,
    retryable: true,
  });
}
