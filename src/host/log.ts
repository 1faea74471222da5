import type * as vscode from 'vscode';

/** Where Runnel says what it does: the output channel “Runnel”. Never keys, never headers, never what was asked or answered. */
export type Log = Pick<vscode.LogOutputChannel, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;
