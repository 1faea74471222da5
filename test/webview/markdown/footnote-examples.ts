/** Documents with footnotes. They have no agreed HTML: what comes of them is in the tests of footnotes. */
export const footnoteExamples: readonly { readonly markdown: string }[] = [
  { markdown: 'One[^1], two[^two], one again[^1].\n\n[^1]: First\n[^two]: Second\n    goes on\n\n    and on\n' },
  { markdown: '[^1]: Before its reference\n\nText[^1]\n' },
  { markdown: '[^a]: see[^b]\n[^b]: see[^a]\n[^a]: again\n' },
  {
    markdown:
      '# Title[^1]\n\n- item[^3]\n- > quote[^2]\n\n| a[^2] |\n| - |\n| b[^missing] |\n\n[^2]: two\n[^3]: three\n',
  },
  { markdown: '> [^q]: quoted\n> and lazy\nlines\n\n- [^1]: in an item\n\n  more[^q]\n' },
  { markdown: '[^1]:\n    - list\n\n      ```js\n      code\n      ```\n\n[x]: https://example.com\n[^1] [x] [^x]\n' },
  { markdown: 'a class [^a-z] and `[^1]` and \\[^1] and [^1](https://example.com)\n' },
];
