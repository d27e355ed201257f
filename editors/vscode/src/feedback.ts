/** Asks a judge because a person asked, and shows what it said. */
import * as vscode from "vscode";
import type { Server } from "./client";
import type { Threads } from "./comments";
import type { Documents } from "./documents";
import type { LentModel } from "./lm";
import type { Arrived, Feedback } from "./protocol";

export class Feedbacks {
  private running = false;

  constructor(
    private readonly server: Server,
    private readonly threads: Threads,
    private readonly documents: Documents,
    private readonly model: LentModel,
  ) {}

  /** What the server's lenses and actions call: a document and its question numbers, or null for all. */
  readonly fromCommand = (uri: string, questions?: number[] | number | null): Promise<void> =>
    this.ask(vscode.Uri.parse(uri), questions == null ? undefined : [questions].flat());

  async ask(uri: vscode.Uri, questions: readonly number[] | undefined): Promise<void> {
    if (this.running) return void vscode.window.setStatusBarMessage("Reportlens: feedback is already on its way", 4_000);
    const judge = vscode.workspace.getConfiguration("reportlens", uri).get<string>("judge", "offline");
    const what = !questions ? "the whole report" : questions.length === 1 ? `question ${questions[0]}` : `${questions.length} questions`;
    this.running = true;
    try {
      if (judge === "editor" && !await this.model.consent(what, () => this.documents.showRequest(uri, questions?.[0], judge))) return;
      const shown = new Set<number>();
      const feedback = await this.judge(uri, questions, judge, what, part => {
        this.threads.show(uri, part, part.questions);
        for (const it of part.questions) shown.add(it);
      });
      if (feedback) await this.show(uri, feedback, questions, shown);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (!/cancel/i.test(words)) void vscode.window.showErrorMessage(`Reportlens: ${words}`);
    } finally {
      this.model.withdraw();
      this.running = false;
    }
  }

  private judge(uri: vscode.Uri, questions: readonly number[] | undefined, judge: string, what: string,
    arrived: (part: Arrived) => void) {
    const location = judge === "offline" ? vscode.ProgressLocation.Window : vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title: `Reportlens: feedback on ${what}`, cancellable: true }, (progress, token) =>
      this.server.requestWithProgress<Feedback, Arrived>("reportlens/feedback", { uri: this.server.uri(uri), questions, judge }, token,
        message => progress.report({ message }), arrived));
  }

  private async show(uri: vscode.Uri, feedback: Feedback, questions: readonly number[] | undefined,
    shown: ReadonlySet<number>): Promise<void> {
    this.threads.show(uri, feedback, questions, shown);
    if (!questions || questions.length > 1) return this.documents.show("Feedback.md", feedback.summary);
    const count = feedback.threads.length;
    const words = count ? `${count} ${count === 1 ? "remark" : "remarks"} on question ${questions[0]}` : `nothing to remark on question ${questions[0]}`;
    // Not waited for: the next request may come before somebody looks at this.
    void vscode.window.showInformationMessage(`Reportlens: ${words} · ${feedback.judge}`, "Show Summary").then(answer => {
      if (answer) void this.documents.show("Feedback.md", feedback.summary);
    });
  }
}
