/** Long texts as read-only documents: feedback, what would be sent, the documentation of a rule. */
import * as vscode from "vscode";
import type { Server } from "./client";

const SCHEME = "reportlens";

export class Documents implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changes.event;
  // Last of the fields: the editor looks at `onDidChange` when it gets the provider.
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  constructor(private readonly server: Server) {}

  provideTextDocumentContent(uri: vscode.Uri): string { return this.texts.get(uri.path) ?? ""; }

  /** Show a text beside the report, or renew it where it is shown already; Markdown as the editor itself renders it. */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    this.texts.set(uri.path, text);
    this.changes.fire(uri);
    // From one of these documents the side would be a third column.
    if (!vscode.window.activeTextEditor) await done("workbench.action.focusFirstEditorGroup");
    // Locked: else it would show the report as soon as somebody goes back to it.
    if (name.endsWith(".md") && await done("markdown.showLockedPreviewToSide", uri)) {
      await done("markdown.preview.refresh");
      return;
    }
    const beside = vscode.window.visibleTextEditors.find(it => it.document.uri.scheme === SCHEME)?.viewColumn;
    await vscode.window.showTextDocument(uri, { viewColumn: beside ?? vscode.ViewColumn.Beside, preserveFocus: true, preview: true });
  }

  async showRule(rule: string): Promise<void> {
    const reply = await this.server.request<{ markdown: string }>("reportlens/explain", { rule });
    if (reply) await this.show(`${rule || "Rules"}.md`, reply.markdown);
  }

  async showRequest(uri: vscode.Uri, question: number | undefined, judge?: string): Promise<void> {
    const reply = await this.server.request<{ text: string }>("reportlens/showRequest", { uri: this.server.uri(uri), question, judge });
    if (reply) await this.show(question ? `What would be sent (question ${question}).txt` : "What would be sent.txt", reply.text);
  }

  dispose(): void { vscode.Disposable.from(this.registration, this.changes).dispose(); }
}

/** Run a command of another extension's; false where that is absent. */
async function done(command: string, ...args: unknown[]): Promise<boolean> {
  return vscode.commands.executeCommand(command, ...args).then(() => true, () => false);
}
