/** The figures of every open report, kept as fresh as the server's. */
import * as vscode from "vscode";
import type { Server } from "./client";
import type { Overview } from "./protocol";

export class Overviews implements vscode.Disposable {
  private readonly known = new Map<string, Overview>();
  private readonly changes = new vscode.EventEmitter<void>();
  private readonly subscriptions: vscode.Disposable[];
  private last?: string;
  /** The current figures, or which report is the current one, have changed. */
  readonly onChange = this.changes.event;

  constructor(private readonly server: Server) {
    this.subscriptions = [
      server.onNotice(({ params }) => void this.refresh(vscode.Uri.parse((params as { uri: string }).uri))),
      server.onRunning(running => { this.known.clear(); if (running) void this.refresh(activeUri()); this.changes.fire(); }),
      vscode.window.tabGroups.onDidChangeTabs(() => void this.refresh(activeUri())),
      vscode.window.onDidChangeActiveTextEditor(() => void this.refresh(activeUri())),
      vscode.workspace.onDidCloseTextDocument(it => { this.known.delete(it.uri.toString()); this.changes.fire(); }),
    ];
  }

  /** The figures of the report that is in front, or that was last. */
  get current(): { uri: vscode.Uri; overview: Overview } | undefined {
    const overview = this.last ? this.known.get(this.last) : undefined;
    return overview && { uri: vscode.Uri.parse(this.last!), overview };
  }

  /** Whether the editor in front shows a report. */
  get inFront(): boolean { return !!this.last && activeUri()?.toString() === this.last && this.known.has(this.last); }

  async refresh(uri: vscode.Uri | undefined): Promise<void> {
    const open = uri && vscode.workspace.textDocuments.some(it => it.uri.toString() === uri.toString() && it.languageId === "markdown");
    if (open && uri.scheme !== "reportlens") {
      const overview = await this.server.request<Overview | null>("reportlens/overview", { uri: this.server.uri(uri) })
        .catch(error => { this.server.warn(`overview: ${error}`); return undefined; });
      if (overview) this.known.set(uri.toString(), overview); else this.known.delete(uri.toString());
      if (overview && (!this.last || !this.known.has(this.last) || activeUri()?.toString() === uri.toString())) this.last = uri.toString();
    }
    this.changes.fire();
  }

  dispose(): void { vscode.Disposable.from(...this.subscriptions, this.changes).dispose(); }
}

/** The document in front, in whatever kind of editor it is shown. */
export function activeUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return vscode.window.activeTextEditor?.document.uri ??
    (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined);
}
