/** Waits for a report; until one is opened, nothing is started and next to nothing is loaded. */
import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { looksLikeReport } from "./recognise";
import type { Session } from "./session";

let session: Promise<Session> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const begun = performance.now();
  const log = vscode.window.createOutputChannel("Reportlens", { log: true });

  // The language client is loaded here and not above: most windows never show a report.
  const start = (): Promise<Session> => (session ??= import("./session").then(it => it.open(context, log)));
  const look = (document: vscode.TextDocument): void => {
    if (!session && document.languageId === "markdown" && looksLikeReport(document.getText())) void start();
  };

  context.subscriptions.push(
    log,
    ...registerCommands(start, log),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidSaveTextDocument(look),
  );
  vscode.workspace.textDocuments.forEach(look);
  log.info(`activated in ${(performance.now() - begun).toFixed(1)} ms, ${session ? "with" : "without"} a report`);
}

export async function deactivate(): Promise<void> {
  await (await session)?.close();
}
