/** "27/31 pass · 44/53 boxes": in the status bar while a report is in front, and in the language status. */
import * as vscode from "vscode";
import type { Server } from "./client";
import type { Overviews } from "./overviews";
import type { Overview } from "./protocol";

const MENU: vscode.Command = { command: "reportlens.menu", title: "Menu" };

export class Status implements vscode.Disposable {
  private readonly bar = vscode.window.createStatusBarItem("reportlens.status", vscode.StatusBarAlignment.Right, 101);
  private readonly item = vscode.languages.createLanguageStatusItem("reportlens.status", { language: "markdown" });
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly server: Server, private readonly overviews: Overviews) {
    this.bar.name = this.item.name = "Reportlens";
    this.bar.command = this.item.command = MENU;
    this.subscriptions = [overviews.onChange(() => this.show()), server.onRunning(() => this.show())];
    this.show();
  }

  private show(): void {
    const overview = this.overviews.current?.overview;
    this.item.busy = !overview && !this.server.failed;
    this.item.severity = vscode.LanguageStatusSeverity.Information;
    if (this.server.failed) {
      this.item.severity = vscode.LanguageStatusSeverity.Warning;
      this.item.text = this.bar.text = "$(warning) Reportlens is not running";
      this.item.detail = "";
      this.bar.tooltip = "Restart, log, interpreter";
      this.bar.show();
      return;
    }
    if (!overview) { this.item.text = "Reportlens"; this.bar.hide(); return; }
    this.item.text = this.bar.text = inWords(overview);
    this.item.detail = this.bar.tooltip = details(overview);
    if (overview.official.outcome === "refused") this.item.severity = vscode.LanguageStatusSeverity.Warning;
    if (this.overviews.inFront) this.bar.show(); else this.bar.hide();
  }

  dispose(): void { vscode.Disposable.from(this.bar, this.item, ...this.subscriptions).dispose(); }
}

/** The figures in one line. */
export function inWords({ official, boxes }: Overview): string {
  const pass = official.outcome === "refused" ? "refused by the official check" : `${official.passed}/${official.total} pass`;
  return boxes.total ? `${pass} · ${boxes.ticked}/${boxes.total} boxes` : pass;
}

function details({ official, boxes, edition, questions }: Overview): string {
  const findings = questions.reduce((sum, it) => sum + it.findings, 0);
  return [
    official.outcome === "refused" ? "the official check would refuse this report" : `${official.passed} of ${official.total} answers would pass the official check`,
    boxes.total ? `${boxes.ticked} of ${boxes.total} boxes ticked` : "no checklist",
    `${findings} open ${findings === 1 ? "finding" : "findings"} in answers`,
    edition ? `template ${edition}` : "unknown template",
  ].join(" · ");
}
