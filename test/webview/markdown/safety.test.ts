import { expect, test } from 'vitest';
import { html, open, pieces, render, seeded, units } from './support.ts';

const hostile = [
  '[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](java\tscript:alert(1)) [d](&#106;avascript:alert(1))',
  '[e](command:workbench.action.quit) [f](file:///etc/passwd) [g](data:text/html,<script>alert(1)</script>)',
  '[h](vscode://x/y) [i](vbscript:x) [j](//evil.example) [k](/relative) [l](#anchor) [m](<  javascript:x>) [n]( )',
  '<javascript:alert(1)> <command:x> <data:text/html;base64,AAAA> [o][ref] ![img](javascript:alert(1)) ![i][ref]',
  '<script>alert(1)</script> <img src=x onerror=alert(1)> <a href="javascript:x" onclick=x>y</a> <iframe src=x>',
  '![t](https://tracker.example/?q=secret) ![d](data:image/svg+xml,<svg/onload=alert(1)>)',
  '[p](https://ok.example/"onmouseover="x) [q](https://ok.example "t\\" onclick=x") [r](mailto:a@b.example?subject=x)',
  'javascript://example.com/%0aalert(1) command://x.example/ vscode://x.example/ https://ok.example/bare',
  '',
  '- [ ] <b onclick=x>',
  '',
  '| <script>x</script> | [s](command:x) |',
  '| --- | --- |',
  '| <img onerror=x> | ![u](file:///x) |',
  '',
  '```"><img/src=x/onerror=alert(1)>',
  '</code></pre><script>alert(1)</script>',
  '```',
  '',
  '[ref]: javascript:alert(1)',
].join('\n');

test.each([
  ['at once', [hostile]],
  ['by character', units(hostile)],
  ['in pieces', pieces(hostile, seeded(9))],
])('nothing hostile comes out, written %s', (_name, parts) => {
  const { element, write, end } = open();
  for (const part of parts) {
    write(part);
    expect(element.querySelector('script, img, iframe, svg, b, object, style, link, form')).toBeNull();
  }
  end();
  const elements = [...element.querySelectorAll('*')];
  const names = new Set(elements.flatMap(({ attributes }) => [...attributes].map(({ name }) => name)));
  const known = ['class', 'title', 'href', 'type', 'disabled', 'scope', 'data-length', 'style', 'data-language'];
  expect([...names].filter(name => !known.includes(name))).toEqual([]);
  const addresses = [...element.querySelectorAll('[href]')].map(link => link.getAttribute('href'));
  expect(addresses).toEqual([
    'https://tracker.example/?q=secret',
    'https://ok.example/%22onmouseover=%22x',
    'https://ok.example',
    'mailto:a@b.example?subject=x',
    'https://ok.example/bare',
  ]);
  expect(elements.filter(made => made.hasAttribute('style')).map(made => made.localName)).toEqual(['table']);
});

test('what is no link stays readable, with its address at hand', () => {
  expect(html(render(['[words](command:x) ![pic](file:///y)']))).toBe(
    '<p><span class="link-text" title="command:x">words</span> <span class="image" title="file:///y">pic</span></p>',
  );
});

test('the owner sees each link once, when it is made', () => {
  const seen: string[] = [];
  const options = {
    link: (anchor: HTMLAnchorElement, href: string) => {
      anchor.title = `Open ${href}`;
      seen.push(href);
    },
  };
  const { element, write, end } = open({ options });
  for (const unit of units(
    '[a](https://example.com/a) and https://example.com/b then ![c](https://example.com/c) end',
  )) {
    write(unit);
  }
  end();
  expect(seen).toEqual(['https://example.com/a', 'https://example.com/b', 'https://example.com/c']);
  expect(element.querySelector('a')?.title).toBe('Open https://example.com/a');
});

test('only elements are made, never markup: it works where trusted types are required', () => {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = "require-trusted-types-for 'script'";
  document.head.append(meta);
  expect(() => {
    document.createElement('div').innerHTML = '<p>';
  }).toThrow();
  expect(render([hostile]).textContent).toContain('alert(1)');
});

test('an address that holds megabytes is shown by its beginning', () => {
  const data = `data:image/svg+xml;base64,${'A'.repeat(1_000_000)}`;
  const { element, write, end } = open();
  write(`![pic](${data}) [words](${data}) ![](${data})`);
  end();
  const { innerHTML } = element;
  expect(innerHTML).toContain('pic');
  expect(innerHTML).toContain('title="data:image/svg+xml;base64,A');
  expect(innerHTML.length).toBeLessThan(3000);
});
