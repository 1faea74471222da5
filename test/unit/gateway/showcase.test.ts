import { inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { chartPicture } from '../../support/gateway/chart-picture.ts';
import { citedWords } from '../../support/gateway/cited-words.ts';
import { SHOWCASE, showcaseParts } from '../../support/gateway/showcase.ts';

describe('The showcase', () => {
  test('uses everything an answer can hold', () => {
    const types = new Set(showcaseParts().map(({ type }) => type));
    expect([...types].sort()).toEqual(['citation', 'image', 'reasoning', 'text']);
    for (const syntax of [
      '```ts',
      '```sql',
      '```python',
      '````md',
      '```mermaid',
      '$$',
      '~~',
      '- [x]',
      '|--',
      '> >',
      '[^rho]:',
    ]) {
      expect(SHOWCASE.replaceAll('| -', '|-'), syntax).toContain(syntax);
    }
  });

  test('is the same text with and without the places of its sources', () => {
    const texts = showcaseParts().map(part => (part.type === 'text' ? part.text : ''));
    expect(texts.join('')).toBe(SHOWCASE);
    expect(SHOWCASE).not.toMatch(/[‹›]/);
    expect(showcaseParts().filter(({ type }) => type === 'citation')).toHaveLength(3);
  });
});

test('a source stands behind the sentence before it', () => {
  const words = (text: string) => {
    const { start, end } = citedWords(text);
    return text.slice(start, end);
  };
  expect(words('One. Two is\nthree, four')).toBe('three, four');
  expect(words('One. And two.\n\n')).toBe('And two.');
  expect(words('')).toBe('');
});

test('the chart is a picture', () => {
  const png = Buffer.from(chartPicture(), 'base64');
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([480, 160]);
  const data = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  expect(pixels).toHaveLength(160 * (480 * 4 + 1));
  expect(new Set(pixels).size).toBeGreaterThan(5);
});
