import { base64At, listAt, numberAt, objectAt, oneOf, optionalOneOf, reject, wholeNumberAt } from '../check.ts';
import type { GatewayRequest } from '../gateway-request.ts';

/** Ollama leaves unknown fields alone, but its JSON has to be of the right types. */
export function checkOllama({ body }: GatewayRequest): void {
  const request = objectAt(body, 'body');
  for (const [index, value] of listAt(request['messages'], 'messages').entries()) {
    checkMessage(objectAt(value, `messages.${index}`), `messages.${index}`);
  }
  optionalOneOf(request['think'], [true, false, 'low', 'medium', 'high'], 'think');
  if (request['options'] === undefined) return;
  const options = objectAt(request['options'], 'options');
  numberAt(options['temperature'], 'options.temperature', 0);
  wholeNumberAt(options['num_predict'], 'options.num_predict', -2);
}

function checkMessage(message: Record<string, unknown>, path: string): void {
  const { role, content, images } = message;
  oneOf(role, ['system', 'user', 'assistant', 'tool'], `${path}.role`);
  if (typeof content !== 'string') {
    reject('json: cannot unmarshal array into Go struct field ChatRequest.messages.content of type string');
  }
  if (content.trim() === '' && images === undefined && message['tool_calls'] === undefined) {
    reject(`${path}: content is empty`);
  }
  if (images !== undefined) {
    for (const [index, image] of listAt(images, `${path}.images`).entries()) base64At(image, `${path}.images.${index}`);
  }
}
