import { drive } from './drive.ts';
import type { CreateSurface, Surface } from './surface.ts';

/** Makes a page of a candidate: a scrolling area as large as a panel, and in it what the candidate shows. */
export function install(create: CreateSurface): void {
  const scroller = document.createElement('div');
  scroller.className = 'bench-scroller';
  document.querySelector('#app')?.append(scroller);
  let surface: Surface | undefined;
  globalThis.benchPage = {
    async prepare(before) {
      surface = await create(scroller);
      if (before === '') return;
      surface.write(before);
      await surface.settled?.();
    },
    async settled() {
      await surface?.settled?.();
    },
    async drive(options) {
      if (!surface) throw new Error('Nothing is prepared.');
      return drive(surface, scroller, options);
    },
  };
}
