import { describe, expect, test } from 'vitest';
import { loadPart } from '../../../src/webview/load-part.ts';
import { Formulas } from '../../../src/webview/math/formulas.ts';
import { typeset } from '../../../src/webview/math/katex-engine.ts';
import '../../../media/math.css';

const engine = async () => ({ typeset });

/** What `tex` looks like once it is set. */
async function set(tex: string, display = false, formulas = new Formulas(engine)): Promise<HTMLElement> {
  const target = document.createElement('span');
  target.textContent = `$${tex}$`;
  document.body.append(target);
  formulas.set({ tex, display, source: `$${tex}$` }, target);
  await formulas.settled();
  return target;
}

test('a formula is set, with MathML for assistive technology and its source for the clipboard', async () => {
  const element = await set('x^2');
  expect(element.querySelector('.katex-html')?.textContent).toBe('x2');
  expect(element.querySelector('math msup')).not.toBeNull();
  expect(element.querySelector('.math-source')?.textContent).toBe('$x^2$');
});

test('a wrong formula shows its source, and says what is wrong', async () => {
  for (const tex of ['\\frac{a', 'x^2^2', '\\nosuch', '}', '\\begin{matrix}']) {
    const element = await set(tex);
    expect(element.textContent).toBe(`$${tex}$`);
    expect(element.title).toMatch(/^This formula could not be shown: /);
    expect(element.title).not.toContain('KaTeX');
  }
});

test('a formula within a line that is wider than the panel scrolls, and is not cut off', async () => {
  const element = await set('\\frac{a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q}{2}');
  expect(element.querySelector('.katex')?.classList.contains('katex-wide')).toBe(true);
  expect((await set('a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q')).querySelector('.katex-wide')).toBeNull();
});

test('one engine is loaded, when the first formula comes, and each formula is set once', async () => {
  let loads = 0;
  const seen: string[] = [];
  const formulas = new Formulas(async () => {
    loads++;
    return {
      typeset: tex => {
        seen.push(tex);
        return document.createElement('i');
      },
    };
  });
  expect(loads).toBe(0);
  await Promise.all([set('a', false, formulas), set('b', false, formulas), set('a', false, formulas)]);
  await set('a', false, formulas);
  await set('a', true, formulas);
  expect(loads).toBe(1);
  expect(seen).toEqual(['a', 'b', 'a']);
});

test('formulas stay as their source when the engine cannot be loaded, and say what to do', async () => {
  const formulas = new Formulas(() => loadPart(import(/* @vite-ignore */ `/no-such-${'module'}.js`)));
  // One that waited for the engine, and one that comes later.
  for (const tex of ['x', 'y']) {
    const element = await set(tex, false, formulas);
    expect(element.textContent).toBe(`$${tex}$`);
    expect(element.title).toBe(
      'This formula could not be shown: This part of Runnel could not be loaded. Reload the window to try again.',
    );
  }
});

test('a quiet formula shows nothing while the engine comes, and its source when it does not', async () => {
  let fail: (reason: Error) => void = () => {};
  const formulas = new Formulas(
    () =>
      new Promise((_, reject) => {
        fail = reject;
      }),
  );
  const [loud, quiet] = [document.createElement('span'), document.createElement('span')];
  for (const target of [loud, quiet]) {
    target.className = 'math';
    target.textContent = '$x$';
    document.body.append(target);
  }
  formulas.set({ tex: 'x', display: false, source: '$x$' }, loud);
  formulas.set({ tex: 'x', display: false, source: '$x$' }, quiet, true);
  const seen = () => [loud, quiet].map(target => getComputedStyle(target).visibility);
  expect(seen()).toEqual(['visible', 'hidden']);
  fail(new Error('no engine'));
  await formulas.settled();
  expect(seen()).toEqual(['visible', 'visible']);
  loud.remove();
  quiet.remove();
});

test('many formulas are set over several frames', async () => {
  const formulas = new Formulas(async () => ({
    typeset: () => {
      const end = performance.now() + 1;
      while (performance.now() < end);
      return document.createElement('i');
    },
  }));
  await set('first', false, formulas);
  const targets = Array.from({ length: 20 }, () => document.createElement('span'));
  for (const [index, target] of targets.entries())
    formulas.set({ tex: `${index}`, display: false, source: '' }, target);
  const atOnce = targets.filter(target => target.querySelector('i')).length;
  expect(atOnce).toBeGreaterThan(0);
  expect(atOnce).toBeLessThan(10);
  await formulas.settled();
  expect(targets.every(target => target.querySelector('i'))).toBe(true);
});

describe('a hostile formula', () => {
  test.each([
    '\\href{javascript:alert(1)}{x}',
    '\\url{https://example.com}',
    '\\includegraphics[height=1em]{https://example.com/x.png}',
    '\\htmlStyle{position: fixed}{x}',
    '\\htmlClass{code-block}{x}',
    '\\htmlId{app}{x}',
    '\\htmlData{a=b}{x}',
    '\\text{<img src=x onerror=alert(1)>}',
  ])('does nothing: %s', async tex => {
    const element = await set(tex);
    expect(element.querySelector('a, img, [id], [data-a], [href], [src], .code-block')).toBeNull();
    for (const part of element.querySelectorAll<HTMLElement>('[style]')) expect(part.style.position).not.toBe('fixed');
  });

  test('does not reach other formulas by its definitions', async () => {
    const formulas = new Formulas(engine);
    await set('\\gdef\\x{HACKED}\\global\\let\\alpha\\beta x', false, formulas);
    const element = await set('\\alpha', false, formulas);
    expect(element.querySelector('.katex-html')?.textContent).toBe('α');
    expect((await set('\\x', false, formulas)).textContent).toBe('$\\x$');
  });

  test.each([
    ['braces', '{'.repeat(5_000) + '}'.repeat(5_000)],
    ['roots', `${'\\sqrt{'.repeat(1_600)}x${'}'.repeat(1_600)}`],
    ['a definition of itself', '\\def\\a{\\a\\a}\\a'],
    [
      'definitions of definitions',
      `${'abcdefghijklmnopqrs'
        .split('')
        .map(
          (name, index) =>
            `\\def\\x${name}{${index ? `\\x${'abcdefghijklmnopqrs'.charAt(index - 1)}`.repeat(10) : 'y'}}`,
        )
        .join('')}\\xs`,
    ],
    ['a long definition', `\\def\\a{${'x'.repeat(4_000)}}${'\\a '.repeat(1_900)}`],
    ['a long row', 'x+'.repeat(5_000)],
    ['a wide matrix', `\\begin{matrix}${'&'.repeat(9_000)}\\end{matrix}`],
  ])('of %s ends, as its source or small enough', async (_name, tex) => {
    const element = await set(tex, true);
    expect(element.querySelectorAll('*').length).toBeLessThan(21_000);
  });

  test('cannot be larger than some lines', async () => {
    const element = await set('\\rule{1000em}{1000em}', true);
    for (const part of element.querySelectorAll<HTMLElement>('[style]')) {
      for (const size of part.getAttribute('style')?.match(/-?[\d.]+em/g) ?? []) {
        expect(Math.abs(Number.parseFloat(size))).toBeLessThanOrEqual(30);
      }
    }
  });
});
