import type { Answers } from './answers.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Conversations } from './conversations.ts';
import type { Insertions } from './insertions.ts';
import type { Log } from './log.ts';

/** What panels and commands work with; made once in `activate`. */
export interface Services {
  answers: Answers;
  conversations: Conversations;
  insertions: Insertions;
  keys: ApiKeys;
  log: Log;
}
