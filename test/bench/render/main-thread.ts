import type { CDPSession } from 'playwright';

/** What the main thread of a page has done, in seconds of its CPU time. */
export interface MainThreadTime {
  /** All tasks, whatever they did. */
  total: number;
  script: number;
  layout: number;
  style: number;
}

/** What a page keeps in memory, after a garbage collection. */
export interface PageMemory {
  heapBytes: number;
  nodes: number;
}

/**
 * Begins to measure a page's main thread. Its CPU time counts and not that on the clock: whatever else the machine does
 * would be in that.
 *
 * @returns tells what has been used since
 */
export async function startMainThreadClock(session: CDPSession): Promise<() => Promise<MainThreadTime>> {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await metricsOf(session);
  return async () => {
    const after = await metricsOf(session);
    await session.send('Performance.disable');
    const since = (name: string) => (after.get(name) ?? Number.NaN) - (before.get(name) ?? Number.NaN);
    return {
      total: since('TaskDuration'),
      script: since('ScriptDuration'),
      layout: since('LayoutDuration'),
      style: since('RecalcStyleDuration'),
    };
  };
}

/** Collects garbage and says what is left. */
export async function measureMemory(session: CDPSession): Promise<PageMemory> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable', {});
  const metrics = await metricsOf(session);
  await session.send('Performance.disable');
  return { heapBytes: metrics.get('JSHeapUsedSize') ?? Number.NaN, nodes: metrics.get('Nodes') ?? Number.NaN };
}

async function metricsOf(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}
