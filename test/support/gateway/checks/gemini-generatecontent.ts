import { isSignatureOf } from '../answer.ts';
import {
  alternating,
  base64At,
  listAt,
  numberAt,
  objectAt,
  oneOf,
  onlyFields,
  optionalOneOf,
  reject,
  textAt,
  wholeNumberAt,
} from '../check.ts';
import type { GatewayRequest } from '../gateway-request.ts';

const FIELDS = [
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'generationConfig',
  'safetySettings',
  'cachedContent',
];

const CONFIG_FIELDS = [
  'temperature',
  'topP',
  'topK',
  'candidateCount',
  'maxOutputTokens',
  'stopSequences',
  'thinkingConfig',
  'seed',
  'responseMimeType',
  'responseSchema',
  'responseJsonSchema',
  'responseModalities',
  'presencePenalty',
  'frequencyPenalty',
  'mediaResolution',
  'speechConfig',
  'imageConfig',
];

/** What a part can hold; exactly one of them. */
const DATA_FIELDS = [
  'text',
  'inlineData',
  'functionCall',
  'functionResponse',
  'fileData',
  'executableCode',
  'codeExecutionResult',
];

export function checkGemini({ body }: GatewayRequest): void {
  const request = objectAt(body, 'body');
  onlyFields(request, FIELDS);
  const contents = listAt(request['contents'], 'contents').map((content, index) =>
    objectAt(content, `contents[${index}]`),
  );
  for (const [index, content] of contents.entries()) checkContent(content, `contents[${index}]`);
  alternating(
    contents.map(({ role }) => role),
    'contents',
  );
  if (contents.at(-1)?.['role'] !== 'user') {
    reject('Please ensure that single turn requests end with a user role or the role field is empty.', 'contents');
  }
  const system = request['systemInstruction'];
  if (system !== undefined) {
    for (const part of listAt(objectAt(system, 'systemInstruction')['parts'], 'systemInstruction.parts')) {
      textAt(objectAt(part, 'systemInstruction.parts')['text'], 'systemInstruction.parts.text');
    }
  }
  if (request['generationConfig'] !== undefined) checkConfig(objectAt(request['generationConfig'], 'generationConfig'));
}

function checkConfig(config: Record<string, unknown>): void {
  onlyFields(config, CONFIG_FIELDS, 'generationConfig');
  numberAt(config['temperature'], 'generationConfig.temperature', 0, 2);
  wholeNumberAt(config['maxOutputTokens'], 'generationConfig.maxOutputTokens');
  if (config['thinkingConfig'] === undefined) return;
  const path = 'generationConfig.thinkingConfig';
  const thinking = objectAt(config['thinkingConfig'], path);
  onlyFields(thinking, ['includeThoughts', 'thinkingBudget', 'thinkingLevel'], path);
  optionalOneOf(
    String(thinking['thinkingLevel'] ?? 'LOW').toUpperCase(),
    ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'],
    `${path}.thinkingLevel`,
  );
  wholeNumberAt(thinking['thinkingBudget'], `${path}.thinkingBudget`, -1);
  if (thinking['thinkingBudget'] !== undefined && thinking['thinkingLevel'] !== undefined) {
    reject('You can only set only one of thinking budget and thinking level.', path);
  }
}

function checkContent(content: Record<string, unknown>, path: string): void {
  onlyFields(content, ['role', 'parts'], path);
  oneOf(content['role'], ['user', 'model'], `${path}.role`);
  for (const [index, value] of listAt(content['parts'], `${path}.parts`).entries()) {
    checkPart(objectAt(value, `${path}.parts[${index}]`), content['role'], `${path}.parts[${index}]`);
  }
}

function checkPart(part: Record<string, unknown>, role: unknown, path: string): void {
  onlyFields(part, [...DATA_FIELDS, 'thought', 'thoughtSignature', 'partMetadata', 'videoMetadata'], path);
  const data = DATA_FIELDS.filter(name => part[name] !== undefined);
  const { thoughtSignature: signature } = part;
  if (signature !== undefined) {
    base64At(signature, `${path}.thoughtSignature`);
    if (role !== 'model' || !isSignatureOf(String(signature), 'thought')) reject('Corrupted thought signature.', path);
  }
  if (data.length > 1 || (data.length === 0 && signature === undefined)) {
    reject(`${path}: required oneof field 'data' must have one initialized field`, path);
  }
  if (typeof part['text'] !== 'string' && part['text'] !== undefined) textAt(part['text'], `${path}.text`);
  // Only a part that carries a signature may be without text.
  if (part['text'] === '' && signature === undefined) textAt('', `${path}.text`);
  if (part['inlineData'] !== undefined) {
    const { mimeType, data: bytes } = objectAt(part['inlineData'], `${path}.inlineData`);
    if (!/^[a-z]+\/[\w.+-]+$/.test(textAt(mimeType, `${path}.inlineData.mimeType`))) {
      reject(`Unsupported MIME type: ${String(mimeType)}`, `${path}.inlineData.mimeType`);
    }
    base64At(bytes, `${path}.inlineData.data`);
  }
}
