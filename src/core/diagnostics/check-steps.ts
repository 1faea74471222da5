import type { Clock } from '../transport/clock.ts';
import { type CheckState, type CheckStep, type CheckStepId, waitingSteps } from './check-report.ts';

/** The steps of a check under way: what they find, and how long they take. */
export class CheckSteps {
  readonly all = waitingSteps();
  readonly #clock: Clock;
  readonly #changed: (steps: readonly CheckStep[]) => void;
  #startedAt = 0;

  /** @param changed told of every change; the steps are the same objects each time */
  constructor(clock: Clock, changed: (steps: readonly CheckStep[]) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Whether any step has failed so far. */
  get hasFailed(): boolean {
    return this.all.some(({ state }) => state === 'failed');
  }

  /** How a step stands. */
  state(id: CheckStepId): CheckState {
    return this.#find(id).state;
  }

  start(id: CheckStepId): void {
    this.#set(this.#find(id), 'running');
    this.#startedAt = this.#clock.now();
  }

  /**
   * Ends a step; what it found before stays above the new lines.
   *
   * @param ms how long it took, where that is not the time since its start
   */
  end(id: CheckStepId, state: 'ok' | 'warning' | 'failed' | 'skipped', lines: readonly string[], ms?: number): void {
    const step = this.#find(id);
    if (step.state === 'running') step.ms = ms ?? this.#clock.now() - this.#startedAt;
    step.lines.push(...lines);
    this.#set(step, state);
  }

  /** Fails the step that is under way; one that has just failed by itself gets the reason too. */
  failRunning(message: string): void {
    const running = this.all.find(({ state }) => state === 'running');
    const step = running ?? this.all.findLast(({ state }) => state === 'failed');
    if (step) this.end(step.id, 'failed', [message]);
  }

  /** Nothing more is done: what was not ended was not reached. */
  close(cancelled: boolean): void {
    for (const step of this.all) {
      if (step.state === 'running' && cancelled) step.lines.push('Cancelled');
      if (step.state === 'waiting' || step.state === 'running') this.#set(step, 'not reached');
    }
  }

  #find(id: CheckStepId): CheckStep {
    const step = this.all.find(candidate => candidate.id === id);
    if (!step) throw new Error(`no step ${id}`);
    return step;
  }

  #set(step: CheckStep, state: CheckState): void {
    step.state = state;
    this.#changed(this.all);
  }
}
