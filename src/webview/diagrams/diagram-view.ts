import { element, iconButton, setHidden } from '../dom.ts';
import { nameWhenScrollable } from '../scrollable.ts';
import { describeDiagram } from './describe-diagram.ts';

/** A picture as SVG, with its size in CSS pixels. */
interface Picture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Wide diagrams are made smaller to fit, down to this part of their size; beyond that they scroll. */
const smallest = 0.55;

/** Nobody wants to scroll by less than this part of the picture. */
const little = 0.15;

/** The font in pictures is 16 pixels high, and that around them 13. */
const scale = 13 / 16;

/** A code block that can be shown as a picture too: the picture lies beside the `pre` that shows its source. */
export class DiagramView {
  readonly source: string;
  /** In the colours of which theme it was drawn last, by a number that the owner gives. */
  drawnInTheme: number | undefined;
  readonly #pre: HTMLElement;
  readonly #image = element('img', 'diagram-image');
  readonly #picture = element('div', 'diagram', this.#image);
  readonly #error = element('p', 'diagram-error');
  #toggle: HTMLButtonElement | undefined;
  #showsSource = false;

  constructor(source: string, pre: HTMLElement) {
    this.source = source;
    this.#pre = pre;
    // Of the model's text it holds nothing that acts: an image runs no script and loads nothing.
    this.#image.alt = describeDiagram(source);
    nameWhenScrollable(this.#picture, 'Diagram, scrolls');
  }

  get isConnected(): boolean {
    return this.#pre.isConnected;
  }

  showPicture({ svg, width, height }: Picture): void {
    this.#error.remove();
    this.#image.width = Math.round(width * scale);
    this.#image.height = Math.round(height * scale);
    const least = Math.round(width * scale * smallest);
    const almost = Math.round(least * (1 - little));
    // Where only a little room is missing the last operand is no more than 100%: it is made smaller still.
    this.#image.style.maxWidth = `max(100%, min(${least}px, (${almost}px - 100%) * 1000))`;
    this.#image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg.toWellFormed())}`;
    if (!this.#picture.parentElement) {
      this.#pre.parentElement?.append(this.#picture);
      this.#pre.addEventListener('beforematch', this.#onMatch);
    }
    this.#addToggle();
    this.#show();
  }

  showError(reason: string): void {
    this.#error.textContent = `This diagram could not be drawn: ${this.#words(reason)}`;
    this.#picture.remove();
    this.#pre.removeEventListener('beforematch', this.#onMatch);
    this.#toggle?.remove();
    this.#toggle = undefined;
    this.#pre.parentElement?.classList.remove('shows-diagram');
    if (!this.#error.parentElement) this.#pre.parentElement?.append(this.#error);
  }

  /** The first line of a reason, where it names no line that there is not: mermaid counts the end of the text as one or two. */
  #words(reason: string): string {
    const [line = ''] = reason.split('\n', 1);
    const lineCount = this.source.trimEnd().split('\n').length;
    const words = line.replace(/ on line (\d+)/, (place, number) => (Number(number) > lineCount ? '' : place));
    return words.length > 200 ? `${words.slice(0, 200)}…` : words.replace(/:$/, '.');
  }

  /** Find is about to show a place in the source. */
  readonly #onMatch = (): void => {
    this.#showsSource = true;
    this.#show();
  };

  #addToggle(): void {
    if (this.#toggle) return;
    this.#toggle = iconButton('code', 'Show Source', () => {
      this.#showsSource = !this.#showsSource;
      this.#show();
    });
    // It joins a toolbar, which has its one stop for the Tab key.
    this.#toggle.tabIndex = -1;
    const actions = this.#pre.parentElement?.querySelector('.code-actions');
    const wrap = actions?.querySelector('.code-wrap');
    // Behind what comes and goes with the source, so that it stays under the pointer.
    if (wrap) wrap.after(this.#toggle);
    else actions?.prepend(this.#toggle);
  }

  #show(): void {
    // Hidden by the stylesheet alone, so that the source is found though it is not shown.
    this.#pre.parentElement?.classList.toggle('shows-diagram', !this.#showsSource);
    setHidden(this.#picture, this.#showsSource);
    const label = this.#showsSource ? 'Show Diagram' : 'Show Source';
    if (!this.#toggle) return;
    this.#toggle.ariaLabel = label;
    this.#toggle.title = label;
    const icon = this.#toggle.querySelector('.codicon');
    if (icon) icon.className = `codicon codicon-${this.#showsSource ? 'type-hierarchy' : 'code'}`;
  }
}
