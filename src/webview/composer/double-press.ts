/** A second press within this time, in milliseconds, is the rest of a double click and not meant for what has come there. */
export const doublePressMs = 300;
