import { describe, expect, it } from 'vitest';
import { UndoWatch } from '../../../src/core/insertion/undo-watch.ts';

const read = (text: string) => () => text;

describe('undo watch', () => {
  it('goes on down to the text before, and up to the text after', () => {
    const watch = new UndoWatch({ before: '', after: 'xy', isAfter: false });
    watch.undone(read('xy'));
    expect(watch.next).toBeUndefined();
    watch.undone(read('x part'));
    expect(watch.next).toBe('undo');
    watch.undone(read('part'));
    expect(watch.next).toBe('undo');
    watch.undone(read(''));
    expect(watch.next).toBeUndefined();
    watch.redone(read('part'));
    expect(watch.next).toBe('redo');
    watch.redone(read('xy'));
    expect(watch.next).toBeUndefined();
    watch.redone(read('xy all'));
    expect(watch.next).toBeUndefined();
  });

  it('goes one step further where the texts are equal', () => {
    const watch = new UndoWatch({ before: 'a', after: 'a', isAfter: false });
    watch.undone(read('a'));
    expect(watch.next).toBeUndefined();
    watch.undone(read('a part'));
    watch.undone(read('a'));
    expect(watch.next).toBe('undo');
    watch.undone(read(''));
    expect(watch.next).toBeUndefined();
    watch.redone(read('a'));
    expect(watch.next).toBeUndefined();
    watch.redone(read('a part'));
    watch.redone(read('a'));
    expect(watch.next).toBe('redo');
    watch.redone(read('a all'));
    expect(watch.next).toBeUndefined();
  });

  it('leaves the steps below and above alone', () => {
    const watch = new UndoWatch({ before: 'b', after: 'ba', isAfter: true });
    watch.edited();
    watch.undone(read('bac'));
    expect(watch.next).toBeUndefined();
    watch.undone(read('ba'));
    watch.undone(read('b'));
    expect(watch.next).toBeUndefined();
    watch.undone(read(''));
    expect(watch.next).toBeUndefined();
    watch.redone(read('b'));
    watch.redone(read('ba'));
    expect(watch.next).toBeUndefined();
  });

  it('is over when the steps are gone', () => {
    const below = new UndoWatch({ before: 'b', after: 'ba', isAfter: true });
    below.undone(read('b'));
    below.edited();
    expect(below.isOver).toBe(true);
    const above = new UndoWatch({ before: 'b', after: 'ba', isAfter: true });
    above.edited();
    expect(above.isOver).toBe(false);
    const between = new UndoWatch({ before: 'b', after: 'ba', isAfter: true });
    between.undone(read('part'));
    between.stuck();
    expect(between.isOver).toBe(true);
  });

  it('compares without the line ending', () => {
    const watch = new UndoWatch({ before: 'a\nb', after: 'a\r\nb c', isAfter: false });
    watch.undone(read('a\nb c'));
    watch.undone(read('a\r\nb'));
    expect(watch.next).toBeUndefined();
  });
});
