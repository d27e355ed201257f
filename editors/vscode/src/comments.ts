/** Feedback as comment threads beside the answers: to resolve or to dismiss, never part of the text. */
import * as vscode from "vscode";
import type { Remarks, Thread } from "./protocol";

interface Shown { readonly thread: vscode.CommentThread; readonly from: Thread; readonly uri: string }

export class Threads implements vscode.Disposable {
  private readonly controller = vscode.comments.createCommentController("reportlens.feedback", "Reportlens feedback");
  private shown: Shown[] = [];
  private readonly dismissed = new Set<string>();

  constructor() {
    this.controller.options = { prompt: "Feedback" };
  }

  get count(): number { return this.shown.length; }

  /**
   * Show what a judge said about these questions (all, if none are named) in the place of what was said before;
   * those that are `shown` already stay as they are.
   */
  show(uri: vscode.Uri, feedback: Remarks, questions: readonly number[] | undefined, shown?: ReadonlySet<number>): void {
    const meant = (it: Thread) => !shown?.has(it.question) && (!questions || questions.includes(it.question));
    this.drop(it => it.uri === uri.toString() && meant(it.from));
    for (const from of feedback.threads) {
      if (!meant(from) || this.dismissed.has(`${uri} ${from.id}`)) continue;
      this.shown.push({ thread: this.thread(uri, from, feedback.judge), from, uri: uri.toString() });
    }
  }

  resolve(thread: vscode.CommentThread): void {
    const done = thread.state === vscode.CommentThreadState.Resolved;
    thread.state = done ? vscode.CommentThreadState.Unresolved : vscode.CommentThreadState.Resolved;
    thread.contextValue = done ? "open" : "resolved";
    thread.collapsibleState = done ? vscode.CommentThreadCollapsibleState.Expanded : vscode.CommentThreadCollapsibleState.Collapsed;
  }

  /** Take a thread away for as long as the window lives. */
  dismiss(thread: vscode.CommentThread): void {
    for (const it of this.shown) if (it.thread === thread) this.dismissed.add(`${it.uri} ${it.from.id}`);
    this.drop(it => it.thread === thread);
  }

  dismissAll(): void { this.drop(() => true); }

  dispose(): void { this.dismissAll(); this.controller.dispose(); }

  private drop(condition: (it: Shown) => boolean): void {
    this.shown = this.shown.filter(it => { if (condition(it)) it.thread.dispose(); return !condition(it); });
  }

  private thread(uri: vscode.Uri, from: Thread, judge: string): vscode.CommentThread {
    const { start, end } = from.range;
    const body = new vscode.MarkdownString(literally(from.message));
    const thread = this.controller.createCommentThread(uri, new vscode.Range(start.line, start.character, end.line, end.character), [{
      body, mode: vscode.CommentMode.Preview, author: { name: judge }, label: from.stale ? `${from.verdict} · stale` : from.verdict,
    }]);
    thread.label = `Question ${from.question}: ${from.criterion}`;
    thread.canReply = false;
    thread.state = vscode.CommentThreadState.Unresolved;
    thread.contextValue = "open";
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Collapsed;
    return thread;
  }
}

// Every sign that could mean something to Markdown is escaped: no links, no pictures, no HTML.
// (`appendText` does so too, but its hard spaces keep long lines from wrapping.)
function literally(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, "\\$&").replace(/\r?\n/g, "\n\n");
}
