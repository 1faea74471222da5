import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from './dialect.ts';
import { anthropicMessagesDialect } from './dialects/anthropic-messages.ts';
import { geminiDialect } from './dialects/gemini-generatecontent.ts';
import { mistralDialect } from './dialects/mistral.ts';
import { ollamaDialect } from './dialects/ollama.ts';
import { openAiChatDialect } from './dialects/openai-chat.ts';
import { openAiResponsesDialect } from './dialects/openai-responses.ts';

/** What a request is after, and in whose words it is answered. */
export type Route =
  | { type: 'answer'; dialect: Dialect /** Where the protocol has it in the path. */; model?: string }
  | { type: 'models'; dialect: Dialect; many: boolean }
  /** Ollama's details of one model. */
  | { type: 'show'; dialect: Dialect; many: boolean }
  | { type: 'unknown'; dialect: Dialect };

/**
 * Finds the route of a request. The path may begin with `/mistral`, for Mistral's dialect, or with `/many`, for lists of
 * hundreds of models.
 */
export function findRoute(method: string, path: string, headers: IncomingHttpHeaders): Route {
  const [, prefix, rest = ''] = /^(\/mistral|\/many)?(\/.*)$/.exec(path) ?? [];
  const many = prefix === '/many';
  const chat = prefix === '/mistral' ? mistralDialect : openAiChatDialect;
  const isAnthropic = headers['anthropic-version'] !== undefined || headers['x-api-key'] !== undefined;
  switch (`${method} ${rest}`) {
    case 'POST /v1/chat/completions':
      return { type: 'answer', dialect: chat };
    case 'POST /v1/responses':
      return { type: 'answer', dialect: openAiResponsesDialect };
    case 'POST /v1/messages':
      return { type: 'answer', dialect: anthropicMessagesDialect };
    case 'POST /api/chat':
      return { type: 'answer', dialect: ollamaDialect };
    case 'GET /v1/models':
      return { type: 'models', dialect: prefix !== '/mistral' && isAnthropic ? anthropicMessagesDialect : chat, many };
    case 'GET /v1beta/models':
      return { type: 'models', dialect: geminiDialect, many };
    case 'GET /api/tags':
      return { type: 'models', dialect: ollamaDialect, many };
    case 'POST /api/show':
      return { type: 'show', dialect: ollamaDialect, many };
  }
  const [, model = ''] =
    /^POST \/v1beta\/models\/(.+):(?:generateContent|streamGenerateContent)$/.exec(`${method} ${rest}`) ?? [];
  if (model !== '') return { type: 'answer', dialect: geminiDialect, model: decodeURIComponent(model) };
  return { type: 'unknown', dialect: dialectOfPath(rest, chat, isAnthropic) };
}

/** Whose words an unknown path is refused in. */
function dialectOfPath(path: string, chat: Dialect, isAnthropic: boolean): Dialect {
  if (path.startsWith('/v1beta/')) return geminiDialect;
  if (path.startsWith('/api/')) return ollamaDialect;
  return isAnthropic ? anthropicMessagesDialect : chat;
}
