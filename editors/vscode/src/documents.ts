/** Long texts as read-only documents: feedback, what would be sent, the documentation of a rule. */
import * as vscode from "vscode";
import type { Server } from "./client";

const SCHEME = "reportlens";

export class Documents implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changes = new vscode.EventEmitter<vscode.Uri>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private showings = 0;
  readonly onDidChange = this.changes.event;

  constructor(private readonly server: Server) {}

  provideTextDocumentContent(uri: vscode.Uri): string { return this.texts.get(uri.path) ?? ""; }

  /** Show a text beside the report, or renew it where it is shown already; Markdown as the editor itself renders it. */
  async show(name: string, text: string): Promise<void> {
    // A rendered document is not rendered anew when its text changes, so each showing has an address of its own.
    const query = name.endsWith(".md") ? `${++this.showings}` : "";
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query });
    this.texts.set(uri.path, text);
    this.changes.fire(uri);
    if (name.endsWith(".md")) {
      const rendered = await vscode.commands.executeCommand("markdown.showPreviewToSide", uri).then(() => true, () => false);
      if (rendered) return;
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
