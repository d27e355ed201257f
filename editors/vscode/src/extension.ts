/** Waits for a report; until one is opened, nothing is started and next to nothing is loaded. */
import * as vscode from "vscode";
import { looksLikeReport } from "./recognise";
import type { Session } from "./session";

let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const begun = performance.now();
  const log = vscode.window.createOutputChannel("Reportlens", { log: true });

  // A file of its own, with the language client in it: most windows never show a report.
  const load = (): typeof import("./session") => require("./session");
  const start = (): Promise<Session> => (session ??= load().open(context, log));
  const look = (document: vscode.TextDocument): void => {
    if (!session && document.languageId === "markdown" && looksLikeReport(document.getText())) start().catch(error => log.error(error));
  };

  // Every command can be the first thing that happens, so each of them starts what it needs.
  const { commands } = (context.extension.packageJSON as { contributes: { commands: { command: string }[] } }).contributes;
  for (const { command } of commands) {
    context.subscriptions.push(vscode.commands.registerCommand(command, async (...args: unknown[]) =>
      command === "reportlens.showLog" ? log.show() : (await start()).run(command, args)));
  }
  context.subscriptions.push(
    log,
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
  );
  vscode.workspace.textDocuments.forEach(look);
  log.info(`activated in ${(performance.now() - begun).toFixed(1)} ms, ${session ? "with" : "without"} a report`);
}

export async function deactivate(): Promise<void> {
  await (await session)?.close();
}
