/**
 * How a model that has no field for its reasoning puts it into the text: `tagged`, between `<think>` and `</think>` at the
 * beginning; `open`, the same without the opening tag, which the model's template has said already.
 */
export type ThinkTags = 'tagged' | 'open';
