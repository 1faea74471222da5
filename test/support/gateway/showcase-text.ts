/** What the model thinks before the showcase. */
export const SHOWCASE_REASONING = `The question is how many workers a queue needs. A number alone would not help: it depends on how fast jobs come and how long they take.

1. Start from *Little's law*, since it needs no assumption about how arrivals are distributed.
2. Show the loop that does the work. It has to stop cleanly, or every deployment loses jobs.
3. Mention \`SKIP LOCKED\`: without it, two workers wait for the same row.

Then say what to measure, because the first estimate is always wrong.`;

/**
 * A realistic answer that uses everything an answer can hold. `‹1›` is where the first source is cited, and so on.
 */
export const SHOWCASE_TEXT = `# How many workers does the queue need?

*A scripted answer of the sample gateway, not a model.*

Short answer: **twelve workers**, two of them spare. You get there with one formula and one measurement, and you should ~~guess~~ *measure* again a week later. The rest of this answer says why, and has the code.

## The arithmetic

By Little's law‹1›, the number of jobs in work is the arrival rate times the time each takes, $L = \\lambda W$. With $\\lambda = 8$ jobs per second and $W = 1.25$ seconds, ten are in work at any moment; a pool of ten would be always full, and a full pool lets the queue grow without bound:

$$
W_q = \\frac{\\rho^{\\sqrt{2(c+1)}}}{c\\,(1 - \\rho)} \\cdot \\frac{1}{\\mu},
\\qquad \\rho = \\frac{\\lambda}{c\\,\\mu}
$$

So leave some air. At $5 a month for a small machine, two more workers cost about $10 and keep $\\rho$ near 0.8.[^rho]

| Workers | Utilization | Time in queue | Verdict         |
| ------: | :---------: | ------------: | :-------------- |
|      10 |    100 %    |      no bound | falls behind    |
|      11 |    91 %     |         0.9 s | works, no spare |
|  **12** |  **83 %**   |     **0.3 s** | **recommended** |
|      16 |    63 %     |       < 0.1 s | idle money      |

[^rho]: Written $\\rho$ and read “rho”: the share of the time that a worker is busy. Above 0.9 the queue gets long *very* suddenly.

## How a job moves

\`\`\`mermaid
flowchart LR
  A[API] -->|insert| Q[(jobs)]
  Q -->|claim| W{Worker}
  W -->|done| D[Delete the row]
  W -->|fails| R{Tried 5 times?}
  R -->|no| Q
  R -->|yes| X[Dead letters]
\`\`\`

A worker claims a row, works, and deletes it in the same transaction. When it dies in the middle, the database rolls back and the job is free again:

\`\`\`mermaid
sequenceDiagram
  participant W as Worker
  participant DB as Database
  W->>DB: BEGIN
  W->>DB: SELECT … FOR UPDATE SKIP LOCKED
  DB-->>W: job 4711
  Note over W: works for 1.25 s
  W->>DB: DELETE FROM jobs WHERE id = 4711
  W->>DB: COMMIT
\`\`\`

The clause that makes this cheap skips rows that another transaction has locked, instead of waiting for them‹2›:

\`\`\`sql
-- One job, the oldest that nobody else is working on.
SELECT id, payload, attempts
  FROM jobs
 WHERE run_at <= now() AND attempts < 5
 ORDER BY run_at
 LIMIT 1
   FOR UPDATE SKIP LOCKED;
\`\`\`

## The pool

Here is the whole of it. Two details matter: \`stop()\` waits for the jobs in work, and a failed job comes back later each time.

\`\`\`ts
import type { Database, Transaction } from './database.ts';

export interface Job {
  id: number;
  payload: unknown;
  attempts: number;
}

export type Handler = (job: Job, signal: AbortSignal) => Promise<void>;

/** Runs jobs of a table with a fixed number of workers. */
export class WorkerPool {
  readonly #database: Database;
  readonly #handler: Handler;
  readonly #stopping = new AbortController();
  #workers: Promise<void>[] = [];

  constructor(database: Database, handler: Handler) {
    this.#database = database;
    this.#handler = handler;
  }

  /** Starts the workers. @throws RangeError for less than one */
  start(count: number): void {
    if (count < 1) throw new RangeError(\`a pool needs a worker, not \${count}\`);
    this.#workers = Array.from({ length: count }, (_, index) => this.#work(index));
  }

  /** Takes no new jobs, and resolves when those in work are done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#workers);
  }

  async #work(index: number): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const found = await this.#database.transaction(tx => this.#runOne(tx));
      if (!found) await this.#database.notified('jobs', { signal, timeoutMs: 5_000 + 250 * index });
    }
  }

  async #runOne(tx: Transaction): Promise<boolean> {
    const job = await tx.one<Job>(claim);
    if (!job) return false;
    try {
      await this.#handler(job, this.#stopping.signal);
      await tx.run('DELETE FROM jobs WHERE id = $1', [job.id]);
    } catch (error) {
      const delay = Math.min(2 ** job.attempts * 1_000, 60_000) * (0.5 + Math.random());
      await tx.run('UPDATE jobs SET attempts = attempts + 1, run_at = now() + $2 WHERE id = $1', [job.id, delay]);
      console.warn(\`job \${job.id} failed\`, error);
    }
    return true;
  }
}
\`\`\`

And to see whether the estimate holds, count what is waiting:

\`\`\`python
def utilization(rate: float, seconds: float, workers: int) -> float:
    """Share of the time that a worker is busy, from 0 to 1."""
    if workers < 1:
        raise ValueError(f"a pool needs a worker, not {workers}")
    return rate * seconds / workers

assert round(utilization(8, 1.25, 12), 2) == 0.83
\`\`\`

## Before you ship it

- [x] Index on \`(run_at)\` where \`attempts < 5\`
- [x] A job can run twice without harm
- [ ] An alarm when the oldest job is older than a minute
  1. warn at 60 s,
  2. page somebody at 5 min:
     - who is on call is in the runbook,
     - and so is how to *drain* the queue.
- [ ] A load test with twice the usual rate

> A queue does not make work disappear. It only decides **who waits**.
>
> > And whoever waits should be told how long.

When the queue is too long all the same, say so early: answer new requests with status 429 and a \`Retry-After\` header‹3›. For the runbook, something like this will do:

\`\`\`\`md
## Draining the queue

Stop new jobs first, then wait for the old ones:

\`\`\`sh
kubectl scale deploy/api --replicas=0
watch -n 5 'psql -Atc "select count(*) from jobs"'
\`\`\`

Call the person on duty if the number does not fall.
\`\`\`\`

Kind regards to the night shift,\\
and more in the [PostgreSQL manual](https://www.postgresql.org/docs/current/sql-select.html) or at https://www.rfc-editor.org/rfc/rfc6585. This is how the last day looked:
`;
