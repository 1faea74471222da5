import type { Answers } from './answers.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Conversations } from './conversations.ts';
import type { Insertions } from './insertion/insertions.ts';
import type { Log } from './log.ts';
import type { ModelLists } from './model-lists.ts';
import type { ModelMemory } from './model-memory.ts';
import type { Platform } from './platform.ts';
import type { ReadonlyDocuments } from './readonly-documents.ts';
import type { StreamRecorder } from './stream-recorder.ts';
import type { CodeThemes } from './theme/code-themes.ts';

/** What panels and commands work with; made once in `activate`. */
export interface Services {
  answers: Answers;
  codeThemes: CodeThemes;
  conversations: Conversations;
  insertions: Insertions;
  keys: ApiKeys;
  log: Log;
  modelLists: ModelLists;
  modelMemory: ModelMemory;
  /** Runnel's own. */
  version: string;
  platform: () => Promise<Platform>;
  documents: ReadonlyDocuments;
  recorder: StreamRecorder;
}
