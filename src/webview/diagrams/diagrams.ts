import { loadPart } from '../load-part.ts';
import type { CodeBlock, CodeBlockOwner } from '../markdown/sink.ts';
import type { DiagramFrame } from './diagram-frame.ts';
import { diagramTheme } from './diagram-theme.ts';
import { DiagramView } from './diagram-view.ts';
import type { DrawReply, DrawRequest } from './messages.ts';
import { whyNotDrawn } from './size-limits.ts';

/** Draws one diagram. */
export type Draw = (request: DrawRequest) => Promise<DrawReply>;

/** A frame that has had nothing to do for so long is removed, with its memory; in milliseconds. */
const keepFrameMs = 30_000;

/** So long no text must have come before a diagram is drawn, in milliseconds. */
const quietMs = 300;

/**
 * Shows `mermaid` code blocks as pictures: once they are complete, near the screen and no text arrives, one at a time.
 * Drawing takes a tenth of a second and more, and the frame it happens in may share the page's thread. Nothing of mermaid
 * is loaded before that.
 */
export class Diagrams {
  readonly #draw: Draw;
  readonly #scroller: Element;
  /** By the code block; those of answers that are gone go with them. */
  readonly #views = new WeakMap<Element, DiagramView>();
  readonly #near: IntersectionObserver;
  readonly #theme: MutationObserver;
  readonly #queue = new Set<DiagramView>();
  /** Counts the themes there have been. */
  #themes = 0;
  #drawing = false;
  /** When text arrived last, by the clock of `performance`. */
  #lastText = Number.NEGATIVE_INFINITY;

  /** @param scroller what the diagrams scroll in; they are drawn when they come near its visible part */
  constructor(scroller: Element, draw: Draw = drawInFrame()) {
    this.#scroller = scroller;
    this.#draw = draw;
    this.#near = new IntersectionObserver(entries => this.#seen(entries), { root: scroller, rootMargin: '800px 0px' });
    this.#theme = new MutationObserver(() => this.#redrawAll());
    this.#theme.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  }

  /** Makes a code block, whose `owner` shows everything else about it, a picture once it is complete. */
  watch(block: CodeBlock, pre: HTMLElement, owner: CodeBlockOwner): CodeBlockOwner {
    return {
      ...owner,
      closed: () => {
        owner.closed?.();
        if (block.language.toLowerCase() === 'mermaid') this.#add(block.text(), pre);
      },
    };
  }

  #add(source: string, pre: HTMLElement): void {
    const element = pre.parentElement ?? pre;
    this.#views.set(element, new DiagramView(source, pre));
    this.#near.observe(element);
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      const view = this.#views.get(target);
      if (isIntersecting && view && view.drawnInTheme !== this.#themes) this.#queue.add(view);
    }
    this.#next();
  }

  /** Those near the screen now, the others when they come near it again. */
  #redrawAll(): void {
    this.#themes += 1;
    for (const block of this.#scroller.querySelectorAll('.code-block')) {
      if (!this.#views.has(block)) continue;
      // Whether it is near the screen is told again when the observing begins anew.
      this.#near.unobserve(block);
      this.#near.observe(block);
    }
  }

  dispose(): void {
    this.#near.disconnect();
    this.#theme.disconnect();
    this.#queue.clear();
  }

  /** To be told whenever text arrives: what streams goes first. */
  textArrived(): void {
    this.#lastText = performance.now();
  }

  #next(): void {
    if (this.#drawing || this.#queue.size === 0) return;
    this.#drawing = true;
    this.#whenQuiet();
  }

  #whenQuiet(): void {
    const left = this.#lastText + quietMs - performance.now();
    if (left > 0) setTimeout(() => this.#whenQuiet(), left);
    else requestIdleCallback(() => void this.#drawNext(), { timeout: quietMs });
  }

  async #drawNext(): Promise<void> {
    const [view] = this.#queue;
    if (view) this.#queue.delete(view);
    if (view?.isConnected) {
      view.drawnInTheme = this.#themes;
      await this.#show(view);
    }
    this.#drawing = false;
    this.#next();
  }

  async #show(view: DiagramView): Promise<void> {
    try {
      const refusal = whyNotDrawn(view.source);
      const reply = refusal ? { error: refusal } : await this.#draw({ source: view.source, theme: diagramTheme() });
      if ('error' in reply) view.showError(reply.error);
      else view.showPicture(reply);
    } catch (error) {
      view.showError(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Draws in a frame that is made when it is needed, kept for a while, and thrown away when a diagram takes too long. */
function drawInFrame(): Draw {
  let frame: DiagramFrame | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const drop = () => {
    frame?.dispose();
    frame = undefined;
  };
  return async request => {
    clearTimeout(idle);
    try {
      frame ??= await newFrame();
      return await frame.draw(request);
    } catch (error) {
      drop();
      throw error;
    } finally {
      idle = setTimeout(drop, keepFrameMs);
    }
  };
}

async function newFrame(): Promise<DiagramFrame> {
  const [{ DiagramFrame }, { script }] = await loadPart(
    Promise.all([import('./diagram-frame.ts'), import('./frame/frame.ts?bundle')]),
  );
  return new DiagramFrame(script);
}
